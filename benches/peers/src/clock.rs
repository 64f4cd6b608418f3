//! Processor time.

use rustix::time::{ClockId, clock_gettime};

/// Processor time of this process so far, in seconds: unlike the wall clock it does not count
/// the time that other programs had the core.
pub fn cpu_seconds() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9
}
