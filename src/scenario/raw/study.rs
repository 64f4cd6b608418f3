//! What a study is about: question, period, replications, targets; and the whole of a file.

use jiff::civil::Date;
use toml::value::Datetime;

use super::{
    Approach, Arrivals, AtBerthRule, BunkerBarges, CallSizeRule, CaptureBarges, Demand, Emissions,
    ExtraLoaders, Grid, Labor, Lateness, Origin, Port, Rules, Service, SpeedZone, Terminal,
    VesselClass,
};
use crate::engine::SimDuration;
use crate::scenario::checked::TargetBasis;
use crate::scenario::dates::respelled_date;
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::faults::Faults;
use crate::scenario::plain::{as_table, text, word};
use crate::scenario::quantity::{duration, signed_number, whole};
use crate::scenario::reader::{Given, Named, Reader};
use crate::scenario::shape::Shape;
use crate::scenario::source::Place;
use crate::scenario::tree::{Node, Table, Value};

/// Everything a scenario says.
pub(in crate::scenario) struct Raw {
    pub name: Given<String>,
    pub question: Given<String>,
    pub assumptions: Vec<String>,
    pub horizon: Given<Horizon>,
    pub replications: Given<u64>,
    pub seed: Given<u64>,
    pub ports: Vec<Named<Port>>,
    pub demands: Vec<Named<Demand>>,
    pub cargo: CallSizeRule,
    pub speed_zone: Given<SpeedZone>,
    pub approach: Approach,
    pub at_berth_rule: Given<AtBerthRule>,
    pub capture_barges: Vec<Named<CaptureBarges>>,
    pub bunker_barges: Vec<Named<BunkerBarges>>,
    pub origins: Vec<Named<Origin>>,
    pub lateness: Lateness,
    pub vessel_classes: Vec<Named<VesselClass>>,
    pub services: Vec<Named<Service>>,
    pub extra_loaders: Vec<Named<ExtraLoaders>>,
    pub arrivals: Arrivals,
    pub terminals: Vec<Named<Terminal>>,
    pub terminal_defaults: Rules,
    pub labor: Labor,
    pub grid: Grid,
    pub emissions: Emissions,
    pub targets: Vec<Named<Target>>,
    /// Where the file begins, for what is missing in it.
    pub start: Place,
}

/// `[horizon]`
pub(in crate::scenario) struct Horizon {
    pub start: Given<Date>,
    pub end: Given<Date>,
    pub days: Given<SimDuration>,
    pub warm_up: Given<WarmUp>,
    pub time_zone: Given<String>,
}

/// `warm_up` of `[horizon]`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scenario) enum WarmUp {
    /// As long as the user says.
    Given(SimDuration),
    /// As long as a rule finds.
    Auto,
    /// What the rule found.
    Found(SimDuration),
}

/// `[target.*]`
pub(in crate::scenario) struct Target {
    pub measure: Given<String>,
    pub of: Given<String>,
    pub published: Given<f64>,
    pub low: Given<f64>,
    pub high: Given<f64>,
    pub source: Given<String>,
    pub basis: Given<TargetBasis>,
}

impl Raw {
    /// Reads the merged tree of a scenario.
    pub(in crate::scenario) fn read(table: &Table, start: &Place, faults: &Faults) -> Self {
        Reader::read(table, start, "the scenario", "", faults, |of| {
            let experiment = of.table("experiment", replications_and_seed);
            let (replications, seed) = experiment.map_or((None, None), |both| both.value);
            if !of.has("horizon") {
                of.missing("horizon", "a table `[horizon]` with `start` and `end`");
            }
            Self {
                name: of.optional("name", text),
                question: of.optional("question", text),
                assumptions: of
                    .optional("assumptions", texts)
                    .map_or_else(Vec::new, |all| all.value),
                horizon: of.table("horizon", Horizon::read),
                replications,
                seed,
                ports: of.keyed("port", "port", Port::read),
                demands: of.keyed("demand", "demand of port", Demand::read),
                cargo: of
                    .table("cargo", CallSizeRule::read)
                    .map_or_else(CallSizeRule::default, |cargo| cargo.value),
                speed_zone: of.table("speed_zone", SpeedZone::read),
                approach: of
                    .table("approach", Approach::read)
                    .map_or_else(Approach::default, |approach| approach.value),
                at_berth_rule: of.table("at_berth_rule", AtBerthRule::read),
                capture_barges: of.keyed(
                    "capture_barges",
                    "capture barges of port",
                    CaptureBarges::read,
                ),
                bunker_barges: of.keyed(
                    "bunker_barges",
                    "bunker barges of port",
                    BunkerBarges::read,
                ),
                origins: of.keyed("origin", "origin", Origin::read),
                lateness: of
                    .table("lateness", Lateness::read)
                    .map_or_else(Lateness::default, |late| late.value),
                vessel_classes: of.keyed("vessel_class", "vessel class", VesselClass::read),
                services: of.keyed("service", "service", Service::read),
                extra_loaders: of.keyed(
                    "extra_loaders",
                    "extra loaders of port",
                    ExtraLoaders::read,
                ),
                arrivals: of
                    .table("arrivals", Arrivals::read)
                    .map_or_else(Arrivals::default, |arrivals| arrivals.value),
                terminals: of.keyed("terminal", "terminal", Terminal::read),
                terminal_defaults: of
                    .table("terminal_defaults", Rules::read)
                    .map_or_else(Rules::default, |rules| rules.value),
                labor: of
                    .table("labor", Labor::read)
                    .map_or_else(Labor::default, |labor| labor.value),
                grid: of
                    .table("grid", Grid::read)
                    .map_or_else(Grid::default, |grid| grid.value),
                emissions: of
                    .table("emissions", Emissions::read)
                    .map_or_else(Emissions::default, |settings| settings.value),
                targets: of.keyed("target", "target", Target::read),
                start: start.clone(),
            }
        })
    }
}

