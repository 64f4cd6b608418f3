//! The words by which a scenario chooses its inventory: factors, loads, boundary, potentials.

use std::sync::LazyLock;

use crate::emissions::provenance;

/// Published emission factors; two sets that are never mixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactorSet {
    /// EPA-420-B-22-011, April 2022.
    Epa2022,
    /// San Pedro Bay Ports method: factors at 2.7 % S with fuel correction factors.
    StarcrestFcf,
}

/// Published auxiliary and boiler loads of container vessels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoadSet {
    /// Vessel boarding program of the Port of Los Angeles inventory 2016.
    Starcrest2016,
    /// EPA-420-B-22-011, tables E.1 and E.2.
    Epa2022,
}

/// What is counted of a call: the boundary every total carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Boundary {
    /// Hotelling alone.
    Berth,
    /// Hotelling, anchorage, maneuvering, and transit inside the inner ring.
    Inner20Nm,
    /// As the 20 nm boundary, and transit between the rings.
    Outer40Nm,
    /// The ports' inventory domain; modelled as the 40 nm boundary and named so.
    InventoryDomain,
}

/// Global warming potentials over 100 years of CH4 and N2O.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GwpSet {
    /// IPCC fourth assessment: 25 and 298.
    Ar4,
    /// IPCC fifth assessment: 28 and 265.
    Ar5,
    /// IPCC sixth assessment: 27 (non-fossil) and 273.
    Ar6,
}

impl FactorSet {
    /// Name in scenarios, such as `epa2022`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Epa2022 => "epa2022",
            Self::StarcrestFcf => "starcrest_fcf",
        }
    }

    /// Name in front of people.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Epa2022 => "EPA 2022",
            Self::StarcrestFcf => "Starcrest",
        }
    }
}

impl LoadSet {
    /// Name in front of people.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Starcrest2016 => "Starcrest 2016",
            Self::Epa2022 => "EPA 2022",
        }
    }
}

impl Boundary {
    /// Where vessels are counted, behind what they emit: "vessels emit 3 t within 40 nm".
    pub const fn reach(self) -> &'static str {
        match self {
            Self::Berth => "at berth alone",
            Self::Inner20Nm => "within 20 nm",
            Self::Outer40Nm => "within 40 nm",
            Self::InventoryDomain => "within the inventory domain (40 nm)",
        }
    }
}

impl GwpSet {
    const ALL: [Self; 3] = [Self::Ar4, Self::Ar5, Self::Ar6];

    /// Name in scenarios, such as `ar5`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ar4 => "ar4",
            Self::Ar5 => "ar5",
            Self::Ar6 => "ar6",
        }
    }

    /// CO2e of a mass of methane.
    pub fn methane(self) -> f64 {
        self.potentials()[0]
    }

    /// CO2e of a mass of nitrous oxide.
    pub fn nitrous_oxide(self) -> f64 {
        self.potentials()[1]
    }

    /// Of methane and of nitrous oxide.
    fn potentials(self) -> [f64; 2] {
        static POTENTIALS: LazyLock<[[f64; 2]; GwpSet::ALL.len()]> = LazyLock::new(|| {
            GwpSet::ALL.map(|set| {
                ["ch4", "n2o"].map(|gas| provenance::value("gwp", &format!("{}.{gas}", set.name())))
            })
        });
        POTENTIALS[self as usize]
    }
}
