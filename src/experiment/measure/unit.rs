//! Units of measures, and how numbers in them are shown to people.

/// How many digits of a quantity are shown, however narrow its interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// Whole numbers: calls.
    Whole,
    /// Three significant digits: rates, shares, hours.
    Coarse,
    /// Four significant digits: cargo, tonnes.
    Fine,
}

/// Unit of a measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    /// Name in results; `1` for fractions and ratios.
    pub name: &'static str,
    /// Name in front of people: `%` for shares.
    pub shown: &'static str,
    /// What a number is multiplied by to be shown.
    pub factor: f64,
    /// How many digits are shown.
    pub precision: Precision,
}

impl Unit {
    /// A unit that is shown as it is, with three digits.
    pub(super) const fn of(name: &'static str) -> Self {
        Self {
            name,
            shown: name,
            factor: 1.0,
            precision: Precision::Coarse,
        }
    }

    const fn shown_as(mut self, shown: &'static str, factor: f64) -> Self {
        self.shown = shown;
        self.factor = factor;
        self
    }

    const fn with(mut self, precision: Precision) -> Self {
        self.precision = precision;
        self
    }
}

/// Fractions of one that people read as percentages.
pub(super) const SHARE: Unit = Unit::of("1").shown_as("%", 100.0);
/// One quantity over another that may exceed it.
pub(super) const RATIO: Unit = Unit::of("1");
/// Cargo.
pub(super) const TEU: Unit = Unit::of("TEU").with(Precision::Fine);
/// Metric tonnes.
pub(super) const TONNES: Unit = Unit::of("t").with(Precision::Fine);
/// Tons of 2,000 lb.
pub(super) const SHORT_TONS: Unit = Unit::of("short tons");
/// Calls.
pub(super) const CALLS: Unit = Unit::of("calls").with(Precision::Whole);
/// Visits as the At-Berth rule counts them.
pub(super) const VISITS: Unit = Unit::of("visits").with(Precision::Whole);
/// Vessels at a time.
pub(super) const VESSELS: Unit = Unit::of("vessels");
/// Hours.
pub(super) const HOURS: Unit = Unit::of("h");
/// Gangs of a shift.
pub(super) const GANGS: Unit = Unit::of("gangs");
/// Cranes at a time.
pub(super) const CRANES: Unit = Unit::of("cranes");
/// Rate of cranes or of a berth.
pub(super) const MOVES_PER_HOUR: Unit = Unit::of("moves/h");
/// Energy.
pub(super) const MEGAWATT_HOURS: Unit = Unit::of("MWh");
/// Emissions for cargo.
pub(super) const KG_PER_TEU: Unit = Unit::of("kg/TEU");
/// Worth.
pub(super) const DOLLARS: Unit = Unit::of("USD").shown_as("million USD", 1e-6);
/// Worth times the days that it waited.
pub(super) const DOLLAR_DAYS: Unit = Unit::of("USD d").shown_as("million USD × days", 1e-6);
