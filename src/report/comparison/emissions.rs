//! Emissions of all scenarios side by side, and what each step from one to the next takes away.

use super::words::with_sign;
use super::{Compared, Named, Side};
use crate::experiment::measure::{self, Measure, Where};
use crate::experiment::{Difference, Mode, Pollutant};
use crate::report::chart::bars::{self, Bar, Bars, Name};
use crate::report::draw::{BLUE, GREEN, GREY, Ink, Key, ORANGE, PURPLE, Sheet, VERMILION};
use crate::report::study::{Figure, Part, Section};
use crate::report::words::{amount, significant};
use crate::scenario::differences;

/// Scenarios beyond which bars side by side say nothing.
const MOST_SCENARIOS: usize = 5;
/// Colors of the scenarios, the base first.
const INKS: [Ink; MOST_SCENARIOS] = [GREY, BLUE, ORANGE, GREEN, PURPLE];
/// Parts of an inventory, and what they are called.
const SOURCES: [(Where, &str); 7] = [
    (Where::StacksIn(Mode::Transit), "Transit"),
    (Where::StacksIn(Mode::Maneuvering), "Maneuvering"),
    (Where::StacksIn(Mode::Anchorage), "Anchorage"),
    (Where::StacksIn(Mode::Hotelling), "Hotelling"),
    (Where::ShorePowerGrid, "Grid behind shore power"),
    (Where::Landside, "Engines ashore"),
    (Where::LandsideGrid, "Grid behind electricity ashore"),
];
/// Totals that a chain of scenarios leads through: their measures, heading, and words in the title.
const TOTALS: [(&[&Measure], &str, &str); 2] = [
    (
        &[&measure::CO2E_TONNES_NET],
        "Vessels and their shore power",
        "vessels and their shore power",
    ),
    (
        &[
            &measure::CO2E_TONNES_ALL_SOURCES,
            &measure::CO2E_TONNES_GRID,
            &measure::CO2E_TONNES_GRID_LANDSIDE,
        ],
        "With all ashore and its power plants",
        "all sources and power plants",
    ),
];
/// Keys named of a step at most.
const KEYS: usize = 6;
/// Chart of the steps.
pub(super) const WATERFALL: &str = "waterfall";
/// File with all numbers.
const CSV: &str = "differences.csv";

/// The section, where the scenarios emit.
pub(super) fn section(compared: &Compared) -> Option<Section> {
    let side_by_side = side_by_side(compared)?;
    let mut boundaries = boundaries(compared);
    let mut parts = vec![if boundaries.len() == 1 {
        Part::Text(boundaries.swap_remove(0))
    } else {
        Part::List(boundaries)
    }];
    parts.push(Part::Figure(side_by_side));
    if let Some(waterfall) = waterfall(compared) {
        parts.push(Part::Figure(waterfall));
        parts.push(Part::Text("What changes from step to step:".to_owned()));
        parts.push(Part::List(steps(compared)));
    }
    Some(Section::new(
        "emissions",
        "Emissions by source and mode".to_owned(),
        parts,
    ))
}

/// Boundary, factors, loads and grid of every scenario, to stand beside the totals.
fn boundaries(compared: &Compared) -> Vec<String> {
    let settings = |named: &Named| named.scenario.emissions.describe();
    let first = settings(&compared.base);
    if compared.scenarios().all(|named| settings(named) == first) {
        return vec![format!("Every total is of {first}, in all scenarios.")];
    }
    let each = compared.scenarios();
    each.map(|named| format!("{}: {}.", named.heading, settings(named)))
        .collect()
}

/// A measure of the bay in every other scenario, each against the base; `None` unless all have it.
fn of_all<'a>(compared: &'a Compared, measure: &Measure) -> Option<Vec<&'a Difference>> {
    let difference = |side: &Side<'a>| side.versus.bay().get(measure);
    compared.sides.iter().map(difference).collect()
}

