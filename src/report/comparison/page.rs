//! The page of a comparison.

use super::words::{base, change, name, share, signed, signed_with_unit, unit};
use super::{Compared, Side, emissions, sections};
use crate::experiment::{Difference, Finding};
use crate::report::study::{Card, Part, Section, Study, Traced};
use crate::report::words::{list, number, uncapitalized};

/// Key figures at most.
const CARDS: usize = 5;
/// Changes named in the answer.
const CHANGES: usize = 3;
/// Measures not shown to differ that the answer names.
const OPEN: usize = 4;

/// The page, put together: what came of it first, what was changed last.
pub(super) fn study(compared: &Compared) -> Study {
    let sides = &compared.sides;
    let emissions = emissions::section(compared);
    let mut answers: Vec<String> = sides.iter().map(|side| answer(compared, side)).collect();
    answers.extend(emissions.as_ref().and_then(steps));
    let each = |section: fn(&Compared, &Side) -> Section| {
        sides.iter().map(move |side| section(compared, side))
    };
    let mut parts: Vec<Section> = each(sections::bay).collect();
    parts.extend(emissions);
    parts.extend(each(sections::places));
    parts.extend(each(sections::keys));
    let heads: Vec<&str> = sides.iter().map(|side| &*side.named.heading).collect();
    let question = &sides[0].named.scenario.question;
    let asked = sides.len() == 1 && !question.is_empty();
    Study {
        title: format!("{} against {}", heads.join(", "), compared.base.heading),
        question: asked.then(|| question.clone()),
        answer: answers.join("\n"),
        warnings: warnings(compared),
        cards: cards(compared),
        sections: parts,
        method: method(compared),
        again: compared.command.clone(),
        ..Study::default()
    }
}

/// What a chain of scenarios comes to, which is the title of its chart.
fn steps(emissions: &Section) -> Option<String> {
    emissions.parts.iter().find_map(|part| match part {
        Part::Figure(figure) if figure.id == emissions::WATERFALL => {
            Some(format!("{}.", figure.title))
        }
        _ => None,
    })
}

/// What changed most, in a sentence, and what did not.
fn answer(compared: &Compared, side: &Side) -> String {
    let chosen = side.chosen.iter();
    let changed = chosen.clone().filter(|found| found.is_shown());
    let changed: Vec<String> = changed
        .take(CHANGES)
        .map(|found| {
            format!(
                "{} {} ({})",
                name(found),
                change(found),
                signed_with_unit(found)
            )
        })
        .collect();
    let open = chosen.filter(|found| matches!(found.verdict, Finding::NotShown { .. }));
    let mut open: Vec<String> = open.map(|found| name(found)).collect();
    if open.len() > OPEN + 1 {
        let more = open.split_off(OPEN).len();
        open.push(format!("{more} others"));
    }
    let found = match (changed.is_empty(), compared.found.replications) {
        (false, _) => changed.join("; "),
        (true, 1) => "one replication cannot tell".to_owned(),
        (true, _) => "no difference is shown".to_owned(),
    };
    let text = format!(
        "{} against {}: {found}.",
        side.named.heading, compared.base.heading
    );
    if open.is_empty() || changed.is_empty() {
        return text;
    }
    format!("{text} Not shown to differ: {}.", list(&open))
}

/// What must be known before trusting the answer.
fn warnings(compared: &Compared) -> Vec<String> {
    let Compared { found, base, .. } = compared;
    let period = |scenario: &crate::scenario::Scenario| scenario.bay.period;
    let others = compared.sides.iter().map(|side| &side.named);
    let others = others.filter(|other| period(other.scenario) != period(base.scenario));
    let mut warnings: Vec<String> = others
        .map(|other| {
            format!(
                "{} and {} measure different periods: totals differ for that alone, and the \
                 vessels of one replication are not the same.",
                other.name, base.name
            )
        })
        .collect();
    let (done, asked) = (found.replications, found.asked);
    if done < asked {
        warnings.push(format!(
            "Interrupted: {done} of {asked} replications, which all scenarios had done. The same \
             command with --resume does the rest."
        ));
    }
    if done == 1 {
        let text = "One replication tells nothing of chance: there are no intervals and no \
                    verdicts.";
        warnings.push(text.to_owned());
    }
    warnings.extend(found.open_balances.iter().cloned());
    warnings
}

/// What changed most, and where there is room what is not shown to.
fn cards(compared: &Compared) -> Vec<Card> {
    let sides = &compared.sides;
    let each = (CARDS / sides.len()).max(1);
    let cards = sides.iter().flat_map(|side| {
        side.differing().take(each).map(|found| {
            let mut card = card(found, &side.path());
            if sides.len() > 1 {
                card.label = format!("{}: {}", side.named.heading, uncapitalized(&card.label));
            }
            card
        })
    });
    cards.take(CARDS).collect()
}

fn card(found: &Difference, document: &str) -> Card {
    let (value, margin) = signed(found);
    let note = match (found.verdict, share(found)) {
        (Finding::NotShown { .. } | Finding::Unknown, _) => {
            format!("no difference from {} shown", base(found))
        }
        (_, None) => "from nothing".to_owned(),
        (_, Some(_)) => format!("{} than {}", change(found), base(found)),
    };
    let measure = found.measure;
    Card {
        label: measure.label.to_owned(),
        value,
        unit: unit(measure).to_owned(),
        margin,
        note,
        of: Some(Traced {
            path: format!("{document}.measures.{measure}.mean"),
            value: found.mean,
            scale: measure.unit.factor,
        }),
    }
}

fn method(compared: &Compared) -> Vec<String> {
    let found = compared.found;
    let times = number(f64::from(found.replications), 0);
    [
        format!(
            "Every scenario ran {times} times with seed {}. Replications of the same number meet \
             the same random numbers: every source of chance has its own stream, and what belongs \
             to a call is drawn when the call is made. What the scenarios leave alike happens \
             alike in both, and cancels in the difference.",
            found.seed
        ),
        "Differences are the other scenario less the base, replication by replication; intervals \
         are 95 % Student-t intervals of their mean. \"Variance fell\" is the variance the \
         difference would have with independent seeds (that of the base and that of the other, \
         added) over the one it has."
            .to_owned(),
        "Verdicts are paired t tests at 5 %, corrected for their number by Holm's procedure \
         (1979) within three families: the measures chosen for the whole bay, the same by port and \
         terminal, and everything else in differences.csv; each over all scenarios compared here. \
         The intervals are not corrected, so that one may lie beside zero and the verdict still \
         be that no difference is shown."
            .to_owned(),
        "\"N more would show 2 %\" counts the further replications with which a true difference \
         of 2 % of the base would be shown nine times in ten, by the spread of the differences so \
         far and at the level of the strictest test of the family."
            .to_owned(),
    ]
    .into()
}
