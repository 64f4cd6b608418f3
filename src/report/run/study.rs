//! What a run found, as a study: answer, key figures, sections, method.

use super::data;
use super::sections::sections;
use super::sentences::answer;
use crate::experiment::measure::{self, Measure};
use crate::experiment::{Results, RunIdentity};
use crate::report::precision::precision_in_words;
use crate::report::study::{Card, Study, Traced};
use crate::report::words::{days, heading, margin, mean, quantiles};
use crate::report::{ReportError, warnings};
use crate::scenario::WarmUpBy;

/// Measures that may become key figures, most wanted first.
const KEY_FIGURES: [&Measure; 10] = [
    &measure::THROUGHPUT_TEU,
    &measure::VESSELS_AT_BERTH_MEAN,
    &measure::WAIT_HOURS_MEAN,
    &measure::SHORE_POWER_CALL_SHARE,
    &measure::CO2E_TONNES,
    &measure::TIME_AT_BERTH_HOURS_MEAN,
    &measure::BERTH_OCCUPANCY,
    &measure::VESSELS_WAITING_MEAN,
    &measure::WAIT_TO_SERVICE_RATIO,
    &measure::TURNAROUND_HOURS_MEAN,
];
/// How many of them are shown.
const CARDS: usize = 5;
/// From here on, TEU are told in millions.
const MILLIONS_FROM: f64 = 1e6;
/// Fewer replications have no quantiles worth showing beside a key figure.
const QUANTILES_FROM: u32 = 20;
/// How the tables of a run's workbook are read.
const HOW_TO_READ: &str = "A sheet for each table. Rows of summaries are over replications: mean, \
                           its 95 % interval, the 5 %, 50 % and 95 % quantiles, and how many have \
                           a value; of ratios and quantiles the mean is that of all replications \
                           together. Times are local: across a change of clocks take spans from the \
                           columns in hours, or the times with their offsets from calls.csv. Sheet \
                           `measures` says what each measure means. Sheet \
                           `emissions`: of category `power_plants` is what power plants emit for \
                           the electricity that `charged_to` draws; `kwh_of` says what kWh are: \
                           work at the shaft, load of boilers, heat of diesel, or electricity \
                           sent out by power plants. Sheet `trade` counts calls that departed, \
                           and the cargo that was moved within the period.";

/// The study that a run is.
///
/// # Errors
/// If the data of the page's script cannot be formatted.
pub(super) fn study(results: &Results) -> Result<Study, ReportError> {
    let run = &results.run;
    Ok(Study {
        title: heading(&run.scenario),
        question: (!run.question.is_empty()).then(|| run.question.clone()),
        answer: unbroken(&answer(results)),
        warnings: (warnings::all(results).iter())
            .map(ToString::to_string)
            .collect(),
        cards: cards(results),
        sections: sections(results),
        method: method(results),
        again: format!(
            "sanpedro run scenario.toml --seed {} --replications {} --out ../again",
            run.seed, run.replications
        ),
        subject: subject(run),
        facts: facts(run),
        how_to_read: Some(HOW_TO_READ),
        script_data: Some(data::text(results)?),
    })
}

/// The same words with every number and its percent sign on one line.
fn unbroken(words: &str) -> String {
    words.replace(" %", "\u{a0}%")
}

fn subject(run: &RunIdentity) -> String {
    let by = match run.warm_up_by {
        WarmUpBy::Scenario => "",
        WarmUpBy::Mser5 => " (MSER-5)",
    };
    format!(
        "{} · {} to {} after {} days of warm-up{by}",
        run.scenario,
        run.first_day,
        run.last_day,
        days(run.warm_up_days)
    )
}

/// Rows of the workbook's first sheet that only a run has.
fn facts(run: &RunIdentity) -> Vec<(&'static str, String)> {
    let mut facts = vec![
        ("first day", run.first_day.clone()),
        ("last day", run.last_day.clone()),
        ("warm-up days", run.warm_up_days.to_string()),
        ("warm-up by", run.warm_up_by.name().to_owned()),
        ("emissions", run.emission_settings.clone()),
    ];
    let assumptions = run.assumptions.iter();
    facts.extend(assumptions.map(|words| ("assumption", words.clone())));
    facts
}

/// The first key figures that the results have and that are not zero throughout.
fn cards(results: &Results) -> Vec<Card> {
    let cards = KEY_FIGURES.into_iter();
    let cards = cards.filter_map(|measure| card(results, measure));
    cards.take(CARDS).collect()
}

