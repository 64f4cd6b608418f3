//! Where a service stands in its sailings.

use crate::port::bay::{Bay, ClassId, Demand, DemandMonth, Service, Traffic};
use crate::units::Teu;

/// Where a service stands in its sailings.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sailings {
    /// Index of the next window, or number of the next call of a stream.
    next: usize,
    /// Most extra loaders a day in any month.
    most_extra_loaders: f64,
}

impl Sailings {
    /// Before the first one.
    pub(crate) fn new(bay: &Bay, service: &Service) -> Self {
        let most_extra_loaders = match service.traffic {
            Traffic::ExtraLoaders => extra_loaders_per_day(bay, service, |demand| {
                let of_month = |month: &DemandMonth| month.extra_capacity_per_day;
                demand.months().iter().map(of_month).fold(0.0, f64::max)
            }),
            Traffic::Weekly { .. } | Traffic::Listed { .. } | Traffic::Renewal(_) => 0.0,
        };
        Self {
            next: 0,
            most_extra_loaders,
        }
    }

    /// Index of the next window or call.
    pub(crate) fn next(&self) -> usize {
        self.next
    }

    /// Passes the next window or call.
    pub(crate) fn pass(&mut self) {
        self.next += 1;
    }

    /// Most extra loaders a day in any month.
    pub(crate) fn most_extra_loaders(&self) -> f64 {
        self.most_extra_loaders
    }
}

/// Extra loaders a day, for the capacity a day that their port's demand asks of them.
pub(crate) fn extra_loaders_per_day(
    bay: &Bay,
    service: &Service,
    capacity_per_day: impl Fn(&Demand) -> f64,
) -> f64 {
    let demand = bay.demand_of(service);
    let demand = demand.expect("checked: extra loaders follow a demand");
    capacity_per_day(demand) / mean_capacity(bay, &service.vessel_classes).value()
}

/// Mean capacity of what a service deploys, in TEU.
fn mean_capacity(bay: &Bay, classes: &[(ClassId, f64)]) -> Teu {
    classes
        .iter()
        .map(|(class, share)| bay.class(*class).capacity * *share)
        .sum()
}
