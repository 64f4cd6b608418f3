//! The answer about one site: berth side, yard, and the curve they are read from. Its structs are
//! written to `results.json` as they are declared.

use serde::{Serialize, Serializer};

use crate::statistics::Summary;

/// Writes a summary of TEU a year with its unit, and nothing as null.
pub(super) fn teu<'a, Of, S: Serializer>(summary: &'a Of, to: S) -> Result<S::Ok, S::Error>
where
    &'a Of: Into<Option<&'a Summary>>,
{
    #[derive(Serialize)]
    struct WithUnit<'a> {
        #[serde(flatten)]
        summary: &'a Summary,
        unit: &'static str,
    }
    let summary: Option<&Summary> = summary.into();
    let unit = "TEU/yr";
    summary
        .map(|summary| WithUnit { summary, unit })
        .serialize(to)
}

/// What limits a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Binding {
    /// Waiting for a berth.
    BerthSide,
    /// The static ceiling of the land.
    YardStatic,
}

/// Most TEU a year by simulation, and what it rests on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// TEU a year: mean, interval, and how far single replications lie.
    #[serde(flatten, serialize_with = "teu")]
    pub teu_per_year: Summary,
    /// Load at which it is reached: traffic against the scenario's. Where each terminal has a
    /// load of its own: that of all of them against the traffic that nearly fills them.
    pub load: f64,
    /// Whether the interval ends below where it was looked for; if not, it is wider than that.
    pub interval_closed_below: bool,
    /// Whether the interval ends above where it was looked for.
    pub interval_closed_above: bool,
    /// What each replication says, on common random numbers.
    #[serde(skip)]
    pub by_replication: Vec<f64>,
    /// Loads of all groups there.
    #[serde(skip)]
    pub(super) loads: Vec<f64>,
    /// Hours of waiting beyond the level that come with one TEU a year more, of each group.
    #[serde(skip)]
    pub(super) rises: Vec<f64>,
}

#[cfg(test)]
impl Estimate {
    /// An estimate of which only this was found, for tests of what is written of it.
    pub(crate) fn only(teu_per_year: Summary) -> Self {
        Self {
            teu_per_year,
            load: 1.0,
            interval_closed_below: true,
            interval_closed_above: true,
            by_replication: vec![teu_per_year.mean; 2],
            loads: vec![1.0],
            rises: vec![1.0],
        }
    }
}

/// A mean with the ends of its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// The mean.
    pub mean: f64,
    /// Lower end.
    pub ci95_low: f64,
    /// Upper end.
    pub ci95_high: f64,
}

/// A load that was simulated.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CurvePoint {
    /// Traffic against the scenario's.
    pub load: f64,
    /// Cargo a year, in TEU.
    #[serde(serialize_with = "teu")]
    pub teu_per_year: Summary,
    /// Mean wait over mean time at berth.
    pub wait_to_service_ratio: Interval,
    /// Vessel hours at berth over nominal berths and hours.
    pub berth_occupancy: f64,
    /// Whether the queue settles; if not, the wait grows with the length of the period.
    pub stationary: bool,
    /// Vessels that wait at the beginning of the period.
    pub backlog_start: f64,
    /// Vessels that wait at the end of the period.
    pub backlog_end: f64,
    /// Cargo of vessels that still wait at its end, in TEU a year.
    pub unserved_teu_per_year: f64,
}

/// A rule and the capacity that it says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Classical {
    /// Its name, such as "E2/E2/n".
    pub rule: &'static str,
    /// Capacity by it, in TEU a year.
    pub teu_per_year: f64,
    /// Berth occupancy at that capacity.
    pub berth_occupancy: f64,
    /// Against the simulated berth side: 0.2 is a fifth too high.
    pub error: f64,
}

/// A terminal when the site is at its capacity.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TerminalShare {
    /// Its id.
    pub id: String,
    /// Its name.
    #[serde(skip)]
    pub name: String,
    /// Its traffic against the scenario's.
    pub load: f64,
    /// Cargo a year, in TEU.
    pub teu_per_year: f64,
    /// Where each terminal is filled to its own level: its berth side, of the same replications.
    #[serde(rename = "berth_side", serialize_with = "teu")]
    pub own: Option<Summary>,
    /// Mean wait over mean time at berth.
    pub wait_to_service_ratio: f64,
    /// Vessel hours at berth over nominal berths and hours.
    pub berth_occupancy: f64,
    /// Most TEU a year of its land; `None` where it is not known.
    pub yard_static: Option<f64>,
}

impl TerminalShare {
    /// Whether its land, rather than waiting, bounds a terminal that is filled by itself.
    pub fn yard_binds(&self) -> bool {
        let own = self.own.map(|own| own.mean);
        own.zip(self.yard_static)
            .is_some_and(|(own, yard)| yard < own)
    }
}

/// The capacity of a site.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Capacity {
    /// Id of the site: `bay` or a terminal.
    #[serde(rename = "of")]
    pub site: String,
    /// Its name.
    #[serde(skip)]
    pub name: String,
    /// Service level: most mean wait over mean time at berth.
    #[serde(rename = "max_wait_to_service_ratio")]
    pub level: f64,
    /// How it is filled: `together`, `each_terminal`, `terminal`.
    pub filled: &'static str,
    /// Most TEU a year: the smaller of berth side and yard; where each terminal is filled to its
    /// own level, the sum of what is smaller at each.
    #[serde(serialize_with = "teu")]
    pub teu_per_year: Summary,
    /// What each replication says of it, on common random numbers: their mean is that of
    /// [`teu_per_year`](Self::teu_per_year).
    #[serde(skip)]
    pub by_replication: Vec<f64>,
    /// By waiting for a berth, simulated.
    pub berth_side: Estimate,
    /// By the land's static ceiling; `None` where it is not known of a terminal.
    pub yard_static: Option<f64>,
    /// Which of the two is smaller.
    pub binding: Binding,
    /// The scenario as it is: load 1.
    pub today: CurvePoint,
    /// Every load with all replications, in order.
    pub curve: Vec<CurvePoint>,
    /// Terminals at the berth side's capacity.
    pub terminals: Vec<TerminalShare>,
    /// What textbooks say.
    #[serde(rename = "textbook")]
    pub classical: Vec<Classical>,
    /// Balances that did not close, in words; empty unless we have a bug.
    #[serde(skip)]
    pub open_balances: Vec<String>,
}