fn card(results: &Results, measure: &Measure) -> Option<Card> {
    let summary = results.bay.get(measure)?;
    let mut found = measure.shown(summary);
    let mut scale = measure.unit.factor;
    let mut unit = measure.unit.shown;
    if unit == "TEU" && found.mean >= MILLIONS_FROM {
        found = found.scaled(1e-6);
        unit = "million TEU";
        scale = 1e-6;
    }
    let precision = measure.unit.precision;
    let note = match results.run.replications {
        1 => "one replication".to_owned(),
        QUANTILES_FROM.. => format!("{} in 90 % of replications", quantiles(&found, precision)),
        _ => String::new(),
    };
    (found.mean != 0.0 || found.p95 != 0.0).then(|| Card {
        label: measure.label.to_owned(),
        value: mean(&found, precision),
        unit: if unit == "1" { "" } else { unit }.to_owned(),
        margin: margin(&found, precision),
        note,
        of: Some(Traced {
            path: format!("measures.{measure}.mean"),
            value: summary.mean,
            scale,
        }),
    })
}

/// How the numbers were found.
fn method(results: &Results) -> Vec<String> {
    let run = &results.run;
    let reached = results.precision.iter().find(|found| found.reached);
    let reached = reached.map(|found| {
        format!(
            " {}.",
            unbroken(&precision_in_words(found, run.replications))
        )
    });
    let warm_up = days(run.warm_up_days);
    let length = match run.warm_up_by {
        WarmUpBy::Scenario => format!("Its length, {warm_up} days, is set by the scenario."),
        WarmUpBy::Mser5 => format!(
            "Its length, {warm_up} days, was found by the rule MSER-5 (White, Cobb and Spratt \
             2000): in pilot replications of their own, which begin with an empty bay, so many \
             days at the beginning do not belong to the rest of the daily mean number of vessels \
             in port."
        ),
    };
    let emitted = results.emissions.iter().any(|row| row.grams.mean > 0.0);
    let boundary = if emitted {
        let boundary = &run.emission_boundary;
        format!(", {boundary}: see `#settings factors, loads and boundary`")
    } else {
        String::new()
    };
    vec![
        format!(
            "A discrete-event simulation of vessel calls from the origin port to the sea buoy, in \
             which every container move has its own cycle time. Replications differ only in their \
             random numbers; every source of chance has its own stream, so that two scenarios with \
             the same seed meet the same vessels, delays and cargo. Intervals are 95 % Student-t \
             intervals of the mean over replications; bands and quantiles show how replications \
             differ.{}",
            reached.unwrap_or_default()
        ),
        format!(
            "The warm-up is simulated and not counted. {length} Hours, moves and energy count \
             where they fall into the measured period; calls count by their departure, with their \
             whole wait. Time at berth runs from first line ashore to last line let go; waiting \
             from arrival at the pilot boarding place to under way for the berth. Emissions are \
             computed from what vessels did, by published factors{boundary}."
        ),
        "Every call of the first replication stands in `calls.csv`, every day in `daily.csv`, \
         every month in `monthly.csv`."
            .to_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use crate::experiment::Results;
    use crate::report::run::origin;
    use crate::report::{fixture, study};

    fn html(results: &Results) -> String {
        let page = super::study(results).unwrap();
        let origin = origin(results, &fixture::scenario());
        let files = study::all(&page, &origin, Vec::new(), &[]).unwrap();
        let page = files.into_iter().find(|file| file.path == "report.html");
        String::from_utf8(page.unwrap().bytes).unwrap()
    }

    #[test]
    fn the_page_needs_nothing_but_itself_and_escapes_names() {
        let mut results = fixture::year();
        results.run.question = "Is <b>1 & 2</b> enough?".to_owned();
        results.terminals[0].name = "<script>alert(1)</script>".to_owned();
        results.first.bay.terminals[0].name = "<script>alert(1)</script>".to_owned();
        let html = html(&results);
        assert_eq!(
            html.matches("<script").count(),
            2,
            "data, and what reads it"
        );
        assert!(!html.contains("<link"), "no style sheet");
        assert!(!html.contains("<b>1"), "names are escaped");
        let outside = html.replace("http://www.w3.org/2000/svg", "");
        assert!(
            !outside.contains("http://") && !outside.contains("https://"),
            "no address"
        );
        assert_eq!(html.matches(" role=\"img\"").count(), 18);
        assert!(
            html.contains("not estimated"),
            "absent measures are told, not zero"
        );
    }

    #[test]
    fn hits_and_misses_are_told_apart_in_words() {
        let html = html(&fixture::year());
        assert!(
            html.contains("0 of 1 independent of the input, 1 of 2 in all"),
            "{html}"
        );
        assert!(html.contains(">hit<") && html.contains(">miss<"));
    }

    #[test]
    fn a_textbook_queue_has_no_empty_sections() {
        let html = html(&fixture::textbook());
        for absent in [
            "id=\"energy\"",
            "id=\"emissions-table\"",
            "id=\"validation\"",
            "id=\"inventory\"",
            "id=\"rule\"",
            "id=\"value\"",
            "id=\"left-out\"",
            "id=\"assumptions\"",
            "href=\"#settings\"",
        ] {
            assert!(!html.contains(absent), "{absent}");
        }
        assert!(html.contains("Wait for a berth"));
    }
}
