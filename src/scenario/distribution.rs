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

/// Reads the parameters of one distribution.
type Body = fn(Quantity, &Reader<'_>) -> Option<Distribution>;

/// All distributions in tables of their own; `constant` is a plain value.
const SHAPES: [(&str, Body); 8] = [
    ("uniform", Quantity::uniform),
    ("triangular", Quantity::triangular),
    ("exponential", Quantity::exponential),
    ("erlang", Quantity::erlang),
    ("gamma", Quantity::gamma),
    ("lognormal", Quantity::lognormal),
    ("weibull", Quantity::weibull),
    ("empirical", Quantity::empirical),
];
const CONSTANT: &str = "constant";

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
        faults.keys.accepts(|| Shape::Random(self.defined));
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
        let constant = of.optional(CONSTANT, self.parse).into_value();
        let shapes = SHAPES.map(|(name, body)| of.table(name, |of| body(self, of)).flatten());
        let mut shapes = shapes.into_iter().filter_map(Given::into_value);
        constant
            .map(Distribution::constant)
            .or_else(|| shapes.next())
    }

    fn value(self, of: &Reader<'_>, key: &'static str) -> Given<f64> {
        of.required(key, self.example, self.parse)
    }

    /// A mean above zero.
    fn mean(self, of: &Reader<'_>) -> Option<f64> {
        let mean = self.value(of, "mean").into_at()?;
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
        let (low, high) = (low.into_at()?, high.into_at()?);
        in_order(&low, &high, ("low", "high"), of.faults())?;
        Some(Distribution::uniform(low.value, high.value))
    }

    fn triangular(self, of: &Reader<'_>) -> Option<Distribution> {
        let low = self.value(of, "low");
        let mode = self.value(of, "mode");
        let high = self.value(of, "high");
        let (low, mode, high) = (low.into_at()?, mode.into_at()?, high.into_at()?);
        in_order(&low, &mode, ("low", "mode"), of.faults())?;
        in_order(&mode, &high, ("mode", "high"), of.faults())?;
        if low.value < high.value {
            return Some(Distribution::triangular(low.value, mode.value, high.value));
        }
        Some(Distribution::constant(low.value))
    }

    fn gamma(self, of: &Reader<'_>) -> Option<Distribution> {
        let (mean, cv) = self.mean_and_cv(of)?;
        Some(Distribution::gamma(mean, cv))
    }

    fn lognormal(self, of: &Reader<'_>) -> Option<Distribution> {
        let (mean, cv) = self.mean_and_cv(of)?;
        Some(Distribution::lognormal(mean, cv))
    }

    fn exponential(self, of: &Reader<'_>) -> Option<Distribution> {
        self.mean(of).map(Distribution::exponential)
    }

    fn erlang(self, of: &Reader<'_>) -> Option<Distribution> {
        let mean = self.mean(of);
        let stages = whole(1..=10_000_u32);
        of.exclusive("shape", "k");
        let shape = if of.has("k") {
            of.optional("k", stages)
        } else {
            of.required("shape", "2", stages)
        };
        Some(Distribution::erlang(mean?, shape.into_value()?))
    }

    fn weibull(self, of: &Reader<'_>) -> Option<Distribution> {
        let mean = self.mean(of);
        let shape = of.required("shape", "1.5", number);
        let shape = bounded(shape, WEIBULL_SHAPE, "the shape of a Weibull", of.faults());
        Some(Distribution::weibull(mean?, shape?))
    }

    fn empirical(self, of: &Reader<'_>) -> Option<Distribution> {
        let example = format!("[{0}, {0}]", self.example);
        let values = of.required("values", &example, items(self.parse));
        let weights = of.optional("weights", items(number));
        let values = values.into_at()?;
        if values.value.is_empty() {
            of.faults().push(Diagnostic::error(
                &values.place,
                "an empirical distribution has no value",
            ));
            return None;
        }
        let plain = |list: &[At<f64>]| list.iter().map(|item| item.value).collect::<Vec<f64>>();
        let (numbers, count) = (plain(&values.value), values.value.len());
        if weights.is_absent() {
            return Some(Distribution::empirical(&numbers, &vec![1.0; count]));
        }
        let weights = weights.into_at()?;
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

fn bounded(
    given: Given<f64>,
    (least, most): (f64, f64),
    what: &str,
    faults: &Faults,
) -> Option<f64> {
    let given = given.into_at()?;
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
    let shapes = || std::iter::once(CONSTANT).chain(SHAPES.map(|(name, _)| name));
    let known = list(shapes());
    let names: Vec<&str> = table.entries.keys().map(String::as_str).collect();
    let unknown = names.iter().all(|name| nearest(name, shapes()).is_none());
    if !unknown {
        let message = format!("expected one distribution, got {}", names.len());
        let label = format!("names {}", list(names));
        return Diagnostic::error(&node.place, message).label(label);
    }
    let help = if names.is_empty() {
        format!("one of {known}")
    } else {
        format!("write one of {known} around it, such as {{ lognormal = {{ mean = …, cv = … }} }}")
    };
    Diagnostic::error(&node.place, "this table names no distribution").help(help)
}