/// `[experiment]`
fn replications_and_seed(of: &Reader<'_>) -> (Given<u64>, Given<u64>) {
    let replications = |node: &Node, faults: &Faults| whole(node, 1, 1_000_000, faults);
    let seed = |node: &Node, faults: &Faults| whole(node, 0, u64::MAX, faults);
    (
        of.optional("replications", replications),
        of.optional("seed", seed),
    )
}

impl Horizon {
    fn read(of: &Reader<'_>) -> Self {
        of.exclusive("end", "days");
        if !of.has("end") && !of.has("days") {
            of.missing("end", "2026-01-01");
        }
        Self {
            start: of.required("start", "2025-01-01", date),
            end: of.optional("end", date),
            days: of.optional("days", duration),
            warm_up: of.optional("warm_up", WarmUp::read),
            time_zone: of.optional("time_zone", text),
        }
    }
}

impl WarmUp {
    fn read(node: &Node, faults: &Faults) -> Option<Self> {
        if let Value::Table(table) = &node.value {
            let body = |of: &Reader<'_>| of.required("mser_5", "\"15 d\"", duration);
            let what = "`warm_up` of [horizon]";
            let found = Reader::read(table, &node.key, what, "horizon.warm_up", faults, body);
            return found.map(|found| Self::Found(found.value));
        }
        faults.accepts(&node.key, || Shape::Words(vec!["auto".to_owned()]));
        match &node.value {
            Value::Text(text) if text == "auto" => Some(Self::Auto),
            _ => duration(node, faults).map(Self::Given),
        }
    }

    /// The length, where it is known.
    pub(in crate::scenario) fn known(self) -> Option<SimDuration> {
        match self {
            Self::Given(span) | Self::Found(span) => Some(span),
            Self::Auto => None,
        }
    }
}

impl Target {
    fn read(of: &Reader<'_>) -> Self {
        Self {
            measure: of.required("measure", "\"throughput_teu\"", text),
            of: of.optional("of", text),
            published: of.optional("published", signed_number),
            low: of.required("low", "1.0", signed_number),
            high: of.required("high", "2.0", signed_number),
            source: of.required("source", "\"title, year\"", text),
            basis: of.optional("basis", |node, faults| {
                let words = TargetBasis::ALL.map(|basis| (basis.name(), basis));
                word(node, "basis of a target", &words, faults)
            }),
        }
    }
}

/// Texts under names of the user's own.
fn texts(node: &Node, faults: &Faults) -> Option<Vec<String>> {
    as_table(node, faults)?;
    let named = Reader::map(node, faults, text)?;
    Some(named.into_iter().map(|entry| entry.value).collect())
}

/// A civil date without time and offset.
pub(super) fn date(node: &Node, faults: &Faults) -> Option<Date> {
    faults.accepts(&node.key, || Shape::Date);
    let Value::Date(Datetime {
        date: Some(date),
        time: None,
        offset: None,
    }) = node.value
    else {
        let message = format!("expected a date, got {}", node.value.describe());
        let meant = match &node.value {
            Value::Text(text) => respelled_date(text),
            _ => None,
        };
        let label = meant.map_or_else(
            || "such as 2025-01-01, without quotes".to_owned(),
            |date| format!("write {date}, without quotes"),
        );
        faults.push(Diagnostic::error(&node.place, message).label(label));
        return None;
    };
    let parts = (
        i16::try_from(date.year),
        i8::try_from(date.month),
        i8::try_from(date.day),
    );
    let (Ok(year), Ok(month), Ok(day)) = parts else {
        unreachable!("the parser bounds year, month and day, got {date}");
    };
    match Date::new(year, month, day) {
        Ok(date) if (1900..=2999).contains(&year) => Some(date),
        _ => {
            let message = format!("`{date}` is not a day between 1900 and 2999");
            faults.push(Diagnostic::error(&node.place, message));
            None
        }
    }
}
