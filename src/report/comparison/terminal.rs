//! The summary in the terminal: what changed most among the measures chosen.

use std::path::Path;

use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, Table};

use super::select::by_change;
use super::words::{base, change, further, label_with_unit, signed_with_margin};
use super::{Compared, Other};
use crate::experiment::{Difference, Finding, PartId, Versus};
use crate::report::measures::label;
use crate::report::terminal::wrapped;
use crate::report::words::{counted, uncapitalized};

/// Keys named before they are only counted.
const KEYS: usize = 3;

/// A summary of at most 80 columns.
pub(super) fn summary(compared: &Compared, page: Option<&Path>) -> String {
    let found = compared.found;
    let mut text = String::new();
    for (other, versus) in compared.others.iter().zip(&found.versus) {
        let times = counted(f64::from(found.replications), "replication");
        text += &wrapped(&format!(
            "{} against {}: {times}, seed {}",
            other.named.name, compared.base.name, found.seed
        ));
        text += &keys(other);
        text.push('\n');
        text += &differences(compared, versus);
        text += &only(&compared.base.name, &versus.only_in_base);
        text += &only(&other.named.name, &versus.only_in_other);
        text.push('\n');
    }
    if let Some(page) = page {
        text.push_str("Report: ");
        text.push_str(&page.display().to_string());
    }
    text.trim_end().to_owned()
}

/// Which keys the scenarios give different values.
fn keys(other: &Other) -> String {
    let keys = &other.keys;
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
fn differences(compared: &Compared, versus: &Versus) -> String {
    let chosen = by_change(compared.found, versus.bay());
    let (same, differ): (Vec<&Difference>, Vec<&Difference>) = chosen
        .into_iter()
        .partition(|difference| difference.verdict == Finding::Same);
    let mut text = String::new();
    if !differ.is_empty() {
        text = table(&compared.base.name, &differ) + "\n\n";
    }
    text += &unshown(&differ, compared.found.replications);
    if !same.is_empty() {
        let names: Vec<String> = same.iter().map(|d| label(d.measure.name)).collect();
        text += &wrapped(&format!(
            "The same in every replication: {}",
            names.join(", ")
        ));
    }
    text + &reductions(&differ)
}

/// Measures of which no difference is shown, each said once under what would show one.
fn unshown(differences: &[&Difference], replications: u32) -> String {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for difference in differences {
        let Some(further) = further(difference) else {
            continue;
        };
        let name = uncapitalized(&label(difference.measure.name));
        match groups.iter_mut().find(|(words, _)| *words == further) {
            Some((_, names)) => names.push(name),
            None => groups.push((further, vec![name])),
        }
    }
    if groups.is_empty() {
        return String::new();
    }
    let told = groups
        .iter()
        .map(|(further, names)| format!("{further} ({})", names.join("; ")));
    let times = counted(f64::from(replications), "replication");
    wrapped(&format!(
        "No difference shown at {times}: {}",
        told.collect::<Vec<_>>().join("; ")
    ))
}

fn table(base_name: &str, differences: &[&Difference]) -> String {
    let mut table = Table::new();
    table.load_style(NOTHING);
    let mut heading = base_name.to_owned();
    if heading.chars().count() > 18 {
        "base".clone_into(&mut heading);
    }
    table.set_header(["", &heading, "difference", ""]);
    for difference in differences {
        table.add_row([
            label_with_unit(difference.measure.name),
            base(difference),
            signed_with_margin(difference),
            change(difference),
        ]);
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table.trim_fmt()
}

/// What pairing gained.
fn reductions(differences: &[&Difference]) -> String {
    let mut gains: Vec<f64> = differences
        .iter()
        .filter_map(|difference| difference.variance_reduction)
        .collect();
    gains.sort_by(f64::total_cmp);
    let (Some(least), Some(most)) = (gains.first(), gains.last()) else {
        return String::new();
    };
    let middle = gains[gains.len() / 2];
    wrapped(&format!(
        "Variance of these differences with independent seeds ÷ as paired: {} to {}, middle {}",
        super::words::fold(*least),
        super::words::fold(*most),
        super::words::fold(middle)
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
