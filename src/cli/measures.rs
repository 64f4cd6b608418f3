//! `sanpedro measures`: every output, with its unit and meaning.

use clap::Args;
use serde::Serialize;

use crate::cli::ending::{Ending, Fault};
use crate::cli::{output, table};
use crate::experiment::measure::{self, Measure, Reach};
use crate::report::wrapped;
use crate::scenario::nearest;

/// What `measures` takes.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sanpedro measures                 all of them
  sanpedro measures nox             those about nitrogen oxides
  sanpedro measures --csv > measures.csv

A target of a scenario names one of these: [target.calls] measure = \"vessel_calls\".")]
pub(crate) struct MeasuresArgs {
    /// Only measures with this word in their name or meaning.
    #[arg(value_name = "WORD")]
    about: Option<String>,

    /// As CSV, one measure a row.
    #[arg(long, conflicts_with = "json")]
    csv: bool,

    /// As JSON, a list of objects.
    #[arg(long)]
    json: bool,
}

/// One measure for scripts.
#[derive(Serialize)]
struct Described {
    name: &'static str,
    unit: &'static str,
    reach: &'static str,
    meaning: &'static str,
}

/// Prints the measures asked for.
pub(crate) fn measures(args: &MeasuresArgs) -> Result<Ending, Fault> {
    let word = args.about.as_ref().map(|word| word.to_lowercase());
    let asked = |of: &&Measure| {
        word.as_ref()
            .is_none_or(|word| of.name.contains(word) || of.meaning.to_lowercase().contains(word))
    };
    let rows: Vec<Described> = measure::all().filter(asked).map(described).collect();
    if rows.is_empty() {
        let word = word.as_deref().unwrap_or_default();
        return Err(Fault::wrong_wrapped(nothing_about(word)));
    }
    if args.json {
        return output::script(serde_json::to_string_pretty(&rows));
    }
    if args.csv {
        let cells = rows
            .iter()
            .map(|row| [row.name, row.unit, row.reach, row.meaning].map(str::to_owned));
        return output::script(table::csv(["name", "unit", "reach", "meaning"], cells));
    }
    let paragraphs: Vec<String> = rows.iter().map(paragraph).collect();
    let count = format!("{} measures. Unit 1 is a fraction or a ratio.", rows.len());
    output::result(&format!("{}\n\n{count}", paragraphs.join("\n")))
}

/// That no measure has a word, with the nearest word of their names.
fn nothing_about(word: &str) -> String {
    let words = measure::all().flat_map(|measure| measure.name.split('_'));
    let near = nearest(word, words).map(|near| format!("did you mean `{near}`? "));
    format!(
        "no measure has `{}` in its name or meaning; {}`sanpedro measures` lists them all",
        word.escape_debug(),
        near.unwrap_or_default()
    )
}

fn described(of: &Measure) -> Described {
    Described {
        name: of.name,
        unit: of.unit.name,
        reach: match of.reach {
            Reach::Everywhere => "everywhere",
            Reach::BayAndPorts => "bay, ports",
            Reach::Bay => "bay",
        },
        meaning: of.meaning,
    }
}

/// Name, unit and reach in one line, the meaning below.
fn paragraph(row: &Described) -> String {
    let head = format!("{:<40} {:<16} {}", row.name, row.unit, row.reach);
    format!("{head}\n{}", wrapped(row.meaning, "    ", "    "))
}
