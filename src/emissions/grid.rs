//! The grid behind shore power: whose electricity it is, what it emits by year, what is lost on
//! the way.
//!
//! Greenhouse gases alone: for other pollutants of these grids no factor was found in public, and
//! they are not estimated rather than nothing.

use serde::{Deserialize, Serialize};

use crate::emissions::path::YearPath;
use crate::emissions::provenance::{self, PublishedFigure, value};
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

    /// Factors and targets of one kind and basis by year, if there are any; all marginal ones are
    /// assumptions, and direct.
    pub fn path(self, kind: GridKind, basis: GridBasis) -> Option<GridPath> {
        let points = self
            .rows(kind, basis)
            .map(|row| (row.year, GramsPerKilowattHour::new(row.value)));
        GridPath::new(points.collect())
    }

    fn rows(
        self,
        kind: GridKind,
        basis: GridBasis,
    ) -> impl Iterator<Item = &'static PublishedFigure> {
        let prefix = match basis {
            GridBasis::Average => format!("{}.{}.", self.name(), kind.name()),
            GridBasis::Marginal => format!("{}.marginal_{}.", self.name(), kind.name()),
        };
        provenance::set("grid").filter(move |row| row.factor.starts_with(&prefix))
    }

    /// The rows that a year's factor is made of: its own, or its neighbors.
    fn rows_behind(
        self,
        kind: GridKind,
        basis: GridBasis,
        year: i16,
    ) -> impl Iterator<Item = &'static PublishedFigure> {
        let before = self.rows(kind, basis).filter(move |row| row.year <= year);
        let after = self.rows(kind, basis).filter(move |row| row.year >= year);
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

/// Which power plants a factor speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GridBasis {
    /// All of them, each by what it supplies: what inventories go by.
    Average,
    /// Those that follow the load: what one more kilowatt-hour of shore power causes.
    Marginal,
}

impl GridBasis {
    /// Name in scenarios, such as `marginal`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Average => "average",
            Self::Marginal => "marginal",
        }
    }
}

/// How a grid's factor goes over the day: 24 weights by hour of the local clock, 1 on average.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HourlyShape([f64; 24]);

/// Energy by hour of the local clock, in any unit; in whole numbers, so that no order shows.
pub type EnergyByHour = [i128; 24];

impl HourlyShape {
    /// The shape of these figures, in any unit; `None` if one lies below 0 or all are 0.
    ///
    /// ```
    /// use sanpedro::emissions::HourlyShape;
    ///
    /// let mut day = [100.0; 24];
    /// day[19] = 700.0;
    /// let shape = HourlyShape::new(day).unwrap();
    /// assert!((shape.at(19) - 700.0 / 125.0).abs() < 1e-12);
    /// assert_eq!(HourlyShape::new([0.0; 24]), None);
    /// ```
    pub fn new(figures: [f64; 24]) -> Option<Self> {
        let sum: f64 = figures.iter().sum();
        let right = sum > 0.0 && figures.iter().all(|figure| *figure >= 0.0);
        right.then(|| Self(figures.map(|figure| figure * 24.0 / sum)))
    }

    /// California's grid operator on 22 June 2023, the one day whose hours were found in public: much
    /// sun and water, so that noon is cleaner and the evening dirtier than in other seasons.
    ///
    /// # Panics
    /// If its rows are no shape: a bug.
    pub fn california_june() -> Self {
        let hours =
            std::array::from_fn(|hour| value("grid", &format!("hours.caiso_june.{hour:02}")));
        Self::new(hours).expect("a published day is a shape")
    }

    /// Weight of an hour of the local clock, 0 to 23.
    ///
    /// # Panics
    /// If there is no such hour.
    pub fn at(&self, hour: usize) -> f64 {
        self.0[hour]
    }

    /// Mean weight over energy by hour; 1 if there is none.
    fn mean_over(&self, energy: &EnergyByHour) -> f64 {
        let all: i128 = energy.iter().sum();
        if all == 0 {
            return 1.0;
        }
        let weighted = energy.iter().zip(self.0);
        let sum: f64 = weighted.map(|(part, weight)| *part as f64 * weight).sum();
        sum / all as f64
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
    /// Which power plants it speaks of.
    pub basis: GridBasis,
    /// How it goes over the day; `None` if it is the same at every hour.
    pub hours: Option<HourlyShape>,
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
            basis: GridBasis::Average,
            hours: None,
            loss: 0.0,
            of: None,
        }
    }

    /// Whether it covers power plants alone, and so stands against tank-to-wake.
    pub fn is_direct(&self) -> bool {
        self.kind == GridKind::Direct
    }

    /// The published rows behind it; none if it was given as it is.
    pub(super) fn rows(&self) -> impl Iterator<Item = &'static PublishedFigure> {
        let (kind, basis, lossy) = (self.kind, self.basis, self.loss > 0.0);
        self.of.into_iter().flat_map(move |(utility, year)| {
            let loss = provenance::find("grid", "loss").filter(|_| lossy);
            utility.rows_behind(kind, basis, year).chain(loss)
        })
    }

    /// In words, such as `LADWP 2025, 5 % lost on the way`.
    pub(super) fn describe(&self) -> String {
        let whose = match self.of {
            Some((utility, year)) => format!("{} {year}", utility.name().to_uppercase()),
            None => format!("{} g/kWh as given", self.co2e.value()),
        };
        let mut words = vec![whose];
        if self.basis == GridBasis::Marginal {
            words.push("marginal".to_owned());
        }
        if self.hours.is_some() {
            words.push("by the hour".to_owned());
        }
        if self.loss > 0.0 {
            words.push(format!("{:.0} % lost on the way", 100.0 * self.loss));
        }
        words.join(", ")
    }

    /// What the grid does for this energy at the vessel, at whatever hour: by the mean over the day.
    pub fn supply(&self, at_vessel: KilowattHours) -> GridUse {
        let energy = at_vessel / (1.0 - self.loss);
        GridUse {
            energy,
            co2e: energy * self.co2e,
            is_direct: self.kind == GridKind::Direct,
        }
    }

    /// What the grid does for this energy at the vessel, of which so much falls into each hour of the
    /// local clock.
    pub fn supply_by_hour(&self, at_vessel: KilowattHours, hours: &EnergyByHour) -> GridUse {
        let level = self.supply(at_vessel);
        let weight = self.hours.map_or(1.0, |shape| shape.mean_over(hours));
        GridUse {
            co2e: level.co2e * weight,
            ..level
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
            assert!(
                utility.path(GridKind::Direct, GridBasis::Average).is_some(),
                "{utility:?}"
            );
            let lifecycle = utility
                .path(GridKind::Lifecycle, GridBasis::Average)
                .is_some();
            assert_eq!(lifecycle, utility == Utility::Ladwp, "{utility:?}");
        }
    }
}
