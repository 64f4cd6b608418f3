//! Marine fuels by the energy they hold: greenhouse gases from tank to wake and from well to wake.
//!
//! `FuelEU` Maritime's defaults (Regulation (EU) 2023/1805, Annex II). These stand beside the
//! inventory of stacks, which goes by kilowatt-hours of work: the two are never mixed. A fuel that takes
//! the place of gas oil supplies the same energy: engines are taken to be as efficient on it
//! (assumption). Natural gas comes only with the engine that burns it, since what slips through
//! unburned depends on it.

use std::sync::LazyLock;

use crate::emissions::choice::GwpSet;
use crate::emissions::factors;
use crate::emissions::pollutant::Pollutant;
use crate::emissions::provenance::value;
use crate::emissions::stack::Stack;
use crate::units::{GRAMS_PER_TONNE, Grams};

/// Energy in fuel, in MJ of its lower calorific value.
pub type Megajoules = f64;

/// Energy in the marine gas oil that this CO2 came of: mass by its carbon, energy by its calorific
/// value. Both factor sets burn gas oil, so that this is the fuel behind a [`Stack`].
pub fn energy_behind(co2: Grams) -> Megajoules {
    co2.value() / factors::carbon() * MarineFuel::GasOil.lower_calorific_value()
}

/// Energy in the fuel behind all engines of a stack.
pub fn energy_of(stack: &Stack) -> Megajoules {
    energy_behind(stack.grams(Pollutant::Co2, None))
}

/// Shares of an energy by fuel; what they leave goes to a conventional fuel.
///
/// ```
/// use sanpedro::emissions::GwpSet;
/// use sanpedro::emissions::fuel::{FuelMix, MarineFuel};
///
/// let b30 = FuelMix::new(vec![(MarineFuel::Biodiesel, 0.3)]).unwrap();
/// let share = |fuel| b30.share(fuel, MarineFuel::GasOil);
/// assert_eq!([share(MarineFuel::Biodiesel), share(MarineFuel::GasOil)], [0.3, 0.7]);
/// assert!((MarineFuel::GasOil.well_to_wake(GwpSet::Ar6) - 90.66).abs() < 0.05);
/// assert!(FuelMix::new(vec![(MarineFuel::EMethanol, 1.1)]).is_none());
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FuelMix(Vec<(MarineFuel, f64)>);

impl FuelMix {
    /// A mix; `None` if a share lies below 0, a fuel stands twice, or the shares add up to more than 1.
    pub fn new(mut shares: Vec<(MarineFuel, f64)>) -> Option<Self> {
        shares.sort_by_key(|(fuel, _)| *fuel);
        let sum: f64 = shares.iter().map(|(_, share)| share).sum();
        let apart = shares.windows(2).all(|pair| pair[0].0 < pair[1].0);
        let whole = shares.iter().all(|(_, share)| *share >= 0.0) && sum <= 1.0 + 1e-9;
        (apart && whole).then_some(Self(shares))
    }

    /// Fuels with a share, in order.
    pub fn fuels(&self) -> impl Iterator<Item = MarineFuel> {
        self.0.iter().map(|(fuel, _)| *fuel)
    }

    /// Share of a fuel beside a conventional one that takes the rest.
    pub fn share(&self, fuel: MarineFuel, conventional: MarineFuel) -> f64 {
        let own = self.0.iter().find(|(known, _)| *known == fuel);
        let own = own.map_or(0.0, |(_, share)| *share);
        let taken: f64 = self.0.iter().map(|(_, share)| share).sum();
        if fuel == conventional {
            own + (1.0 - taken).max(0.0)
        } else {
            own
        }
    }
}

