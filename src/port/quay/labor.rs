//! Gangs: who gets how many of the bay's pool for a shift.
//!
//! Terminals order before a deadline, on what is known then. One gang works one crane for a
//! shift. When the pool is too small, gangs are dealt out one at a time, a round per gang, in
//! order of the calls, so that every vessel gets its first gang before any gets its second.

use crate::port::event::Slot;

/// What one vessel asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Request {
    /// Who.
    pub(crate) slot: Slot,
    /// Index of its terminal.
    pub(crate) terminal: usize,
    /// Its wharf, if it has a berth.
    pub(crate) wharf: Option<u16>,
    /// Gangs it can use.
    pub(crate) wanted: u16,
    /// Gangs it gets.
    pub(crate) granted: u16,
}

/// Cranes not yet spoken for.
#[derive(Clone, Debug)]
pub(crate) struct CranesLeft {
    /// By terminal and wharf.
    pub(crate) wharves: Vec<Vec<u16>>,
}

impl CranesLeft {
    /// Speaks for one crane at a terminal, on one wharf if known; whether there was one.
    fn take(&mut self, terminal: usize, wharf: Option<u16>) -> bool {
        let wharves = &mut self.wharves[terminal];
        let crane = match wharf {
            Some(wharf) => Some(&mut wharves[usize::from(wharf)]),
            None => wharves.iter_mut().max_by_key(|left| **left),
        };
        match crane {
            Some(left) if *left > 0 => {
                *left -= 1;
                true
            }
            _ => false,
        }
    }
}

/// Deals the pool out: fills `granted` of every request.
pub(crate) fn deal_gangs(requests: &mut [Request], mut pool: u32, mut cranes: CranesLeft) {
    let most = requests
        .iter()
        .map(|request| request.wanted)
        .max()
        .unwrap_or(0);
    for round in 0..most {
        for request in requests.iter_mut().filter(|request| request.wanted > round) {
            if pool == 0 {
                return;
            }
            if request.granted == round && cranes.take(request.terminal, request.wharf) {
                request.granted += 1;
                pool -= 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(slot: Slot, terminal: usize, wharf: Option<u16>, wanted: u16) -> Request {
        Request {
            slot,
            terminal,
            wharf,
            wanted,
            granted: 0,
        }
    }

    fn granted(requests: &[Request]) -> Vec<u16> {
        requests.iter().map(|request| request.granted).collect()
    }

    #[test]
    fn a_short_pool_gives_everybody_a_first_gang_before_a_second() {
        let mut requests = [
            request(1, 0, Some(0), 4),
            request(2, 0, Some(0), 1),
            request(3, 1, Some(0), 3),
        ];
        deal_gangs(
            &mut requests,
            6,
            CranesLeft {
                wharves: vec![vec![9], vec![9]],
            },
        );
        assert_eq!(granted(&requests), [3, 1, 2]);
    }

    #[test]
    fn nobody_gets_more_gangs_than_the_wharf_has_cranes() {
        let mut requests = [
            request(1, 0, Some(0), 5),
            request(2, 0, Some(0), 5),
            request(3, 0, None, 2),
        ];
        deal_gangs(
            &mut requests,
            99,
            CranesLeft {
                wharves: vec![vec![6, 1]],
            },
        );
        assert_eq!(granted(&requests), [3, 2, 2], "seven cranes in all");
    }
}
