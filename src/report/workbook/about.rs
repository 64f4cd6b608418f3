//! What a workbook says of itself on its first sheet.

use crate::experiment::RunIdentity;
use crate::report::manifest::Origin;
use crate::report::study::Study;

/// The first sheet: names and words.
pub(crate) struct About {
    /// Title in the properties of the file.
    pub(super) title: String,
    /// Name and words of each row.
    pub(super) rows: Vec<(&'static str, String)>,
    /// Whether columns are explained on a sheet of their own.
    pub(super) columns: bool,
}

/// How the tables of a run are read.
const OF_RUN: &str = "A sheet for each table. Rows of summaries are over replications: mean, its \
                      95 % interval, and the 5 %, 50 % and 95 % quantiles. Times are local. Sheet \
                      `measures` says what each measure means. Sheet `emissions`: of category \
                      `power_plants` is what power plants emit for the electricity that \
                      `charged_to` draws; `kwh_of` says what kWh are: work at the shaft, load of \
                      boilers, heat of diesel, or electricity sent out by power plants. Sheet \
                      `trade` counts calls that departed, with all they exchange: its cargo is \
                      that of `throughput_teu` but for vessels at berth at the beginning and end.";
/// How those of a study are read.
const OF_STUDY: &str = "A sheet for each table, which is in the CSV file of the same name too. \
                        Sheet `columns` says what each column holds, sheet `measures` what each \
                        measure means.";

impl About {
    /// Of the report of one scenario.
    pub(crate) fn run(run: &RunIdentity) -> Self {
        let mut rows = vec![
            ("scenario", run.scenario.clone()),
            ("question", run.question.clone()),
            ("replications", run.replications.to_string()),
            ("seed", run.seed.to_string()),
            ("first day", run.first_day.clone()),
            ("last day", run.last_day.clone()),
            ("warm-up days", run.warm_up_days.to_string()),
            ("warm-up by", run.warm_up_by.name().to_owned()),
            ("emissions", run.emission_settings.clone()),
            ("program", program()),
            ("how to read", OF_RUN.to_owned()),
        ];
        let assumptions = run.assumptions.iter();
        rows.extend(assumptions.map(|words| ("assumption", words.clone())));
        Self {
            title: run.scenario.clone(),
            rows,
            columns: false,
        }
    }

    /// Of a study of one or more scenarios.
    pub(crate) fn study(study: &Study, origin: &Origin) -> Self {
        let names = origin.scenarios.iter().map(|source| source.name.as_str());
        let mut rows = vec![("study", study.title.clone())];
        rows.extend(
            study
                .question
                .iter()
                .map(|words| ("question", words.clone())),
        );
        rows.push(("answer", study.answer.clone()));
        rows.extend(
            study
                .warnings
                .iter()
                .map(|words| ("warning", words.clone())),
        );
        rows.extend([
            ("command", origin.command.to_owned()),
            ("scenarios", names.collect::<Vec<_>>().join(", ")),
            ("replications", origin.replications.to_string()),
            ("seed", origin.seed.to_string()),
            ("program", program()),
            ("how to read", OF_STUDY.to_owned()),
        ]);
        rows.extend(study.method.iter().map(|words| ("method", words.clone())));
        rows.push(("make it again", study.again.clone()));
        Self {
            title: study.title.clone(),
            rows,
            columns: true,
        }
    }
}

fn program() -> String {
    format!("sanpedro {}", env!("CARGO_PKG_VERSION"))
}
