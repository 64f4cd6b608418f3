//! Published figures in words: what a hit is worth, and how many there are.

use crate::experiment::{Hits, Standing, TargetRow};
use crate::scenario::TargetBasis;

/// How many figures were hit, those first that no input was chosen by; sentences with full stops.
pub(super) fn hits_in_words(rows: &[TargetRow]) -> String {
    let independent = |row: &&TargetRow| row.basis == TargetBasis::Independent;
    let alone = Hits::among(rows.iter().filter(independent));
    let all = Hits::among(rows);
    let count = |hits: Hits| format!("{} of {}", hits.hit, hits.of);
    let hit = match alone.of {
        0 => format!("{}, none of them independent of the input", count(all)),
        of if of == all.of => format!("{}, all independent of the input", count(all)),
        _ => {
            let (alone, all) = (count(alone), count(all));
            format!("{alone} independent of the input, {all} in all")
        }
    };
    let off = match all.off {
        0 => String::new(),
        1 => " Of the hits, 1 is in its band, but its interval excludes the figure.".to_owned(),
        off => format!(
            " Of the hits, {off} are in their band, but their interval excludes the figure."
        ),
    };
    format!("Published figures hit: {hit}.{off}")
}

/// How a mean stands to a figure.
pub(super) const fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Hit => "hit",
        Standing::Below => "in the band, below published",
        Standing::Above => "in the band, above published",
        Standing::Miss => "miss",
    }
}

/// What a figure has to do with what goes in, as a column says it.
pub(super) const fn basis(basis: TargetBasis) -> &'static str {
    match basis {
        TargetBasis::Independent => "independent",
        TargetBasis::LookedAt => "looked at",
        TargetBasis::Consequence => "consequence",
        TargetBasis::Input => "input",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn figures_that_no_input_was_chosen_by_are_counted_first() {
        let mut rows = fixture::year().targets;
        assert_eq!(
            hits_in_words(&rows),
            "Published figures hit: 0 of 1 independent of the input, 1 of 2 in all."
        );
        rows[1].basis = TargetBasis::Consequence;
        assert_eq!(
            hits_in_words(&rows),
            "Published figures hit: 1 of 2, none of them independent of the input."
        );
        rows.remove(1);
        rows[0].basis = TargetBasis::Independent;
        rows[0].published = rows[0].published.map(|figure| 1.009 * figure);
        assert_eq!(
            hits_in_words(&rows),
            "Published figures hit: 1 of 1, all independent of the input. Of the hits, 1 is in \
             its band, but its interval excludes the figure."
        );
        assert_eq!(standing(rows[0].standing()), "in the band, below published");
    }
}
