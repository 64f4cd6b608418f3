//! What a workbook says of itself on its first sheet.

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

/// How tables are read whose columns a sheet explains.
const OF_STUDY: &str = "A sheet for each table, which is in the CSV file of the same name too. \
                        Sheet `columns` says what each column holds, sheet `measures` what each \
                        measure means.";

impl About {
    /// What is known of a study.
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
            (
                "how to read",
                study.how_to_read.unwrap_or(OF_STUDY).to_owned(),
            ),
        ]);
        rows.extend(study.facts.iter().cloned());
        rows.extend(study.method.iter().map(|words| ("method", words.clone())));
        rows.push(("make it again", study.again.clone()));
        Self {
            title: study.title.clone(),
            rows,
            columns: study.how_to_read.is_none(),
        }
    }
}

fn program() -> String {
    format!("sanpedro {}", env!("CARGO_PKG_VERSION"))
}