/// Tonnes of a pollutant in a part of the inventory, as [`of_all`].
fn tonnes_of_all<'a>(
    compared: &'a Compared,
    pollutant: Pollutant,
    place: Where,
) -> Option<Vec<&'a Difference>> {
    of_all(compared, measure::tonnes(pollutant, place)?)
}

/// Means of a measure by scenario, the base first.
fn means(found: &[&Difference]) -> Vec<f64> {
    let base = found.first().map(|first| first.base_mean);
    let others = found.iter().map(|difference| difference.other_mean);
    base.into_iter().chain(others).collect()
}

/// Bars of every scenario under each source.
fn side_by_side(compared: &Compared) -> Option<Figure> {
    let heads: Vec<&str> = compared.scenarios().map(|named| &*named.heading).collect();
    if heads.len() > MOST_SCENARIOS {
        return None;
    }
    let emits = |pollutant: &Pollutant, place: Where| {
        let found = tonnes_of_all(compared, *pollutant, place);
        found.is_some_and(|found| means(&found).iter().any(|mean| *mean > 0.0))
    };
    let mut pollutants = Pollutant::CHARTED.to_vec();
    pollutants.retain(|pollutant| SOURCES.iter().any(|(place, _)| emits(pollutant, *place)));
    let mut sources = SOURCES.to_vec();
    sources.retain(|(place, _)| pollutants.iter().any(|pollutant| emits(pollutant, *place)));
    if pollutants.is_empty() {
        return None;
    }
    let row = |head: &&str| Name::Row((*head).to_owned());
    let names: Vec<Name> = (sources.iter())
        .flat_map(|(_, source)| {
            [Name::Heading(source)]
                .into_iter()
                .chain(heads.iter().map(row))
        })
        .collect();
    let panels: Vec<_> = (pollutants.iter())
        .map(|pollutant| {
            let found: Vec<_> = (sources.iter())
                .map(|(place, _)| tonnes_of_all(compared, *pollutant, *place))
                .collect();
            panel(pollutant.short_label(), &found, heads.len())
        })
        .collect();
    let title = title(compared);
    let subtitle = "Metric tonnes of the whole bay; in parentheses the change from the base, where it is more than chance";
    let keys = heads.iter().zip(INKS);
    let keys: Vec<_> = keys.map(|(name, ink)| (*name, Key::Box(ink))).collect();
    let sheet = Sheet::fitted(&title, subtitle, &keys, bars::height(names.len()));
    let mut picture = sheet.picture;
    bars::draw(&mut picture, sheet.body, &names, &panels);
    Some(Figure {
        id: "emissions_by_source".to_owned(),
        alt: format!("Bars by source for each scenario. {title}. {}", in_words(compared, &sources)),
        title,
        reading: "Under each source, one bar a scenario. A whisker is the 95 % interval of the paired difference from the base, laid at the end of the bar. Of power plants, CO₂e alone is estimated.".to_owned(),
        csv: CSV.to_owned(),
        picture,
    })
}

/// A pollutant's bars; sources that it does not have stay empty.
fn panel(name: &str, found: &[Option<Vec<&Difference>>], scenarios: usize) -> Bars {
    let top = (found.iter().flatten())
        .flat_map(|found| means(found))
        .fold(0.0, f64::max);
    let (factor, axis) = bars::in_thousands(top, "Metric tonnes");
    let mut rows = Vec::new();
    for source in found {
        rows.push(None);
        match source {
            Some(found) => {
                let base = found.first().map_or(0.0, |first| first.base_mean);
                rows.push(Some(Bar {
                    parts: vec![(base * factor, INKS[0])],
                    interval: None,
                    note: amount(base * factor),
                }));
                rows.extend(
                    (found.iter().zip(&INKS[1..]))
                        .map(|(found, ink)| Some(other_bar(found, factor, *ink))),
                );
            }
            None => rows.extend(std::iter::repeat_n(None, scenarios)),
        }
    }
    Bars {
        heading: name.to_owned(),
        axis,
        rows,
    }
}

