//! Mean waits of textbook queues, computed: M/M/n in closed form, E2/M/n, M/E2/n and E2/E2/n from
//! their Markov chains.
//!
//! The arrival gap and the service time of these queues are sums of one or two exponential
//! stages, so that customers, stage of the gap and stages of the services are a chain whose
//! levels (customers in the system) repeat above the number of servers. Its stationary
//! distribution is geometric in matrices there (Neuts 1981, "Matrix-Geometric Solutions in
//! Stochastic Models"); the matrix comes from the logarithmic reduction of Latouche and Ramaswami
//! (1993), "A logarithmic reduction algorithm for quasi-birth-death processes", Journal of Applied
//! Probability 30(3). Nothing is truncated: what is left is rounding, below 1e-9 of the wait for
//! utilizations up to 0.99 (tests).
//!
//! Ports know the answers as tables: UNCTAD, "Port development" (1985), prints the waits of
//! E2/E2/n for planning berths.

mod chain;
mod matrix;

/// How regular a stream of arrivals or the service is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stages {
    /// Exponential: coefficient of variation 1.
    One,
    /// Erlang of two stages: coefficient of variation 0.71.
    Two,
}

impl Stages {
    /// How many exponential stages a time is the sum of.
    const fn count(self) -> usize {
        match self {
            Self::One => 1,
            Self::Two => 2,
        }
    }
}

/// A queue with first come, first served, one line and like servers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Queue {
    /// Gaps between arrivals.
    pub arrivals: Stages,
    /// Times of service.
    pub service: Stages,
    /// Servers, at least one.
    pub servers: u32,
}

/// Utilizations at which a wait is looked for: below, nobody waits; above, everybody does.
const LEAST_UTILIZATION: f64 = 1e-6;
const MOST_UTILIZATION: f64 = 1.0 - 1e-6;

impl Queue {
    /// M/M/n, Poisson arrivals and exponential service.
    pub const fn m_m(servers: u32) -> Self {
        Self::new(Stages::One, Stages::One, servers)
    }

    /// M/E2/n, Poisson arrivals and service of two stages.
    pub const fn m_e2(servers: u32) -> Self {
        Self::new(Stages::One, Stages::Two, servers)
    }

    /// E2/E2/n, gaps and service of two stages: the queue of the planning tables of ports.
    pub const fn e2_e2(servers: u32) -> Self {
        Self::new(Stages::Two, Stages::Two, servers)
    }

    const fn new(arrivals: Stages, service: Stages, servers: u32) -> Self {
        Self {
            arrivals,
            service,
            servers,
        }
    }

    /// Mean wait over mean time of service, at a utilization of all servers from 0 up to, and
    /// without, 1.
    ///
    /// # Panics
    /// If there is no server, or the utilization lies outside.
    pub fn wait_to_service(self, utilization: f64) -> f64 {
        assert!(self.servers > 0, "a queue has a server");
        assert!(
            (0.0..1.0).contains(&utilization),
            "a queue that settles is utilized below 1, got {utilization}"
        );
        if utilization < LEAST_UTILIZATION {
            return 0.0;
        }
        match (self.arrivals, self.service) {
            (Stages::One, Stages::One) => erlang_c(self.servers, utilization),
            _ => chain::wait_to_service(self, utilization),
        }
    }

    /// The utilization at which the mean wait is this many times the mean time of service, to
    /// 1e-10.
    ///
    /// # Panics
    /// If there is no server, or the ratio is not above zero.
    pub fn utilization_at(self, ratio: f64) -> f64 {
        assert!(ratio > 0.0, "a wait is above zero, got {ratio}");
        let (mut low, mut high) = (LEAST_UTILIZATION, MOST_UTILIZATION);
        // The wait grows with the utilization.
        while high - low > 1e-10 {
            let middle = f64::midpoint(low, high);
            if self.wait_to_service(middle) < ratio {
                low = middle;
            } else {
                high = middle;
            }
        }
        f64::midpoint(low, high)
    }
}

/// Mean wait over mean service of M/M/n: the chance to wait over n(1 − ρ).
///
/// Source: Erlang (1917); the chance to wait from the loss formula B by its recursion
/// B(k) = aB(k−1) / (k + aB(k−1)), a = nρ, and C = B / (1 − ρ(1 − B)), Cooper (1981),
/// "Introduction to Queueing Theory", 3.4 and 3.5.
fn erlang_c(servers: u32, utilization: f64) -> f64 {
    let load = f64::from(servers) * utilization;
    let loss = (1..=servers).fold(1.0, |loss, k| load * loss / (f64::from(k) + load * loss));
    let waits = loss / (1.0 - utilization * (1.0 - loss));
    waits / (f64::from(servers) * (1.0 - utilization))
}

#[cfg(test)]
mod tests;
