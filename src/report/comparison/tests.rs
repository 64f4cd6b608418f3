use super::*;
use crate::experiment::measure::{self, Measure, Part};
use crate::experiment::{Difference, Family, Finding, PartDifferences, PartId, Versus};
use crate::report::fixture;

fn difference(
    measure: &'static Measure,
    base: f64,
    mean: f64,
    half: f64,
    verdict: Finding,
) -> Difference {
    let same = verdict == Finding::Same;
    Difference {
        measure,
        pairs: 20,
        base_mean: base,
        base_half_width: Some(base / 100.0),
        other_mean: base + mean,
        other_half_width: Some(base / 100.0),
        mean,
        half_width: Some(half),
        relative: (base != 0.0).then(|| mean / base.abs()),
        relative_half_width: (!same).then_some(0.004),
        variance_reduction: (!same).then_some(1_234.0),
        p: Some(if same { 1.0 } else { 0.000_01 }),
        p_holm: Some(if same { 1.0 } else { 0.000_15 }),
        family: Family::Bay,
        verdict,
    }
}

fn part(level: Part, id: &str, name: &str, differences: Vec<Difference>) -> PartDifferences {
    let (id, name) = (id.to_owned(), name.to_owned());
    PartDifferences {
        part: PartId { level, id, name },
        differences,
    }
}

const EVIL: &str = "<script>alert(\"1\")</script>";

/// Shore power taken away; a terminal with an evil name, one more on one side.
fn comparison() -> Comparison {
    let open = Finding::NotShown { further: Some(35) };
    let bay = vec![
        difference(&measure::THROUGHPUT_TEU, 20.1e6, 0.0, 0.0, Finding::Same),
        difference(&measure::WAIT_HOURS_MEAN, 2.0, 0.03, 0.05, open),
        difference(
            &measure::SHORE_POWER_CALL_SHARE,
            0.9,
            -0.9,
            0.003,
            Finding::Less,
        ),
        difference(
            &measure::CO2E_TONNES,
            240_000.0,
            115_300.0,
            700.0,
            Finding::More,
        ),
        difference(&measure::NOX_TONNES, 3_000.0, -61.4, 12.0, Finding::Less),
        difference(&measure::SOX_TONNES, 90.0, 5.0, 1.0, Finding::More),
    ];
    let co2e = |mean| {
        vec![difference(
            &measure::CO2E_TONNES,
            9_000.0,
            mean,
            100.0,
            Finding::More,
        )]
    };
    let only = PartId {
        level: Part::Terminal,
        id: "pier_500".to_owned(),
        name: EVIL.to_owned(),
    };
    Comparison {
        seed: 1,
        replications: 20,
        asked: 20,
        chosen: vec![
            &measure::THROUGHPUT_TEU,
            &measure::WAIT_HOURS_MEAN,
            &measure::SHORE_POWER_CALL_SHARE,
            &measure::CO2E_TONNES,
            &measure::NOX_TONNES,
        ],
        versus: vec![Versus {
            parts: vec![
                part(Part::Bay, "bay", "All terminals", bay),
                part(
                    Part::Port,
                    "los_angeles",
                    "Port of Los Angeles",
                    co2e(50_000.0),
                ),
                part(Part::Terminal, "pier_400", EVIL, co2e(4_000.0)),
                part(Part::Terminal, "pier_t", "Pier T", co2e(5_000.0)),
            ],
            only_in_base: Vec::new(),
            only_in_other: vec![only],
        }],
        open_balances: Vec::new(),
    }
}

fn scenarios() -> (Scenario, Scenario) {
    let mut base = fixture::scenario();
    base.name = "with".to_owned();
    base.effective = "name = \"with\"\n[terminal.a]\ncranes = 1\n".to_owned();
    let mut other = base.clone();
    other.name = "without".to_owned();
    other.question = format!("What if {EVIL}?");
    other.effective = format!("name = \"b\"\n[terminal.a]\ncranes = 2\nname = '{EVIL}'\n");
    (base, other)
}

#[test]
fn the_summary_leads_with_what_changed_most_and_fits_eighty_columns() {
    let (found, (base, other)) = (comparison(), scenarios());
    let compared = Compared::new(&found, &base, &[&other]);
    let text = compared.summary(Some(Path::new("output/compare_with_without/report.html")));
    for line in text.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    insta::assert_snapshot!(text);
}