/// A fuel, with the engine that burns it where unburned methane depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarineFuel {
    /// Heavy fuel oil.
    HeavyOil,
    /// Very-low-sulfur fuel oil.
    VeryLowSulfurOil,
    /// Marine gas oil.
    GasOil,
    /// Liquefied natural gas in a medium-speed engine of the Otto cycle.
    NaturalGasOttoMedium,
    /// Liquefied natural gas in a slow-speed engine of the Otto cycle.
    NaturalGasOttoSlow,
    /// Liquefied natural gas in a slow-speed engine of the Diesel cycle.
    NaturalGasDieselSlow,
    /// Methanol made of natural gas.
    FossilMethanol,
    /// Methanol made of captured carbon and renewable electricity.
    EMethanol,
    /// Methanol made of biomass.
    BioMethanol,
    /// Fatty acid methyl ester, as blended into gas oil.
    Biodiesel,
    /// Hydrotreated vegetable oil.
    RenewableDiesel,
    /// Ammonia made of natural gas; without the nitrous oxide of its engines, which no rule knows yet.
    FossilAmmonia,
    /// Ammonia made with renewable electricity; the same holds.
    EAmmonia,
    /// Hydrogen made of natural gas.
    FossilHydrogen,
    /// Hydrogen made with renewable electricity.
    EHydrogen,
}

/// Figures of a fuel.
struct FuelFigures {
    calorific_value: f64,
    well_to_tank: f64,
    co2: f64,
    ch4: f64,
    n2o: f64,
    slip: f64,
}

static FIGURES: LazyLock<[FuelFigures; MarineFuel::ALL.len()]> = LazyLock::new(|| {
    MarineFuel::ALL.map(|fuel| {
        let figure = |name| value("fuels", &format!("{}.{name}", fuel.name()));
        FuelFigures {
            calorific_value: figure("lower_calorific_value"),
            well_to_tank: figure("well_to_tank"),
            co2: figure("co2"),
            ch4: figure("ch4"),
            n2o: figure("n2o"),
            slip: figure("slip") / 100.0,
        }
    })
});

impl MarineFuel {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::HeavyOil,
        Self::VeryLowSulfurOil,
        Self::GasOil,
        Self::NaturalGasOttoMedium,
        Self::NaturalGasOttoSlow,
        Self::NaturalGasDieselSlow,
        Self::FossilMethanol,
        Self::EMethanol,
        Self::BioMethanol,
        Self::Biodiesel,
        Self::RenewableDiesel,
        Self::FossilAmmonia,
        Self::EAmmonia,
        Self::FossilHydrogen,
        Self::EHydrogen,
    ];

    /// Name of its rows, such as `mgo`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::HeavyOil => "hfo",
            Self::VeryLowSulfurOil => "vlsfo",
            Self::GasOil => "mgo",
            Self::NaturalGasOttoMedium => "lng_otto_medium_speed",
            Self::NaturalGasOttoSlow => "lng_otto_slow_speed",
            Self::NaturalGasDieselSlow => "lng_diesel_slow_speed",
            Self::FossilMethanol => "methanol_fossil",
            Self::EMethanol => "methanol_e",
            Self::BioMethanol => "methanol_bio",
            Self::Biodiesel => "biodiesel",
            Self::RenewableDiesel => "renewable_diesel",
            Self::FossilAmmonia => "ammonia_fossil",
            Self::EAmmonia => "ammonia_e",
            Self::FossilHydrogen => "hydrogen_fossil",
            Self::EHydrogen => "hydrogen_e",
        }
    }

    /// Lower calorific value in MJ/g, which is TJ/t divided by a million.
    pub fn lower_calorific_value(self) -> f64 {
        FIGURES[self as usize].calorific_value
    }

    /// Share of its mass that leaves unburned, as methane.
    pub fn slip(self) -> f64 {
        FIGURES[self as usize].slip
    }

    /// Tonnes of it that hold this energy.
    pub fn tonnes(self, energy: Megajoules) -> f64 {
        energy / self.lower_calorific_value() / GRAMS_PER_TONNE
    }

    /// From tank to wake, in g CO2e/MJ: what is burned, and what slips through unburned as methane.
    pub fn tank_to_wake(self, gwp: GwpSet) -> f64 {
        let row = &FIGURES[self as usize];
        let burned = row.co2 + row.ch4 * gwp.methane() + row.n2o * gwp.nitrous_oxide();
        ((1.0 - row.slip) * burned + row.slip * gwp.methane()) / row.calorific_value
    }

    /// From well to wake, in g CO2e/MJ; what comes before the tank is the default of `FuelEU`, whatever
    /// the potentials.
    pub fn well_to_wake(self, gwp: GwpSet) -> f64 {
        FIGURES[self as usize].well_to_tank + self.tank_to_wake(gwp)
    }
}
