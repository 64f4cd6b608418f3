//! Textbook queues as scenarios, through the public interface, against their exact answers.

use statrs::distribution::{ContinuousCDF, StudentsT};

use crate::support::{load, measure, run, scenario_from};

/// Half-width of the 99.9 % interval of a mean, from its 95 % interval over n replications.
fn half_width_999(ci95_half: f64, replications: u32) -> f64 {
    let t = StudentsT::new(0.0, 1.0, f64::from(replications - 1)).unwrap();
    ci95_half * t.inverse_cdf(0.9995) / t.inverse_cdf(0.975)
}

fn check(name: &str, scenario: &sanpedro::scenario::Scenario, exact: f64) {
    let results = run(scenario);
    let ratio = measure(&results.bay, "wait_to_service_ratio");
    let half = half_width_999(
        (ratio.ci95_high - ratio.ci95_low) / 2.0,
        scenario.replications,
    );
    assert!(
        half < 0.1 * exact,
        "{name}: the interval ±{half} is too wide to say anything about {exact}"
    );
    assert!(
        (ratio.mean - exact).abs() <= half,
        "{name}: {} ± {half}, exact {exact}",
        ratio.mean
    );
}

/// Wait over service of M/M/c at utilization `rho` (Erlang C over c(1 − rho)).
fn m_m_c(servers: u32, rho: f64) -> f64 {
    let (c, load) = (f64::from(servers), f64::from(servers) * rho);
    let (mut term, mut sum) = (1.0, 0.0);
    for k in 0..servers {
        sum += term;
        term *= load / f64::from(k + 1);
    }
    let waiting = term / (1.0 - rho);
    waiting / (sum + waiting) / (c * (1.0 - rho))
}

#[test]
fn m_m_1_at_nine_tenths() {
    check(
        "M/M/1",
        &load("scenarios/textbook/m_m_1.toml", &[]).0,
        m_m_c(1, 0.9),
    );
}

#[test]
fn m_m_4_at_eight_tenths() {
    check(
        "M/M/4",
        &load("scenarios/textbook/m_m_4.toml", &[]).0,
        m_m_c(4, 0.8),
    );
}

/// Wait over service of M/D/c at utilization `rho` (Crommelin 1932): the number in the system at
/// intervals of one service time is a chain, X' = max(X − c, 0) + Poisson(c·rho).
fn m_d_c(servers: usize, rho: f64) -> f64 {
    const STATES: usize = 200;
    let load = servers as f64 * rho;
    let mut arrivals = vec![libm::exp(-load)];
    for k in 1..STATES {
        arrivals.push(arrivals[k - 1] * load / k as f64);
    }
    let mut chance = vec![0.0; STATES];
    chance[0] = 1.0;
    for _ in 0..500 {
        let mut next = vec![0.0; STATES];
        for (state, p) in chance.iter().enumerate() {
            let left = state.saturating_sub(servers);
            for (k, arriving) in arrivals.iter().enumerate().take(STATES - left) {
                next[left + k] += p * arriving;
            }
        }
        chance = next;
    }
    let queue: f64 = chance
        .iter()
        .enumerate()
        .map(|(state, p)| state.saturating_sub(servers) as f64 * p)
        .sum();
    queue / load
}

#[test]
fn m_d_2_at_seven_tenths() {
    check(
        "M/D/2",
        &load("scenarios/textbook/m_d_2.toml", &[]).0,
        m_d_c(2, 0.7),
    );
}

/// A queue with service of mean 1 h.
fn queue(servers: u32, arrivals: &str, service: &str) -> String {
    format!(
        r#"
name = "queue"
[horizon]
start = 2025-01-01
days = "4000 d"
warm_up = "200 d"
[experiment]
replications = 24
seed = 5
[port.harbor]
name = "Harbor"
[terminal.quay]
name = "Quay"
port = "harbor"
cycle_time = {service}
[terminal.quay.wharf.main]
slots = {servers}
cranes = {servers}
[service.traffic]
terminal = "quay"
arrivals = {arrivals}
moves = 1
vessel_class = "any"
"#
    )
}

#[test]
fn m_e2_1_is_pollaczek_khinchine() {
    let rho = 0.75;
    let text = queue(
        1,
        &format!("{{ exponential = {{ mean = \"{} min\" }} }}", 60.0 / rho),
        "{ erlang = { mean = \"1 h\", shape = 2 } }",
    );
    check(
        "M/E2/1",
        &scenario_from(&text),
        rho / (1.0 - rho) * f64::midpoint(1.0, 0.5),
    );
}

#[test]
fn e2_m_1_is_the_root_of_its_transform() {
    // GI/M/1: sigma solves sigma = A*(mu(1 − sigma)); wait over service is sigma/(1 − sigma).
    let rho: f64 = 0.8;
    let mut sigma: f64 = 0.5;
    for _ in 0..500 {
        let stage = 2.0 * rho;
        sigma = (stage / (stage + 1.0 - sigma)).powi(2);
    }
    let text = queue(
        1,
        &format!(
            "{{ erlang = {{ mean = \"{} min\", shape = 2 }} }}",
            60.0 / rho
        ),
        "{ exponential = { mean = \"1 h\" } }",
    );
    check("E2/M/1", &scenario_from(&text), sigma / (1.0 - sigma));
}
