use super::*;

fn assert_near(found: f64, exact: f64, what: &str) {
    assert!(
        (found - exact).abs() <= 1e-9 * exact,
        "{what}: {found}, exact {exact}"
    );
}

#[test]
fn m_m_n_agrees_with_the_sum_of_its_definition() {
    for servers in [1_u32, 2, 4, 10, 60] {
        for utilization in [0.1, 0.5, 0.8, 0.99] {
            let (n, load) = (f64::from(servers), f64::from(servers) * utilization);
            let (mut term, mut sum) = (1.0, 0.0);
            for k in 1..=servers {
                sum += term;
                term *= load / f64::from(k);
            }
            let waiting = term / (1.0 - utilization);
            let exact = waiting / (sum + waiting) / (n * (1.0 - utilization));
            let found = Queue::m_m(servers).wait_to_service(utilization);
            assert_near(found, exact, &format!("M/M/{servers} at {utilization}"));
        }
    }
    // Printed: C(4, 3.2) = 0.596432, wait 0.745541 (see scenarios/textbook/m_m_4.toml).
    assert!((Queue::m_m(4).wait_to_service(0.8) - 0.745_541).abs() < 1e-6);
}

#[test]
fn the_chain_agrees_with_erlang_where_both_apply() {
    for servers in [1, 3, 8] {
        for utilization in [0.3, 0.9, 0.99] {
            let chain = chain::wait_to_service(Queue::m_m(servers), utilization);
            let exact = erlang_c(servers, utilization);
            assert_near(chain, exact, &format!("M/M/{servers} at {utilization}"));
        }
    }
}

#[test]
fn m_e2_1_is_pollaczek_khinchine() {
    for utilization in [0.05, 0.5, 0.9, 0.99] {
        let exact = utilization / (1.0 - utilization) * f64::midpoint(1.0, 0.5);
        let found = Queue::m_e2(1).wait_to_service(utilization);
        assert_near(found, exact, &format!("M/E2/1 at {utilization}"));
    }
}

#[test]
fn e2_m_n_is_the_root_of_its_transform() {
    // GI/M/1: the chance to wait, s, solves s = A*(μ(1 − s)); wait over service is s/(1 − s).
    for utilization in [0.3_f64, 0.8, 0.97] {
        let stage = 2.0 * utilization;
        let mut root: f64 = 0.5;
        for _ in 0..20_000 {
            root = (stage / (stage + 1.0 - root)).powi(2);
        }
        let queue = Queue::new(Stages::Two, Stages::One, 1);
        let found = queue.wait_to_service(utilization);
        assert_near(
            found,
            root / (1.0 - root),
            &format!("E2/M/1 at {utilization}"),
        );
    }
}

/// The same chain solved another way: cut off at a level, and iterated until it rests.
fn by_iteration(servers: usize, utilization: f64, levels: usize) -> f64 {
    let (gap, stage) = (2.0 * servers as f64 * utilization, 2.0);
    // Uniformized: at most `gap` and `servers * stage` leave a state.
    let step = 1.0 / (gap + servers as f64 * stage);
    let width = servers + 1;
    let at = |level: usize, phase: usize, second: usize| (level * 2 + phase) * width + second;
    let mut now = vec![0.0; levels * 2 * width];
    now[0] = 1.0;
    for _ in 0..40_000 {
        let mut next = now.clone();
        for level in 0..levels {
            let busy = level.min(servers);
            for (phase, second) in (0..2).flat_map(|p| (0..=busy).map(move |s| (p, s))) {
                let from = at(level, phase, second);
                let mut flow = |to: usize, rate: f64| {
                    next[from] -= now[from] * rate * step;
                    next[to] += now[from] * rate * step;
                };
                if phase == 0 {
                    flow(at(level, 1, second), gap);
                } else if level + 1 < levels {
                    flow(at(level + 1, 0, second), gap);
                }
                if second < busy {
                    flow(at(level, phase, second + 1), (busy - second) as f64 * stage);
                }
                if second > 0 {
                    flow(at(level - 1, phase, second - 1), second as f64 * stage);
                }
            }
        }
        now = next;
    }
    let waiting = |(state, chance): (usize, &f64)| {
        (state / (2 * width)).saturating_sub(servers) as f64 * chance
    };
    let waiting: f64 = now.iter().enumerate().map(waiting).sum();
    waiting / (servers as f64 * utilization)
}

#[test]
fn e2_e2_n_agrees_with_its_chain_iterated_until_it_rests() {
    for (servers, utilization) in [(1, 0.7), (2, 0.6), (3, 0.8)] {
        let iterated = by_iteration(servers, utilization, 90);
        let queue = Queue::e2_e2(u32::try_from(servers).unwrap());
        let found = queue.wait_to_service(utilization);
        assert!(
            (found - iterated).abs() < 1e-6,
            "E2/E2/{servers} at {utilization}: {found}, iterated {iterated}"
        );
    }
    // Simulated earlier as 0.4838 ± 0.0051 at a printed 0.4849.
    assert!((Queue::e2_e2(3).wait_to_service(0.8) - 0.4849).abs() < 1e-4);
}

#[test]
fn a_utilization_is_found_back_from_its_wait() {
    for queue in [
        Queue::m_m(3),
        Queue::m_e2(2),
        Queue::e2_e2(1),
        Queue::e2_e2(6),
    ] {
        for ratio in [0.02, 0.1, 2.0] {
            let utilization = queue.utilization_at(ratio);
            assert!(
                (queue.wait_to_service(utilization) - ratio).abs() < 1e-6 * ratio.max(1.0),
                "{queue:?} at {ratio}: {utilization}"
            );
        }
    }
}

#[test]
fn more_regular_queues_wait_less_and_larger_ones_too() {
    for servers in 1..8 {
        let wait = |queue: Queue| queue.wait_to_service(0.8);
        assert!(wait(Queue::m_m(servers)) > wait(Queue::m_e2(servers)));
        assert!(wait(Queue::m_e2(servers)) > wait(Queue::e2_e2(servers)));
        assert!(wait(Queue::e2_e2(servers)) > wait(Queue::e2_e2(servers + 1)));
    }
    assert!(Queue::e2_e2(2).wait_to_service(0.0) < f64::MIN_POSITIVE);
}