/// Another scenario's bar, with the interval of its difference from the base.
fn other_bar(found: &Difference, factor: f64, ink: Ink) -> Bar {
    let mean = found.other_mean * factor;
    let half = found.half_width.map(|half| half * factor);
    // What may be chance is no change to tell.
    let shown = found.mean != 0.0 && found.half_width.is_none_or(|half| found.mean.abs() > half);
    let note = match found.relative.filter(|_| shown) {
        Some(relative) => {
            let percent = with_sign(&significant(relative * 100.0, 2), relative);
            format!("{} ({percent} %)", amount(mean))
        }
        None => amount(mean),
    };
    Bar {
        parts: vec![(mean, ink)],
        interval: half
            .filter(|half| *half > 0.0)
            .map(|half| ((mean - half).max(0.0), mean + half)),
        note,
    }
}

/// The change of CO2e and NOx of vessels in the last scenario, which the chain leads to.
fn title(compared: &Compared) -> String {
    let relative = |measure: &Measure| of_all(compared, measure)?.last()?.relative;
    let co2e = relative(&measure::CO2E_TONNES_NET).or_else(|| relative(&measure::CO2E_TONNES));
    let changes = [("CO₂e", co2e), ("NOx", relative(&measure::NOX_TONNES))];
    let changes = changes.into_iter().filter_map(|(name, relative)| {
        let percent = with_sign(&significant(relative? * 100.0, 2), relative?);
        Some(format!("{percent} % {name}"))
    });
    let last = compared.scenarios().last().unwrap_or(&compared.base);
    format!(
        "{} against {}: {} from vessels and their shore power",
        last.heading,
        compared.base.heading,
        changes.collect::<Vec<_>>().join(" and ")
    )
}

/// Amounts of every scenario in words.
fn amounts(compared: &Compared, means: &[f64]) -> String {
    let each = compared.scenarios().zip(means);
    let each = each.map(|(named, mean)| format!("{} {} t", named.heading, amount(*mean)));
    each.collect::<Vec<_>>().join(", ")
}

/// CO2e of every source and scenario in words.
fn in_words(compared: &Compared, sources: &[(Where, &str)]) -> String {
    let sources = sources.iter().filter_map(|(place, source)| {
        let found = tonnes_of_all(compared, Pollutant::Co2e, *place)?;
        Some(format!("{source}: {}.", amounts(compared, &means(&found))))
    });
    sources.collect::<Vec<_>>().join(" ")
}

/// From the base by steps to the last scenario; from three scenarios on.
fn waterfall(compared: &Compared) -> Option<Figure> {
    if compared.sides.len() < 2 {
        return None;
    }
    let mut names = vec![Name::Row(compared.base.heading.clone())];
    for side in &compared.sides {
        names.push(Name::Row("change".to_owned()));
        names.push(Name::Row(side.named.heading.clone()));
    }
    let totals: Vec<_> = (TOTALS.into_iter())
        .filter_map(|(measures, heading, words)| {
            Some((heading, words, Levels::new(compared, measures)?))
        })
        .collect();
    let (name, _, first) = totals.first()?;
    let spans: Vec<_> = (totals.iter())
        .map(|(_, words, levels)| format!("{} of {words}", levels.span()))
        .collect();
    let title = format!("CO₂e in thousand tonnes: {}", spans.join("; "));
    let panels: Vec<_> = (totals.iter())
        .map(|(heading, _, levels)| fall(heading, levels))
        .collect();
    let keys = [
        ("scenario", Key::Box(GREY)),
        ("less than the step before", Key::Box(BLUE)),
        ("more than the step before", Key::Box(VERMILION)),
    ];
    let sheet = Sheet::fitted(
        &title,
        "CO₂e of the whole bay, scenario by scenario; whiskers: paired 95 % interval of the difference from the first scenario",
        &keys,
        bars::height(names.len()),
    );
    let mut picture = sheet.picture;
    bars::draw(&mut picture, sheet.body, &names, &panels);
    Some(Figure {
        id: WATERFALL.to_owned(),
        alt: format!(
            "Waterfall. {title}. {name}: {}.",
            amounts(compared, &first.means)
        ),
        title,
        reading: "Read from the top: each colored bar is what the next scenario emits less or more than the one before it. The panel on the right holds the one on the left; the two must not be added. Its levels are sums of means, so it has no whiskers.".to_owned(),
        csv: CSV.to_owned(),
        picture,
    })
}

