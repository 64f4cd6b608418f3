//! `name`, `question`, `assumptions`, `[experiment]` and `[target.*]`: what a study is about.

use super::check::Check;
use crate::scenario::checked::{Target, TargetBasis};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::kind::{entries, signed_number, text, whole, word};
use crate::scenario::limits::LARGEST_SEED;
use crate::scenario::reader::Reader;
use crate::scenario::suggest::did_you_mean;

/// Replications and seed.
pub(super) fn experiment(of: &Reader<'_>) -> (u32, u64) {
    let given = of.table("experiment", |of| {
        (
            of.or("replications", whole(1..=1_000_000_u32), 20),
            of.or("seed", whole(0..=LARGEST_SEED), 1),
        )
    });
    given.value_or((20, 1))
}

/// The name given, or the file's; it names a folder, so it is kept plain.
pub(super) fn name(of: &Reader<'_>, file_stem: &str, check: &Check<'_>) -> String {
    let given = of.optional("name", text);
    let place = given.at().map_or(of.place(), |given| &given.place);
    let name = given.value_or(file_stem.to_owned());
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-';
    if name.is_empty() || name.len() > 100 || !name.chars().all(plain) {
        let message = format!("`{name}` cannot name a folder of results");
        let help = "a name is lower-case letters, digits, `_` and `-`, at most 100; \
                    without `name` it is the file's";
        check.push(Diagnostic::error(place, message).help(help));
    }
    name
}

/// Texts under names of the user's own.
pub(super) fn assumptions(of: &Reader<'_>) -> Vec<String> {
    let given = of.optional("assumptions", entries(text)).into_value();
    let texts = given.into_iter().flatten();
    texts.map(|entry| entry.value).collect()
}

/// Figures that the result is held against; each names one of `measures`, if these are known.
pub(super) fn targets(
    of: &Reader<'_>,
    measures: Option<&[&str]>,
    check: &Check<'_>,
) -> Vec<Target> {
    let targets = of.keyed("target", "target", |of| {
        if let Some(measures) = measures {
            is_a_measure(of, measures);
        }
        target(of, check)
    });
    targets.into_iter().map(|target| target.value).collect()
}

fn target(of: &Reader<'_>, check: &Check<'_>) -> Target {
    let measure = of.required("measure", "\"throughput_teu\"", text);
    let about = of.optional("of", text);
    let published = of.optional("published", signed_number);
    let low = of.required("low", "1.0", signed_number);
    let high = of.required("high", "2.0", signed_number);
    let source = of.required("source", "\"title, year\"", text);
    let bases = TargetBasis::ALL.map(|basis| (basis.name(), basis));
    let basis = of.optional("basis", word("basis of a target", bases));
    if let Some(given) = about.at() {
        let id = given.value.as_str();
        if id != "bay" && !check.has("port", id) && !check.has("terminal", id) {
            let message = format!("there is no port or terminal `{id}`");
            check.error(&given.place, message, "`bay`, a port or a terminal");
        }
    }
    if let (Some(low), Some(high)) = (low.at(), high.at())
        && low.value > high.value
    {
        let fault = Diagnostic::error(&high.place, "`high` is below `low`").label("high");
        check.push(fault.related(&low.place, "low"));
    }
    Target {
        id: of.id().to_owned(),
        measure: measure.value_or(String::new()),
        of: about.value_or("bay".to_owned()),
        published: published.value(),
        low: low.value_or(0.0),
        high: high.value_or(0.0),
        source: source.value_or(String::new()),
        // Nobody said that nobody looked.
        basis: basis.value_or(TargetBasis::LookedAt),
    }
}

/// Reports a target that names none of the measures.
fn is_a_measure(of: &Reader<'_>, measures: &[&str]) {
    let measure = of.optional("measure", text);
    let Some(measure) = measure.at() else { return };
    if measures.contains(&measure.value.as_str()) {
        return;
    }
    let message = format!("there is no measure `{}`", measure.value);
    let label = did_you_mean(&measure.value, measures.iter().copied(), "");
    let fault = Diagnostic::error(&measure.place, message).label(label);
    of.faults()
        .push(fault.help("results.json of any run lists all measures"));
}
