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

use crate::emissions::provenance::{self, Source};
use crate::emissions::{Boundary, Settings};

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
    pub source: Option<&'static Source>,
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
}

impl When {
    fn read(word: &str) -> Self {
        match word {
            "always" => Self::Always,
            "no_landside" => Self::NoLandside,
            "berth_boundary" => Self::BerthBoundary,
            "capture_barges" => Self::CaptureBarges,
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

/// What an inventory of these settings leaves out, in the order of the list; `barges` says
/// whether any port has capture barges.
pub fn of(settings: &Settings, barges: bool) -> Vec<&'static LeftOut> {
    let applies = |gap: &&LeftOut| match gap.when {
        When::Always => true,
        When::NoLandside => settings.landside.iter().any(Option::is_none),
        When::BerthBoundary => settings.boundary == Boundary::Berth,
        When::CaptureBarges => barges,
    };
    ALL.iter().filter(applies).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emissions::fixture::settings;

    #[test]
    fn settings_decide_what_is_left_out() {
        let ids = |settings: &Settings, barges| -> Vec<&str> {
            let gaps = of(settings, barges).into_iter();
            gaps.map(|gap| gap.id.as_str()).collect()
        };
        let usual = settings();
        assert!(ids(&usual, false).contains(&"harbor_craft"));
        for (id, settings, barges) in [
            (
                "landside",
                Settings {
                    landside: vec![None],
                    ..settings()
                },
                false,
            ),
            (
                "vessels_under_way",
                Settings {
                    boundary: Boundary::Berth,
                    ..settings()
                },
                false,
            ),
            ("capture_barges", settings(), true),
        ] {
            assert!(!ids(&usual, false).contains(&id), "{id}");
            assert!(ids(&settings, barges).contains(&id), "{id}");
        }
    }

    #[test]
    fn every_gap_is_told_once_and_every_size_has_a_source() {
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
