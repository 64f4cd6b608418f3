//! A random quantity as written: a plain value, or one named distribution in a table.

use super::diagnostic::Diagnostic;
use super::faults::Faults;
use super::plain::items;
use super::quantity::{milliseconds, number, whole};
use super::reader::{At, Given, Reader};
use super::shape::Shape;
use super::suggest::{list, nearest};
use super::tree::{Node, Table, Value};
use crate::engine::Distribution;

/// Reads one value of the quantity, such as "2 min" or 1.5.
type Parse = fn(&Node, &Faults) -> Option<f64>;

/// What a distribution is of.
#[derive(Clone, Copy)]
struct Quantity {
    parse: Parse,
    example: &'static str,
    /// Name of its definition in a schema.
    defined: &'static str,
}

/// Names of the definitions of random quantities in a schema.
pub(super) const RANDOM_DURATION: &str = "random_duration";
pub(super) const RANDOM_NUMBER: &str = "random_number";

const SHAPES: [&str; 9] = [
    "constant",
    "uniform",
    "triangular",
    "exponential",
    "erlang",
    "gamma",
    "lognormal",
    "weibull",
    "empirical",
];

/// Least and largest coefficient of variation for which the sampling formulas hold.
const CV: (f64, f64) = (0.001, 100.0);
/// Least and largest shape of a Weibull whose mean can be computed.
const WEIBULL_SHAPE: (f64, f64) = (0.1, 1_000.0);

/// A random span of time, in milliseconds.
pub(super) fn random_duration(node: &Node, faults: &Faults) -> Option<Distribution> {
    let quantity = Quantity {
        parse: milliseconds,
        example: "\"2 min\"",
        defined: RANDOM_DURATION,
    };
    quantity.read(node, faults)
}

/// A random number without a dimension.
pub(super) fn random_number(node: &Node, faults: &Faults) -> Option<Distribution> {
    let quantity = Quantity {
        parse: number,
        example: "1.5",
        defined: RANDOM_NUMBER,
    };
    quantity.read(node, faults)
}

impl Quantity {
    fn read(self, node: &Node, faults: &Faults) -> Option<Distribution> {
        faults.accepts(&node.key, || Shape::Random(self.defined));
        let Value::Table(table) = &node.value else {
            return (self.parse)(node, faults).map(Distribution::constant);
        };
        if table.entries.len() != 1 {
            faults.push(not_one(node, table));
            return None;
        }
        let what = "a distribution";
        Reader::read(table, &node.key, what, "distribution", faults, |reader| {
            self.shape(reader)
        })
    }

    /// The one shape that is given.
    fn shape(self, of: &Reader<'_>) -> Option<Distribution> {
        let shapes = [
            of.optional("constant", self.parse)
                .map(|value| Some(Distribution::constant(value.value))),
            of.table("uniform", |of| self.uniform(of)).map(inner),
            of.table("triangular", |of| self.triangular(of)).map(inner),
            of.table("exponential", |of| self.exponential(of))
                .map(inner),
            of.table("erlang", |of| self.erlang(of)).map(inner),
            of.table("gamma", |of| {
                let (mean, cv) = self.mean_and_cv(of)?;
                Some(Distribution::gamma(mean, cv))
            })
            .map(inner),
            of.table("lognormal", |of| {
                let (mean, cv) = self.mean_and_cv(of)?;
                Some(Distribution::lognormal(mean, cv))
            })
            .map(inner),
            of.table("weibull", |of| self.weibull(of)).map(inner),
            of.table("empirical", |of| self.empirical(of)).map(inner),
        ];
        shapes.into_iter().flatten().next()?
    }

    fn value(self, of: &Reader<'_>, key: &'static str) -> Given<f64> {
        of.required(key, self.example, self.parse)
    }

    /// A mean above zero.
    fn mean(self, of: &Reader<'_>) -> Option<f64> {
        let mean = self.value(of, "mean")?;
        if mean.value > 0.0 {
            return Some(mean.value);
        }
        of.faults().push(
            Diagnostic::error(&mean.place, "a mean is above zero")
                .label("is zero")
                .help(format!(
                    "for a fixed value write it plainly, such as {}",
                    self.example
                )),
        );
        None
    }

    fn mean_and_cv(self, of: &Reader<'_>) -> Option<(f64, f64)> {
        let mean = self.mean(of);
        let cv = of.required("cv", "0.35", number);
        let cv = bounded(cv, CV, "a coefficient of variation", of.faults());
        Some((mean?, cv?))
    }

    fn uniform(self, of: &Reader<'_>) -> Option<Distribution> {
        let (low, high) = (self.value(of, "low"), self.value(of, "high"));
        let (low, high) = (low?, high?);
        in_order(&low, &high, ("low", "high"), of.faults())?;
        Some(Distribution::uniform(low.value, high.value))
    }

