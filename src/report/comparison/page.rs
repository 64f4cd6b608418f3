//! The page of a comparison.

use super::sections::Against;
use super::select::by_change;
use super::words::{base, change, share, signed, signed_with_margin, unit};
use super::{Compared, Other, emissions};
use crate::experiment::{Difference, Finding, Versus};
use crate::report::measures::{label, shown_factor};
use crate::report::study::{Card, Part, Section, Study, Traced};
use crate::report::words::{heading, list, number, uncapitalized};

/// Key figures at most.
const CARDS: usize = 5;
/// Changes told in the answer.
const TOLD: usize = 3;
/// Measures not shown to differ that the answer names.
const OPEN: usize = 4;

/// The page, put together: what came of it first, what was changed last.
pub(super) fn study(compared: &Compared) -> Study {
    let found = compared.found;
    let sides: Vec<(&Other, &Versus)> = compared.others.iter().zip(&found.versus).collect();
    let heads: Vec<String> = sides.iter().map(|(o, _)| heading(&o.named.name)).collect();
    let emissions = emissions::section(compared);
    let mut answers: Vec<String> = (sides.iter())
        .map(|(other, versus)| answer(compared, other, versus))
        .collect();
    answers.extend(emissions.as_ref().and_then(steps));
    let each = sides.iter().enumerate();
    let each: Vec<Against> = each
        .map(|(index, (other, versus))| Against::new(compared, index, other, versus))
        .collect();
    let mut sections: Vec<Section> = each.iter().map(Against::bay).collect();
    sections.extend(emissions);
    sections.extend(each.iter().map(Against::places));
    sections.extend(each.iter().map(Against::keys));
    let question = &compared.others[0].named.scenario.question;
    let asked = sides.len() == 1 && !question.is_empty();
    Study {
        title: format!(
            "{} against {}",
            heads.join(", "),
            heading(&compared.base.name)
        ),
        question: asked.then(|| question.clone()),
        answer: answers.join("\n"),
        warnings: warnings(compared),
        cards: cards(compared, &sides),
        sections,
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
fn answer(compared: &Compared, other: &Other, versus: &Versus) -> String {
    let chosen = by_change(compared.found, versus.bay());
    let changed: Vec<String> = (chosen.iter().filter(|found| found.is_shown()))
        .take(TOLD)
        .map(|found| {
            let name = uncapitalized(&label(found.measure.name));
            let difference = format!("{} {}", signed_with_margin(found), unit(found.measure.name));
            format!("{name} {} ({})", change(found), difference.trim_end())
        })
        .collect();
    let open = chosen
        .iter()
        .filter(|found| matches!(found.verdict, Finding::NotShown { .. }));
    let mut open: Vec<String> = open
        .map(|found| uncapitalized(&label(found.measure.name)))
        .collect();
    if open.len() > OPEN + 1 {
        let more = open.split_off(OPEN).len();
        open.push(format!("{more} others"));
    }
    let (name, base) = (heading(&other.named.name), heading(&compared.base.name));
    let mut text = match (changed.is_empty(), compared.found.replications) {
        (false, _) => format!("{name} against {base}: {}.", changed.join("; ")),
        (true, 1) => format!("{name} against {base}: one replication cannot tell."),
        (true, _) => format!("{name} against {base}: no difference is shown."),
    };
    if !open.is_empty() && !changed.is_empty() {
        let open = list(&open);
        text.push_str(" Not shown to differ: ");
        text.push_str(&open);
        text.push('.');
    }
    text
}

/// What must be known before trusting the answer.
fn warnings(compared: &Compared) -> Vec<String> {
    let base = compared.base.scenario;
    let mut warnings: Vec<String> = compared
        .others
        .iter()
        .filter(|other| other.named.scenario.bay.period != base.bay.period)
        .map(|other| {
            format!(
                "{} and {} measure different periods: totals differ for that alone, and the \
                 vessels of one replication are not the same.",
                other.named.name, compared.base.name
            )
        })
        .collect();
    let (done, asked) = (compared.found.replications, compared.found.asked);
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
    warnings.extend(compared.found.open_balances.iter().cloned());
    warnings
}

/// What changed most, and where there is room what is not shown to.
fn cards(compared: &Compared, sides: &[(&Other, &Versus)]) -> Vec<Card> {
    let each = (CARDS / sides.len()).max(1);
    let several = sides.len() > 1;
    let of_side = |(other, versus): &(&Other, &Versus)| {
        let chosen = by_change(compared.found, versus.bay());
        let differ = chosen
            .into_iter()
            .filter(|found| found.verdict != Finding::Same);
        let name = heading(&other.named.name);
        let place = document(compared, other);
        let cards = differ.take(each).map(|found| {
            let mut card = card(found, &place);
            if several {
                card.label = format!("{name}: {}", uncapitalized(&card.label));
            }
            card
        });
        cards.collect::<Vec<_>>()
    };
    sides.iter().flat_map(of_side).take(CARDS).collect()
}

/// Where `results.json` tells of another scenario.
pub(super) fn document(compared: &Compared, other: &Other) -> String {
    // No two have one name.
    if other.named.name == compared.others[0].named.name {
        return "differences".to_owned();
    }
    format!("further_differences.{}", other.named.name)
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
    Card {
        label: label(found.measure.name),
        value,
        unit: unit(found.measure.name).to_owned(),
        margin,
        note,
        of: Some(Traced {
            path: format!("{document}.measures.{}.mean", found.measure.name),
            value: found.mean,
            scale: shown_factor(found.measure.name),
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