/// A total by scenario, the base first.
struct Levels {
    means: Vec<f64>,
    /// Half-widths of the differences from the base; none of a sum of measures.
    halves: Vec<Option<f64>>,
}

impl Levels {
    /// The sum of these measures; `None` unless every scenario has each of them.
    fn new(compared: &Compared, measures: &[&Measure]) -> Option<Self> {
        let found: Vec<_> = (measures.iter())
            .map(|measure| of_all(compared, measure))
            .collect::<Option<_>>()?;
        let each: Vec<_> = found.iter().map(|found| means(found)).collect();
        let scenarios = each.first()?.len();
        let single = (found.len() == 1).then(|| &found[0]);
        let half = |other: usize| single?.get(other)?.half_width;
        Some(Self {
            means: (0..scenarios)
                .map(|scenario| each.iter().map(|means| means[scenario]).sum())
                .collect(),
            halves: (0..scenarios.saturating_sub(1)).map(half).collect(),
        })
    }

    /// "333 to 255".
    fn span(&self) -> String {
        let thousand = |mean: Option<&f64>| significant(mean.map_or(0.0, |mean| mean / 1e3), 3);
        let (first, last) = (self.means.first(), self.means.last());
        format!("{} to {}", thousand(first), thousand(last))
    }
}

/// Levels and the steps between them.
fn fall(name: &str, levels: &Levels) -> Bars {
    let top = levels.means.iter().copied().fold(0.0, f64::max);
    let (factor, axis) = bars::in_thousands(top, "Metric tonnes of CO₂e");
    let level = |mean: f64, half: Option<f64>| Bar {
        parts: vec![(mean, GREY)],
        interval: half
            .filter(|half| *half > 0.0)
            .map(|half| (mean - half, mean + half)),
        note: amount(mean),
    };
    let mut rows = vec![Some(level(levels.means[0] * factor, None))];
    for (pair, half) in levels.means.windows(2).zip(&levels.halves) {
        let (from, to) = (pair[0] * factor, pair[1] * factor);
        let ink = if to < from { BLUE } else { VERMILION };
        rows.push(Some(Bar {
            parts: vec![(from.min(to), ink.fade(0.0)), ((to - from).abs(), ink)],
            interval: None,
            note: with_sign(&amount(to - from), to - from),
        }));
        rows.push(Some(level(to, half.map(|half| half * factor))));
    }
    Bars {
        heading: name.to_owned(),
        axis,
        rows,
    }
}

/// What each scenario says differently from the one before it.
fn steps(compared: &Compared) -> Vec<String> {
    let step = |(from, to): (&Named, &Named)| {
        let keys = differences(&from.scenario.effective, &to.scenario.effective);
        let mut named: Vec<_> = keys.iter().take(KEYS).map(|key| key.key.clone()).collect();
        if keys.len() > KEYS {
            named.push(format!("{} more", keys.len() - KEYS));
        }
        let question = &to.scenario.question;
        let asked = if question.is_empty() { "" } else { " " };
        let keys = named.join(", ");
        format!("{}:{asked}{question} Keys: {keys}.", to.heading)
    };
    let pairs = compared.scenarios().zip(compared.scenarios().skip(1));
    pairs.map(step).collect()
}