    fn triangular(self, of: &Reader<'_>) -> Option<Distribution> {
        let low = self.value(of, "low");
        let mode = self.value(of, "mode");
        let high = self.value(of, "high");
        let (low, mode, high) = (low?, mode?, high?);
        in_order(&low, &mode, ("low", "mode"), of.faults())?;
        in_order(&mode, &high, ("mode", "high"), of.faults())?;
        if low.value < high.value {
            return Some(Distribution::triangular(low.value, mode.value, high.value));
        }
        Some(Distribution::constant(low.value))
    }

    fn exponential(self, of: &Reader<'_>) -> Option<Distribution> {
        self.mean(of).map(Distribution::exponential)
    }

    fn erlang(self, of: &Reader<'_>) -> Option<Distribution> {
        let mean = self.mean(of);
        let stages = |node: &Node, faults: &Faults| whole(node, 1, 10_000, faults);
        of.exclusive("shape", "k");
        let shape = if of.has("k") {
            of.optional("k", stages)
        } else {
            of.required("shape", "2", stages)
        };
        let stages = u32::try_from(shape?.value).expect("at most 10,000 stages");
        Some(Distribution::erlang(mean?, stages))
    }

    fn weibull(self, of: &Reader<'_>) -> Option<Distribution> {
        let mean = self.mean(of);
        let shape = of.required("shape", "1.5", number);
        let shape = bounded(shape, WEIBULL_SHAPE, "the shape of a Weibull", of.faults());
        Some(Distribution::weibull(mean?, shape?))
    }

    fn empirical(self, of: &Reader<'_>) -> Option<Distribution> {
        let example = format!("[{0}, {0}]", self.example);
        let values = of.required("values", &example, |node, faults| {
            items(node, faults, self.parse)
        });
        let weights = of.optional("weights", |node, faults| items(node, faults, number));
        let values = values?;
        if values.value.is_empty() {
            of.faults().push(Diagnostic::error(
                &values.place,
                "an empirical distribution has no value",
            ));
            return None;
        }
        let plain = |list: &[At<f64>]| list.iter().map(|item| item.value).collect::<Vec<f64>>();
        let (numbers, count) = (plain(&values.value), values.value.len());
        let Some(weights) = weights else {
            let absent = !of.has("weights");
            return absent.then(|| Distribution::empirical(&numbers, &vec![1.0; count]));
        };
        let weight_numbers = plain(&weights.value);
        if weight_numbers.len() != count || weight_numbers.iter().sum::<f64>() <= 0.0 {
            let message = format!("{} weights for {count} values", weight_numbers.len());
            of.faults().push(
                Diagnostic::error(&weights.place, message)
                    .label("one weight a value, not all of them zero")
                    .related(&values.place, "the values"),
            );
            return None;
        }
        Some(Distribution::empirical(&numbers, &weight_numbers))
    }
}

fn inner(shape: At<Option<Distribution>>) -> Option<Distribution> {
    shape.value
}

fn bounded(
    given: Given<f64>,
    (least, most): (f64, f64),
    what: &str,
    faults: &Faults,
) -> Option<f64> {
    let given = given?;
    if (least..=most).contains(&given.value) {
        return Some(given.value);
    }
    faults.push(
        Diagnostic::error(
            &given.place,
            format!("{what} lies between {least} and {most}"),
        )
        .label("lies outside")
        .help("for a fixed value write it plainly, or as { constant = … }"),
    );
    None
}

fn in_order(
    low: &At<f64>,
    high: &At<f64>,
    (low_name, high_name): (&str, &str),
    faults: &Faults,
) -> Option<()> {
    if low.value <= high.value {
        return Some(());
    }
    faults.push(
        Diagnostic::error(&high.place, format!("`{high_name}` is below `{low_name}`"))
            .label(high_name)
            .related(&low.place, low_name),
    );
    None
}

/// A table that names no distribution, or several.
fn not_one(node: &Node, table: &Table) -> Diagnostic {
    let known = list(SHAPES);
    let names: Vec<&str> = table.entries.keys().map(String::as_str).collect();
    if names.is_empty() {
        return Diagnostic::error(&node.place, "this table names no distribution")
            .help(format!("one of {known}"));
    }
    let unknown = names.iter().all(|name| nearest(name, SHAPES).is_none());
    if unknown {
        return Diagnostic::error(&node.place, "this table names no distribution").help(format!(
            "write one of {known} around it, such as {{ lognormal = {{ mean = …, cv = … }} }}"
        ));
    }
    let message = format!("expected one distribution, got {}", names.len());
    Diagnostic::error(&node.place, message).label(format!("names {}", list(names)))
}
