//! The grid behind shore power: whose electricity it is, what it emits by year, what is lost on
//! the way.
//!
//! Greenhouse gases alone: for other pollutants of these grids no factor was found in public, and
//! they are not estimated rather than nothing.

use serde::{Deserialize, Serialize};

use crate::emissions::YearPath;
use crate::emissions::provenance::{self, Row, value};
use crate::units::{Grams, GramsPerKilowattHour, KilowattHours};

/// A utility or region with published factors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Utility {
    /// Los Angeles Department of Water and Power: the terminals of Los Angeles.
    Ladwp,
    /// Southern California Edison: the terminals of Long Beach.
    Sce,
    /// California's part of the western grid, as EPA's eGRID averages it.
    Camx,
}

impl Utility {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Ladwp, Self::Sce, Self::Camx];

    /// Name in scenarios, such as `ladwp`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ladwp => "ladwp",
            Self::Sce => "sce",
            Self::Camx => "camx",
        }
    }

    /// Published factors and targets of one kind by year, if there are any.
    pub fn path(self, kind: GridKind) -> Option<GridPath> {
        let points = self
            .rows(kind)
            .map(|row| (row.year, GramsPerKilowattHour::new(row.value)));
        GridPath::new(points.collect())
    }

    fn rows(self, kind: GridKind) -> impl Iterator<Item = &'static Row> {
        let prefix = format!("{}.{}.", self.name(), kind.name());
        provenance::set("grid").filter(move |row| row.factor.starts_with(&prefix))
    }

    /// The rows that a year's factor is made of: its own, or its neighbors.
    fn rows_behind(self, kind: GridKind, year: i16) -> impl Iterator<Item = &'static Row> {
        let before = self.rows(kind).filter(move |row| row.year <= year);
        let after = self.rows(kind).filter(move |row| row.year >= year);
        let before = before.max_by_key(|row| row.year);
        before.into_iter().chain(after.min_by_key(|row| row.year))
    }
}

/// What a grid factor covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GridKind {
    /// Emissions of the power plants: stands against tank-to-wake.
    Direct,
    /// Life cycle of plants and fuels: stands against well-to-wake.
    Lifecycle,
}

impl GridKind {
    /// Name in scenarios, such as `direct`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Lifecycle => "lifecycle",
        }
    }
}

/// Factors by year, as a grid sheds its carbon.
#[derive(Clone, Debug, PartialEq)]
pub struct GridPath(YearPath);

impl GridPath {
    /// A path through these points; `None` if there are none or two of one year.
    pub fn new(points: Vec<(i16, GramsPerKilowattHour)>) -> Option<Self> {
        let points = points.into_iter();
        let bare = points.map(|(year, factor)| (year, factor.value()));
        YearPath::new(bare.collect()).map(Self)
    }

    /// The factor of a year: linear between two points, that of the first before it, that of the
    /// last after it.
    pub fn at(&self, year: i16) -> GramsPerKilowattHour {
        GramsPerKilowattHour::new(self.0.at(year))
    }
}

/// Share of energy lost between power plant and vessel where no better figure is known.
pub fn usual_loss() -> f64 {
    value("grid", "loss")
}

/// What a grid emits for a kilowatt-hour sent out, and how much of it arrives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GridFactor {
    /// CO2e of a kilowatt-hour sent out by the power plants.
    pub co2e: GramsPerKilowattHour,
    /// What the factor covers.
    pub kind: GridKind,
    /// Share of what is sent out that is lost before the vessel; below 1.
    pub loss: f64,
    /// Whose factor it is and of which year, if it is a published one.
    pub of: Option<(Utility, i16)>,
}

impl GridFactor {
    /// A factor that counts at the vessel's point, losses included in it.
    pub fn at_vessel(co2e: GramsPerKilowattHour, kind: GridKind) -> Self {
        Self {
            co2e,
            kind,
            loss: 0.0,
            of: None,
        }
    }

    /// Whether it covers power plants alone, and so stands against tank-to-wake.
    pub fn is_direct(&self) -> bool {
        self.kind == GridKind::Direct
    }

    /// The published rows behind it; none if it was given as it is.
    pub(super) fn rows(&self) -> impl Iterator<Item = &'static Row> {
        let (kind, lossy) = (self.kind, self.loss > 0.0);
        self.of.into_iter().flat_map(move |(utility, year)| {
            let loss = provenance::find("grid", "loss").filter(|_| lossy);
            utility.rows_behind(kind, year).chain(loss)
        })
    }

    /// In words, such as `LADWP 2025, 5 % lost on the way`.
    pub(super) fn describe(&self) -> String {
        let whose = match self.of {
            Some((utility, year)) => format!("{} {year}", utility.name().to_uppercase()),
            None => format!("{} g/kWh as given", self.co2e.value()),
        };
        if self.loss > 0.0 {
            format!("{whose}, {:.0} % lost on the way", 100.0 * self.loss)
        } else {
            whose
        }
    }

    /// What the grid does for this energy at the vessel.
    pub fn supply(&self, at_vessel: KilowattHours) -> GridUse {
        let energy = at_vessel / (1.0 - self.loss);
        GridUse {
            energy,
            co2e: energy * self.co2e,
            is_direct: self.kind == GridKind::Direct,
        }
    }
}

/// Energy sent out for shore power, and what that emitted.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
pub struct GridUse {
    /// Energy at the power plants, losses included.
    pub energy: KilowattHours,
    /// CO2e of it.
    pub co2e: Grams,
    /// Whether all of it goes by direct factors, and so may be held against stacks.
    pub is_direct: bool,
}

impl GridUse {
    /// Nothing taken from any grid.
    pub(super) const NONE: Self = Self {
        energy: KilowattHours::ZERO,
        co2e: Grams::ZERO,
        is_direct: true,
    };

    /// Both together.
    pub(super) fn with(self, other: Self) -> Self {
        Self {
            energy: self.energy + other.energy,
            co2e: self.co2e + other.co2e,
            is_direct: self.is_direct && other.is_direct,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_runs_straight_between_its_points_and_stands_still_beyond_them() {
        let point = |year, grams| (year, GramsPerKilowattHour::new(grams));
        let path = GridPath::new(vec![point(2035, 0.0), point(2025, 200.0)]).unwrap();
        for (year, grams) in [(2020, 200.0), (2025, 200.0), (2030, 100.0), (2040, 0.0)] {
            assert_eq!(path.at(year), GramsPerKilowattHour::new(grams), "{year}");
        }
        assert_eq!(GridPath::new(Vec::new()), None);
        assert_eq!(
            GridPath::new(vec![point(2030, 1.0), point(2030, 2.0)]),
            None
        );
    }

    #[test]
    fn losses_are_made_up_for_at_the_power_plant() {
        let factor = GridFactor {
            loss: 0.05,
            ..GridFactor::at_vessel(GramsPerKilowattHour::new(200.0), GridKind::Direct)
        };
        let supply = factor.supply(KilowattHours::new(950.0));
        assert!((supply.energy.value() - 1_000.0).abs() < 1e-9);
        assert!((supply.co2e.value() - 200_000.0).abs() < 1e-6);
    }

    #[test]
    fn every_utility_has_direct_factors_and_only_one_has_a_life_cycle() {
        for utility in Utility::ALL {
            assert!(utility.path(GridKind::Direct).is_some(), "{utility:?}");
            let lifecycle = utility.path(GridKind::Lifecycle).is_some();
            assert_eq!(lifecycle, utility == Utility::Ladwp, "{utility:?}");
        }
    }
}
