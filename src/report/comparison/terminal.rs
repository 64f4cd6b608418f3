//! The summary in the terminal: what changed most among the measures chosen.

use std::path::Path;

use super::words::{base, change, fold, further, label_in, name, signed_with_margin};
use super::{Compared, Side};
use crate::experiment::{Difference, Finding, PartId};
use crate::report::aligned;
use crate::report::terminal::wrapped;
use crate::report::words::counted;

/// Keys named before they are only counted.
const KEYS: usize = 3;
/// Characters of the base's name that head a column.
const NAME: usize = 18;

/// A summary of at most 80 columns.
pub(super) fn summary(compared: &Compared, page: Option<&Path>) -> String {
    let times = counted(f64::from(compared.found.replications), "replication");
    let mut text = String::new();
    for side in &compared.sides {
        let (other, base) = (&side.named.name, &compared.base.name);
        let seed = compared.found.seed;
        text += &wrapped(&format!("{other} against {base}: {times}, seed {seed}"));
        text += &keys(side);
        text.push('\n');
        text += &differences(compared, side, &times);
        text += &only(base, &side.versus.only_in_base);
        text += &only(other, &side.versus.only_in_other);
        text.push('\n');
    }
    if let Some(page) = page {
        let report = format!("Report: {}", page.display());
        text += &report;
    }
    text.trim_end().to_owned()
}

/// Which keys the scenarios give different values.
fn keys(side: &Side) -> String {
    let keys = &side.keys;
    if keys.is_empty() {
        return "The scenarios say the same.\n".to_owned();
    }
    let mut named: Vec<&str> = keys.iter().take(KEYS).map(|key| key.key.as_str()).collect();
    if keys.len() > KEYS {
        named.push("…");
    }
    let count = counted(keys.len() as f64, "key");
    wrapped(&format!("They differ in {count}: {}", named.join(", ")))
}

/// A table of the chosen measures of the bay, and what is not in it.
fn differences(compared: &Compared, side: &Side, times: &str) -> String {
    let differ: Vec<&Difference> = side.differing().collect();
    let mut text = String::new();
    if !differ.is_empty() {
        text = table(&compared.base.name, &differ) + "\n\n";
    }
    text += &unshown(&differ, times);
    let same = side
        .chosen
        .iter()
        .filter(|found| found.verdict == Finding::Same);
    let same: Vec<&str> = same.map(|found| found.measure.label).collect();
    if !same.is_empty() {
        text += &wrapped(&format!(
            "The same in every replication: {}",
            same.join(", ")
        ));
    }
    text + &reductions(&differ)
}

fn table(base_name: &str, differences: &[&Difference]) -> String {
    let heading = match base_name.chars().count() {
        ..=NAME => base_name,
        _ => "base",
    };
    let row = |found: &&Difference| {
        let measure = found.measure;
        [
            label_in(measure, measure.unit.shown),
            base(found),
            signed_with_margin(found),
            change(found),
        ]
    };
    let rows = differences.iter().map(row);
    aligned(["", heading, "difference", ""], rows, 1.., 2)
}

/// Measures of which no difference is shown, each said once under what would show one.
fn unshown(differences: &[&Difference], times: &str) -> String {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for difference in differences {
        let Some(further) = further(difference) else {
            continue;
        };
        match groups.iter_mut().find(|(words, _)| *words == further) {
            Some((_, names)) => names.push(name(difference)),
            None => groups.push((further, vec![name(difference)])),
        }
    }
    if groups.is_empty() {
        return String::new();
    }
    let groups = groups.iter();
    let words = groups.map(|(further, names)| format!("{further} ({})", names.join("; ")));
    wrapped(&format!(
        "No difference shown at {times}: {}",
        words.collect::<Vec<_>>().join("; ")
    ))
}

/// What pairing gained.
fn reductions(differences: &[&Difference]) -> String {
    let gains = differences.iter();
    let mut gains: Vec<f64> = gains.filter_map(|found| found.variance_reduction).collect();
    gains.sort_by(f64::total_cmp);
    let (Some(least), Some(most)) = (gains.first(), gains.last()) else {
        return String::new();
    };
    wrapped(&format!(
        "Variance of these differences with independent seeds ÷ as paired: {} to {}, middle {}",
        fold(*least),
        fold(*most),
        fold(gains[gains.len() / 2])
    ))
}

/// Ports and terminals that one side does not have.
fn only(name: &str, parts: &[PartId]) -> String {
    if parts.is_empty() {
        return String::new();
    }
    let ids: Vec<&str> = parts.iter().map(|part| part.id.as_str()).collect();
    wrapped(&format!("Only in {name}: {}", ids.join(", ")))
}
