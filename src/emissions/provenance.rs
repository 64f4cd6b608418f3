//! Every published figure behind the inventory, with its unit, year, source and confidence.
//!
//! The figures stand in `data/factors.csv` and their sources in `data/sources.csv`, compiled in and
//! read once; the typed tables of the other modules are made from them, and no factor stands in
//! the code beside them. A row that is missing or malformed is a bug of ours, and stops the program.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// How sure a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// Quoted from the source named.
    Quoted,
    /// Quoted by someone who names that source.
    SecondHand,
    /// Computed from quoted figures.
    Computed,
    /// Assumed, or from memory.
    Assumption,
}

impl Confidence {
    /// Word in tables, such as `quoted`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Quoted => "quoted",
            Self::SecondHand => "second-hand",
            Self::Computed => "computed",
            Self::Assumption => "assumption",
        }
    }

    fn read(word: &str) -> Self {
        [
            Self::Quoted,
            Self::SecondHand,
            Self::Computed,
            Self::Assumption,
        ]
        .into_iter()
        .find(|confidence| confidence.name() == word)
        .unwrap_or_else(|| panic!("`{word}` is no confidence"))
    }
}

/// Where figures stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Short name, such as `epa_tools`.
    pub id: String,
    /// What it is, or what is assumed.
    pub title: String,
    /// Year it came out; empty for assumptions.
    pub year: String,
    /// Where to find it; empty for assumptions.
    pub address: String,
}

/// A published figure.
#[derive(Clone, Debug, PartialEq)]
pub struct PublishedFigure {
    /// Set it belongs to, such as `epa2022`.
    pub set: String,
    /// Name within the set, from the general to the particular, such as `boiler.nox`.
    pub factor: String,
    /// The figure, in its unit.
    pub value: f64,
    /// The figure as the source writes it.
    pub written: String,
    /// Unit; `1` for a ratio.
    pub unit: String,
    /// Year that it describes.
    pub year: i16,
    /// Where it stands.
    pub source: &'static Citation,
    /// How sure it is.
    pub confidence: Confidence,
}

static SOURCES: LazyLock<Vec<Citation>> = LazyLock::new(|| {
    let read = |[id, title, year, address]: [String; 4]| Citation {
        id,
        title,
        year,
        address,
    };
    records(include_str!("data/sources.csv"))
        .map(read)
        .collect()
});

static ROWS: LazyLock<Vec<PublishedFigure>> = LazyLock::new(|| {
    let read =
        |[set, factor, written, unit, year, source, confidence]: [String; 7]| PublishedFigure {
            value: written
                .parse()
                .unwrap_or_else(|_| panic!("{factor} is no number: {written}")),
            year: year
                .parse()
                .unwrap_or_else(|_| panic!("{factor} has no year: {year}")),
            source: cited(&source),
            confidence: Confidence::read(&confidence),
            set,
            factor,
            written,
            unit,
        };
    records(include_str!("data/factors.csv"))
        .map(read)
        .collect()
});

/// The source of this short name, which must be there.
pub(super) fn cited(id: &str) -> &'static Citation {
    let known = SOURCES.iter().find(|known| known.id == id);
    known.unwrap_or_else(|| panic!("there is no source {id}"))
}

/// Position of every row by set and factor.
static INDEX: LazyLock<BTreeMap<(&str, &str), usize>> = LazyLock::new(|| {
    let keys = ROWS
        .iter()
        .map(|row| (row.set.as_str(), row.factor.as_str()));
    keys.zip(0..).collect()
});

/// The records of a table of ours, without its header.
pub(super) fn records<const N: usize>(text: &str) -> impl Iterator<Item = [String; N]> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let records: Vec<[String; N]> = reader
        .records()
        .map(|record| {
            let record = record.unwrap_or_else(|error| panic!("a table of ours: {error}"));
            assert_eq!(record.len(), N, "columns of {record:?}");
            std::array::from_fn(|column| record[column].to_owned())
        })
        .collect();
    records.into_iter()
}

/// Every figure, set by set.
pub fn rows() -> &'static [PublishedFigure] {
    &ROWS
}

/// The figures of a set, in order; none if there is no such set.
pub fn set(name: &str) -> impl Iterator<Item = &'static PublishedFigure> {
    ROWS.iter().filter(move |row| row.set == name)
}

/// Names of all sets, in order.
pub fn sets() -> Vec<&'static str> {
    let mut names: Vec<&str> = ROWS.iter().map(|row| row.set.as_str()).collect();
    names.dedup();
    names
}

/// A figure by set and name, if there is one.
pub fn find(set: &str, factor: &str) -> Option<&'static PublishedFigure> {
    INDEX.get(&(set, factor)).map(|row| &ROWS[*row])
}

/// A figure that must be there.
pub(super) fn value(set: &str, factor: &str) -> f64 {
    let row = find(set, factor).unwrap_or_else(|| panic!("{set} has no {factor}"));
    row.value
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::emissions::left_out;

    #[test]
    fn every_figure_has_one_place_and_a_source() {
        assert_eq!(INDEX.len(), ROWS.len(), "two rows have one name");
        let of_rows = ROWS.iter().map(|row| row.source);
        let of_gaps = left_out::all().iter().filter_map(|gap| gap.source);
        let cited: BTreeSet<&str> = of_rows
            .chain(of_gaps)
            .map(|source| source.id.as_str())
            .collect();
        for source in SOURCES.iter() {
            assert!(cited.contains(source.id.as_str()), "{} is idle", source.id);
            let assumed = source.title.starts_with("Assumption: ");
            assert!(assumed || !source.address.is_empty(), "{}", source.id);
        }
        for row in ROWS.iter() {
            assert!(!row.unit.is_empty() && row.value.is_finite(), "{row:?}");
            assert!((1990..=2050).contains(&row.year), "{row:?}");
            if row.source.title.starts_with("Assumption: ") {
                assert_eq!(row.confidence, Confidence::Assumption, "{row:?}");
            }
        }
        assert_eq!(sets().len(), sets().iter().collect::<BTreeSet<_>>().len());
    }
}
