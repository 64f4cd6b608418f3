//! What each service did, for the balances of corridors.

use serde::{Deserialize, Serialize};

use crate::emissions::balance::{self, ServiceUse};
use crate::emissions::{HoursTally, Settings};
use crate::port::bay::{Bay, ClassId};
use crate::port::record::Visit;

/// Energy, fuel and CO2e of one line of corridors; `T` is a number, or what is made of it over
/// replications.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct Balance<T> {
    /// Energy in megajoules of lower calorific value, or of electricity at the vessel.
    pub energy_mj: T,
    /// Fuel in metric tonnes.
    pub tonnes: T,
    /// CO2e in metric tonnes from tank to wake.
    pub tank_to_wake_tonnes: T,
    /// CO2e in metric tonnes from well to wake.
    pub well_to_wake_tonnes: T,
}

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

    pub(super) fn balances(&self, bay: &Bay, settings: &Settings) -> Vec<Balance<Option<f64>>> {
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
        let numbers = |balance: balance::Balance| Balance {
            energy_mj: Some(balance.energy),
            tonnes: Some(balance.tonnes),
            tank_to_wake_tonnes: balance.tank_to_wake,
            well_to_wake_tonnes: balance.well_to_wake,
        };
        let balances = balance::balances(bay, settings, &uses);
        balances.into_iter().map(numbers).collect()
    }
}
