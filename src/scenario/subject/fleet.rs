//! `[fleet]`: how far the fleet has grown, vessel class by vessel class.

use super::ground::Ground;
use crate::scenario::given::Named;
use crate::scenario::kind::share;
use crate::scenario::reader::Reader;

/// Share of each class's sailings that the next larger class makes; none if a scenario says nothing.
pub(super) fn growth(of: &Reader<'_>) -> f64 {
    let given = of.table("fleet", |of| of.or("larger", share, 0.0));
    given.value_or(0.0)
}

/// A mix of classes of weekly sailings to a terminal, in which a share of each class's is that of
/// the next larger class that fits a wharf there, where there is one; a mix without a terminal stays.
///
/// The larger part comes right behind the smaller one, so that the draw that picks a class picks
/// another for those sailings alone.
pub(super) fn grown(
    mix: Vec<Named<f64>>,
    terminal: Option<usize>,
    ground: &Ground<'_>,
) -> Vec<Named<f64>> {
    let larger = ground.larger;
    let Some(terminal) = terminal.filter(|_| larger > 0.0) else {
        return mix;
    };
    let mut grown = Vec::new();
    for class in mix {
        let Some(next) = next_larger(&class, terminal, ground) else {
            grown.push(class);
            continue;
        };
        let next = Named {
            id: next,
            place: class.place.clone(),
            value: class.value * larger,
        };
        let stays = Named {
            value: class.value * (1.0 - larger),
            ..class
        };
        grown.extend([stays, next]);
    }
    grown.retain(|class| class.value > 0.0);
    grown
}

/// The next larger class by capacity that fits a wharf of a terminal.
fn next_larger(class: &Named<f64>, terminal: usize, ground: &Ground<'_>) -> Option<String> {
    let own = ground.capacity(&class.id)?;
    let larger = ground.classes.iter().filter_map(|other| {
        let capacity = other.value.capacity.value()?;
        let alone = Named {
            id: other.id.clone(),
            place: class.place.clone(),
            value: 1.0,
        };
        let fits = || ground.misfit(terminal, &[alone], None).is_none();
        (capacity > own && fits()).then_some((capacity, other))
    });
    let next = larger.min_by(|a, b| a.0.value().total_cmp(&b.0.value()));
    next.map(|(_, other)| other.id.clone())
}
