//! Gangs: who gets how many of the bay's pool for a shift.
//!
//! Terminals order before a deadline, on what is known then. One gang works one crane for a
//! shift. When the pool is too small, gangs are dealt out one at a time, a round per gang, in
//! order of the calls, so that every vessel gets its first gang before any gets its second.

use std::ops::Range;

use crate::port::bay::TerminalId;
use crate::port::event::CallId;

/// What one vessel asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Request {
    /// Who: the call of the lower number asks first.
    pub(crate) id: CallId,
    /// Its terminal.
    pub(crate) terminal: TerminalId,
    /// Rails that it may lie along: that of its berth, or all of its terminal.
    pub(crate) rails: Range<usize>,
    /// Gangs it can use.
    pub(crate) wanted: u16,
    /// Gangs it could use beside, but for want of room in the yard.
    pub(crate) withheld: u16,
    /// Gangs it gets.
    pub(crate) granted: u16,
}

/// Speaks for one crane along these rails, where most are left; whether there was one.
fn take_crane(cranes_left: &mut [u16]) -> bool {
    match cranes_left.iter_mut().max_by_key(|left| **left) {
        Some(left) if *left > 0 => {
            *left -= 1;
            true
        }
        _ => false,
    }
}

/// Deals the pool out: fills `granted` of every request. `cranes_left` are the cranes of each rail
/// that nobody has spoken for.
pub(crate) fn deal_gangs(requests: &mut [Request], mut pool: u32, cranes_left: &mut [u16]) {
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
            if request.granted == round && take_crane(&mut cranes_left[request.rails.clone()]) {
                request.granted += 1;
                pool -= 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::port::fixture::call_id;

    fn request(rails: Range<usize>, wanted: u16) -> Request {
        Request {
            id: call_id(0),
            terminal: TerminalId(0),
            rails,
            wanted,
            withheld: 0,
            granted: 0,
        }
    }

    fn granted(requests: &[Request]) -> Vec<u16> {
        requests.iter().map(|request| request.granted).collect()
    }

    #[test]
    fn a_short_pool_gives_everybody_a_first_gang_before_a_second() {
        let mut requests = [request(0..1, 4), request(0..1, 1), request(1..2, 3)];
        deal_gangs(&mut requests, 6, &mut [9, 9]);
        assert_eq!(granted(&requests), [3, 1, 2]);
    }

    #[test]
    fn nobody_gets_more_gangs_than_the_wharf_has_cranes() {
        let mut requests = [request(0..1, 5), request(0..1, 5), request(0..2, 2)];
        deal_gangs(&mut requests, 99, &mut [6, 1]);
        assert_eq!(granted(&requests), [3, 2, 2], "seven cranes in all");
    }
}
