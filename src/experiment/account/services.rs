//! What each service did, for the balances of corridors.

use crate::emissions::balance::{Balance, ServiceUse, balances};
use crate::emissions::{HoursTally, Settings};
use crate::port::bay::{Bay, ClassId};
use crate::port::record::Visit;

/// Follows engine hours and calls by service.
#[derive(Clone, Debug)]
pub(super) struct Services {
    pub(super) hours: HoursTally,
    classes: usize,
    /// Calls by service, then by class.
    calls: Vec<u64>,
    /// Those of them that took fuel from a bunker barge.
    bunkered: Vec<u64>,
}

impl Services {
    pub(super) fn new(bay: &Bay, settings: &Settings) -> Self {
        let classes = bay.vessel_classes.len();
        Self {
            hours: HoursTally::of_services(bay).for_settings(bay, settings),
            classes,
            calls: vec![0; bay.services.len() * classes],
            bunkered: vec![0; bay.services.len() * classes],
        }
    }

    pub(super) fn departed(&mut self, visit: &Visit) {
        let tag = visit.tag;
        let place = tag.service.index() * self.classes + tag.class.index();
        self.calls[place] += 1;
        self.bunkered[place] += u64::from(visit.bunkered.is_some());
    }

    pub(super) fn balances(&self, bay: &Bay, settings: &Settings) -> Vec<[Option<f64>; 4]> {
        let stacks = self.hours.by_service(bay, settings).into_iter();
        let calls: Vec<(u64, u64)> = (self.calls.iter().copied())
            .zip(self.bunkered.iter().copied())
            .collect();
        let calls = calls.chunks(self.classes);
        let of = |(stack, calls): (_, &[(u64, u64)])| ServiceUse {
            stack,
            calls: (0..)
                .map(ClassId)
                .zip(calls)
                .map(|(class, (calls, bunkered))| (class, *calls, *bunkered))
                .collect(),
        };
        let uses: Vec<ServiceUse> = stacks.zip(calls).map(of).collect();
        let numbers = |balance: Balance| {
            let Balance {
                energy,
                tonnes,
                tank_to_wake,
                well_to_wake,
                ..
            } = balance;
            [Some(energy), Some(tonnes), tank_to_wake, well_to_wake]
        };
        balances(bay, settings, &uses)
            .into_iter()
            .map(numbers)
            .collect()
    }
}
