//! What the inventory leaves out, by name, with why and how much it may be.
//!
//! A total of vessels' stacks is no total of the ports: whoever reads one must see what is not in
//! it. The list stands in `data/left_out.csv`; a scenario's settings decide what of it applies.
//!
//! ```
//! use sanpedro::emissions::left_out;
//!
//! let craft = left_out::all().iter().find(|gap| gap.id == "harbor_craft").unwrap();
//! assert!(craft.counted_by_ports, "a source category of the ports' inventories");
//! assert_eq!(craft.why, "Tugs and pilots are simulated as a resource, without engines");
//! ```

use std::sync::LazyLock;

use crate::emissions::choice::Boundary;
use crate::emissions::provenance::{self, Citation};
use crate::emissions::settings::Settings;
use crate::port::bay::Bay;

/// A source of emissions that the inventory leaves out.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOut {
    /// Short name, such as `harbor_craft`.
    pub id: String,
    /// What it is, to be read by people.
    pub what: String,
    /// Whether the ports' own inventories count it.
    pub counted_by_ports: bool,
    /// Why it is left out: a clause, without a full stop.
    pub why: String,
    /// How large it is, as published; `None` where no figure was found in public.
    pub size: Option<String>,
    /// Where that size stands.
    pub source: Option<&'static Citation>,
    /// When it is left out.
    when: When,
}

/// When a source is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    Always,
    /// A terminal says nothing about its landside.
    NoLandside,
    /// The boundary is the berth.
    BerthBoundary,
    /// A port has capture barges.
    CaptureBarges,
    /// A port has bunker barges.
    BunkerBarges,
}

impl When {
    fn read(word: &str) -> Self {
        match word {
            "always" => Self::Always,
            "no_landside" => Self::NoLandside,
            "berth_boundary" => Self::BerthBoundary,
            "capture_barges" => Self::CaptureBarges,
            "bunker_barges" => Self::BunkerBarges,
            _ => panic!("`{word}` is no condition"),
        }
    }
}

static ALL: LazyLock<Vec<LeftOut>> = LazyLock::new(|| {
    let read = |[id, what, counted, when, why, size, source]: [String; 7]| LeftOut {
        counted_by_ports: counted == "yes",
        size: Some(size).filter(|size| !size.is_empty()),
        source: (!source.is_empty()).then(|| provenance::cited(&source)),
        when: When::read(&when),
        id,
        what,
        why,
    };
    provenance::records(include_str!("data/left_out.csv"))
        .map(read)
        .collect()
});

/// Everything that some inventory leaves out.
pub fn all() -> &'static [LeftOut] {
    &ALL
}

/// What an inventory of this bay by these settings leaves out, in the order of the list.
pub fn of(bay: &Bay, settings: &Settings) -> Vec<&'static LeftOut> {
    let applies = |gap: &&LeftOut| match gap.when {
        When::Always => true,
        When::NoLandside => settings.landside.iter().any(Option::is_none),
        When::BerthBoundary => settings.boundary == Boundary::Berth,
        When::CaptureBarges => bay.ports.iter().any(|port| port.barges.is_some()),
        When::BunkerBarges => bay.ports.iter().any(|port| port.bunkering.is_some()),
    };
    ALL.iter().filter(applies).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emissions::fixture::{bay, settings};
    use crate::engine::{Distribution, SimDuration};
    use crate::port::bay::{BunkerBarges, CaptureBarges};

    #[test]
    fn bay_and_settings_decide_what_is_left_out() {
        let ids = |bay: &Bay, settings: &Settings| -> Vec<&str> {
            let gaps = of(bay, settings).into_iter();
            gaps.map(|gap| gap.id.as_str()).collect()
        };
        let (usual, place) = (settings(), bay(7));
        assert!(ids(&place, &usual).contains(&"harbor_craft"));
        let unknown = Settings {
            landside: vec![None],
            ..settings()
        };
        let narrow = Settings {
            boundary: Boundary::Berth,
            ..settings()
        };
        let mut captured = bay(7);
        captured.ports[1].barges = Some(CaptureBarges {
            barges: 1,
            connect: Distribution::constant(0.0),
            disconnect: SimDuration::ZERO,
            transfer: SimDuration::ZERO,
        });
        let mut bunkered = bay(7);
        bunkered.ports[0].bunkering = Some(BunkerBarges {
            barges: 1,
            connect: Distribution::constant(0.0),
            rate: 400.0,
            transfer: SimDuration::ZERO,
            stems: Vec::new(),
        });
        for (id, bay, settings) in [
            ("landside", &place, &unknown),
            ("vessels_under_way", &place, &narrow),
            ("capture_barges", &captured, &usual),
            ("bunker_barges", &bunkered, &usual),
        ] {
            assert!(!ids(&place, &usual).contains(&id), "{id}");
            assert!(ids(bay, settings).contains(&id), "{id}");
        }
    }

    #[test]
    fn every_gap_is_named_once_and_every_size_has_a_source() {
        for (index, gap) in ALL.iter().enumerate() {
            assert!(
                ALL[..index].iter().all(|other| other.id != gap.id),
                "{}",
                gap.id
            );
            assert_eq!(gap.size.is_some(), gap.source.is_some(), "{}", gap.id);
            assert!(
                !gap.why.ends_with('.') && !gap.what.ends_with('.'),
                "{}",
                gap.id
            );
        }
    }
}
