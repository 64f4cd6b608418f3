//! The page of a study.

use askama::Template;

use super::parts::{Part, Study};
use super::prose::{Span, spans};
use crate::report::ReportError;
use crate::report::draw::font_face_rules;
use crate::report::manifest::Origin;

/// Name of the file.
pub(super) const PAGE: &str = "report.html";

#[derive(Template)]
#[template(path = "study/page.html", config = "src/report/askama.toml")]
struct Page<'a> {
    study: &'a Study,
    origin: &'a Origin,
    version: &'static str,
    /// Style rules that bring the font along.
    fonts: String,
}

/// The page as a file's bytes.
///
/// # Errors
/// If a chart cannot be drawn or the page cannot be formatted.
///
/// # Panics
/// If two sections or figures share an anchor, or a row has not a cell for every column.
pub(super) fn page(study: &Study, origin: &Origin) -> Result<Vec<u8>, ReportError> {
    check(study);
    let page = Page {
        study,
        origin,
        version: env!("CARGO_PKG_VERSION"),
        fonts: font_face_rules(),
    };
    Ok(page.render()?.into_bytes())
}

/// Faults of whoever put the study together.
fn check(study: &Study) {
    let mut seen: Vec<&str> = Vec::new();
    for id in study.anchors() {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c);
        assert!(id.chars().all(plain), "{id:?} can be an anchor and a file");
        assert!(!seen.contains(&id), "{id:?} is the anchor of two things");
        seen.push(id);
    }
    for table in study.tables() {
        for row in &table.rows {
            assert!(
                row.cells.len() + 1 == table.columns.len(),
                "a row of {} has a cell for every column: {}",
                table.label,
                row.head
            );
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::page;
    use crate::report::draw::{Picture, Text};
    use crate::report::study::{
        Card, Cell, Column, Figure, Level, Origin, Part, Row, Section, Source, Study, Table, Traced,
    };

    /// A study whose every text tries to become HTML.
    pub(in crate::report::study) fn hostile() -> (Study, Origin) {
        let evil = || "<script>alert(\"1\")</script> & 'x'".to_owned();
        let mut picture = Picture::new((200, 100));
        picture.text((10.0, 50.0), Text::new(evil()));
        let table = Table {
            label: evil(),
            columns: vec![
                Column::words(evil()),
                Column::numbers(evil(), &evil()),
                Column::words(evil()),
            ],
            rows: [Level::Strong, Level::Plain, Level::Inner]
                .map(|level| Row {
                    head: evil(),
                    level,
                    cells: vec![
                        Cell::number(evil(), Some(evil())).of(evil(), 0.1, 1.0),
                        Cell::text(""),
                    ],
                })
                .into(),
            csv: Some("differences.csv".to_owned()),
        };
        let figure = Figure {
            id: "waits".to_owned(),
            title: evil(),
            alt: evil(),
            reading: evil(),
            csv: "differences.csv".to_owned(),
            picture,
        };
        let parts = vec![
            Part::Text(evil()),
            Part::List(vec![evil()]),
            Part::Table(table),
            Part::Figure(figure),
        ];
        let study = Study {
            title: evil(),
            question: Some(evil()),
            answer: evil(),
            warnings: vec![evil()],
            cards: vec![Card {
                label: evil(),
                value: evil(),
                unit: evil(),
                margin: Some(evil()),
                note: evil(),
                of: Some(Traced {
                    path: evil(),
                    value: 0.1,
                    scale: 1.0,
                }),
            }],
            sections: vec![Section::new("differences", evil(), parts)],
            method: vec![evil()],
            again: evil(),
            ..Study::default()
        };
        let origin = Origin {
            command: "compare",
            scenarios: vec![Source {
                name: "base".to_owned(),
                effective: "name = \"base\"\n".to_owned(),
            }],
            seed: 1,
            replications: 20,
        };
        (study, origin)
    }

    #[test]
    fn no_text_becomes_html_and_the_page_needs_nothing_but_itself() {
        let (study, origin) = hostile();
        let html = String::from_utf8(page(&study, &origin).unwrap()).unwrap();
        assert!(
            !html.contains("<script") && !html.contains("<link"),
            "{html}"
        );
        assert!(
            !html.contains("alert(\"1"),
            "quotes end no attribute: {html}"
        );
        let outside = html.replace("http://www.w3.org/2000/svg", "");
        assert!(!outside.contains("http://") && !outside.contains("https://"));
        assert_eq!(html.matches(" role=\"img\"").count(), 1);
        assert!(html.contains("scenarios/base.toml") && html.contains("charts/waits.png"));
    }

    #[test]
    #[should_panic(expected = "the anchor of two things")]
    fn anchors_differ() {
        let (mut study, origin) = hostile();
        study
            .sections
            .push(Section::new("waits", "Waits", Vec::new()));
        drop(page(&study, &origin));
    }
}
