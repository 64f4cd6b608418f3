//! `[emissions]`: what is decided about the inventory.

use super::check::Check;
use super::corridor::corridors;
use super::grid_factor::grid_factors;
use super::landside::landside;
use crate::emissions::{
    Boundary, ByPollutant, FactorSet, GwpSet, LoadSet, Pollutant, Settings, VesselPlant, capture,
};
use crate::scenario::faults::Faults;
use crate::scenario::kind::{share, word};
use crate::scenario::reader::{Given, Reader};
use crate::scenario::tree::Node;

/// The settings, with the engines of the vessel classes.
pub(super) fn emissions(of: &Reader<'_>, plants: Vec<VesselPlant>, check: &Check<'_>) -> Settings {
    let mut settings = Settings {
        factors: FactorSet::Epa2022,
        loads: load_set(check),
        boundary: Boundary::Outer40Nm,
        gwp: GwpSet::Ar5,
        year: check.inventory_year(),
        grid: vec![None; check.names("port").len()],
        capture: capture::usual(),
        landside: vec![None; check.names("terminal").len()],
        corridors: Vec::new(),
        plants,
    };
    of.table("emissions", |of| read(of, &mut settings, check));
    settings
}

fn read(of: &Reader<'_>, settings: &mut Settings, check: &Check<'_>) {
    let factors = [
        ("epa2022", FactorSet::Epa2022),
        ("starcrest_fcf", FactorSet::StarcrestFcf),
    ];
    let boundaries = [
        ("berth", Boundary::Berth),
        ("20nm", Boundary::Inner20Nm),
        ("40nm", Boundary::Outer40Nm),
        ("inventory_domain", Boundary::InventoryDomain),
    ];
    let gwps = [
        ("ar4", GwpSet::Ar4),
        ("ar5", GwpSet::Ar5),
        ("ar6", GwpSet::Ar6),
    ];
    let grid = grid_factors(of, check);
    let factor = |port: &str| grid.iter().find(|own| own.id == port).map(|own| own.value);
    settings.grid = check.names("port").into_iter().map(factor).collect();
    settings.factors = of.or("factors", word("factor set", factors), settings.factors);
    of.optional("loads", load_set_word);
    settings.boundary = of.or("boundary", word("boundary", boundaries), settings.boundary);
    settings.gwp = of.or("gwp", word("set of warming potentials", gwps), settings.gwp);
    settings.capture = of.table("capture", captured).value_or(settings.capture);
    settings.landside = landside(of, check);
    settings.corridors = corridors(of, check);
}

/// Published loads of engines that say nothing themselves; vessel classes are read before the
/// rest of the settings.
pub(super) fn load_set(check: &Check<'_>) -> LoadSet {
    let given = check.peek("emissions", "loads", load_set_word);
    given.unwrap_or(LoadSet::Starcrest2016)
}

fn load_set_word(node: &Node, faults: &Faults) -> Option<LoadSet> {
    let loads = [
        ("starcrest_2016", LoadSet::Starcrest2016),
        ("epa2022", LoadSet::Epa2022),
    ];
    word("load set", loads)(node, faults)
}

/// What capture barges take: as published, but for what is written.
fn captured(of: &Reader<'_>) -> ByPollutant<f64> {
    let mut shares = capture::usual();
    let nox = of.optional("nox", share);
    if let Given::Right(pm) = of.optional("pm", share) {
        shares = capture::with_particles(shares, pm.value);
    }
    let keys = [
        ("sox", Pollutant::Sox),
        ("hc", Pollutant::Hc),
        ("co", Pollutant::Co),
    ];
    shares[Pollutant::Nox] = nox.value_or(shares[Pollutant::Nox]);
    for (key, pollutant) in keys {
        shares[pollutant] = of.or(key, share, shares[pollutant]);
    }
    shares
}