#[test]
fn no_name_becomes_html_and_every_file_is_there() {
    let (found, (base, other)) = (comparison(), scenarios());
    let compared = Compared::new(&found, &base, &[&other]);
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("compare_with_without");
    let written = compared.write(&out).unwrap();
    let html = std::fs::read_to_string(&written.page).unwrap();
    assert!(
        !html.contains("<script") && !html.contains("alert(\"1"),
        "{html}"
    );
    assert!(html.contains("&#60;script&#62;") || html.contains("&lt;script&gt;"));
    for path in [
        "results.json",
        "differences.csv",
        "charts/relative.png",
        "charts/by_terminal.svg",
        "scenarios/with.toml",
        "scenarios/without.toml",
        "manifest.json",
    ] {
        assert!(out.join(path).is_file(), "{path}");
    }
    let csv = std::fs::read_to_string(out.join("differences.csv")).unwrap();
    assert_eq!(csv.lines().count(), 1 + 6 + 3);
    let line = csv
        .lines()
        .find(|line| line.contains(",nox_tonnes,"))
        .unwrap();
    assert!(
        line.starts_with(
            "with,without,bay,bay,All terminals,nox_tonnes,t,3000,2938.6,-61.4,-73.4,-49.4,"
        ),
        "{line}"
    );
}

#[test]
fn the_document_has_the_keys_that_scripts_rely_on() {
    let (found, (base, other)) = (comparison(), scenarios());
    let bytes = files::results(&Compared::new(&found, &base, &[&other])).unwrap();
    let document: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(document["scenario"], "with");
    let differences = &document["differences"];
    let nox = &differences["measures"]["nox_tonnes"];
    for key in [
        "mean",
        "ci95_low",
        "ci95_high",
        "relative",
        "p_holm",
        "variance_reduction",
    ] {
        assert!(nox[key].is_f64(), "{key} of {nox}");
    }
    assert_eq!(
        (&nox["unit"], &nox["verdict"]),
        (&"t".into(), &"less".into())
    );
    let wait = &differences["measures"]["wait_hours_mean"];
    assert_eq!(wait["verdict"], "no difference shown");
    assert_eq!(wait["further_replications_for_2_percent"], 35);
    assert_eq!(
        differences["measures"]["throughput_teu"]["verdict"],
        "the same"
    );
    assert!(differences["ports"]["los_angeles"]["co2e_tonnes"].is_object());
    assert!(differences["terminals"]["pier_400"]["co2e_tonnes"].is_object());
    assert_eq!(differences["only_in_other"]["terminals"][0], "pier_500");
}

#[test]
fn names_that_are_alike_are_numbered_and_long_folders_counted() {
    let (base, other) = scenarios();
    let folder = Compared::folder(&[&base, &base, &other]);
    assert_eq!(folder.to_str(), Some("compare_with_with_2_without"));
    let mut long = other;
    long.name = "x".repeat(60);
    let folder = Compared::folder(&[&base, &long, &long]);
    assert_eq!(folder.to_str(), Some("compare_with_and_2_others"));
}

#[test]
fn three_scenarios_are_a_chain_of_steps_and_names_stay_text() {
    let (mut found, (base, other)) = (comparison(), scenarios());
    let bay = &mut found.versus[0].parts[0].differences;
    bay.push(difference(
        measure::find("co2e_tonnes_hotelling").unwrap(),
        110e3,
        115e3,
        700.0,
        Finding::More,
    ));
    bay.push(difference(
        &measure::CO2E_TONNES_NET,
        280e3,
        76e3,
        700.0,
        Finding::More,
    ));
    let mut last = found.versus[0].clone();
    last.parts[0].differences.pop();
    last.parts[0].differences.push(difference(
        &measure::CO2E_TONNES_NET,
        280e3,
        -80e3,
        700.0,
        Finding::Less,
    ));
    found.versus.push(last);
    let compared = Compared::new(&found, &base, &[&other, &base]);
    let section = emissions::section(&compared).unwrap();
    let figures: Vec<_> = (section.parts.iter())
        .filter_map(|part| match part {
            study::Part::Figure(figure) => Some(figure),
            _ => None,
        })
        .collect();
    assert_eq!(figures.len(), 2);
    for figure in &figures {
        crate::report::chart::lies_on_its_sheet(&figure.id, &figure.picture);
    }
    let alt = &figures[1].alt;
    assert!(
        alt.contains("280 to 200 of vessels and their shore power"),
        "{alt}"
    );
    assert!(alt.contains("With 280,000 t, Without 356,000 t"), "{alt}");
    // Two scenarios have no steps, and a bay that emits nothing by mode has no section.
    let found = comparison();
    assert!(emissions::section(&Compared::new(&found, &base, &[&other])).is_none());
}

#[test]
fn every_text_of_every_chart_lies_on_its_sheet() {
    let (found, (base, other)) = (comparison(), scenarios());
    let compared = Compared::new(&found, &base, &[&other]);
    let side = &compared.sides[0];
    let figures = [
        charts::relative(&compared, side).unwrap(),
        charts::by_terminal(&compared, side).unwrap(),
    ];
    for figure in figures {
        crate::report::chart::lies_on_its_sheet(&figure.id, &figure.picture);
    }
}
