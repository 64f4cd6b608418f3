//! `sanpedro factors`: every published figure behind the inventory, with its source.

use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::cli::ending::{Ending, Fault};
use crate::cli::{output, table};
use crate::emissions::provenance::{self, Citation};
use crate::report::{aligned, wrapped};

/// What `factors` takes.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sanpedro factors                  all sets, with their sources
  sanpedro factors --set epa2022
  sanpedro factors --csv > factors.csv")]
pub(crate) struct FactorsArgs {
    /// Only the figures of this set.
    #[arg(long, value_name = "SET", value_parser = PossibleValuesParser::new(provenance::sets()))]
    set: Option<String>,

    /// As CSV, one figure a row, with its source in full.
    #[arg(long)]
    csv: bool,
}

/// Prints the figures asked for.
pub(crate) fn factors(args: &FactorsArgs) -> Result<Ending, Fault> {
    let mut sets = provenance::sets();
    sets.retain(|set| args.set.as_deref().is_none_or(|wanted| wanted == *set));
    if args.csv {
        return output::script(csv(&sets));
    }
    let mut text: Vec<String> = sets.iter().map(|set| table(set)).collect();
    text.push(sources(&sets));
    text.push("An `assumption` has no published source, or is from memory.".to_owned());
    output::result(&text.join("\n\n"))
}

/// The figures of a set, those of one thing together under its name.
fn table(set: &str) -> String {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut group = "";
    for figure in provenance::set(set) {
        let factor = match figure.factor.split_once('.') {
            None => format!(" {}", figure.factor),
            Some((of, rest)) => {
                if of != group {
                    rows.push(vec![format!(" {of}")]);
                    group = of;
                }
                format!("   {rest}")
            }
        };
        rows.push(vec![
            factor,
            figure.written.clone(),
            figure.unit.clone(),
            figure.year.to_string(),
            figure.source.id.clone(),
            figure.confidence.name().to_owned(),
        ]);
    }
    let header = [" factor", "value", "unit", "year", "source", "confidence"];
    let table = aligned(header, rows, 1..=1, 2);
    format!("{set}\n{}\n{table}", "=".repeat(set.len()))
}

/// What the short names of sources stand for.
fn sources(sets: &[&str]) -> String {
    let mut cited: Vec<&Citation> = Vec::new();
    for figure in sets.iter().flat_map(|set| provenance::set(set)) {
        if !cited.contains(&figure.source) {
            cited.push(figure.source);
        }
    }
    let mut lines = vec!["sources".to_owned(), "=======".to_owned()];
    for source in cited {
        let Citation {
            id, title, address, ..
        } = source;
        let dated = match source.year.as_str() {
            "" => title.clone(),
            year => format!("{title} ({year})"),
        };
        lines.push(format!(" {id}"));
        lines.push(wrapped(&dated, "   ", "   "));
        // Never broken, so that it can be copied.
        lines.extend((!address.is_empty()).then(|| format!("   {address}")));
    }
    lines.join("\n")
}

fn csv(sets: &[&str]) -> Result<String, Box<dyn std::error::Error>> {
    let header = [
        "set",
        "factor",
        "value",
        "unit",
        "year",
        "confidence",
        "source",
        "source_title",
        "source_address",
    ];
    let figures = sets.iter().flat_map(|set| provenance::set(set));
    let rows = figures.map(|figure| {
        [
            &*figure.set,
            &figure.factor,
            &figure.written,
            &figure.unit,
            &figure.year.to_string(),
            figure.confidence.name(),
            &figure.source.id,
            &figure.source.title,
            &figure.source.address,
        ]
        .map(str::to_owned)
    });
    table::csv(header, rows)
}
