//! Faults of many rows: the first few in full, the others as a count.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::faults::Faults;

/// Faults of one kind that are shown one by one.
const SHOWN: usize = 5;
/// Rows that a warning names.
const NAMED: usize = 5;

/// Faults by kind, the kind in words that end "… more rows …".
pub(in crate::scenario) struct RepeatedFaults<'a> {
    faults: &'a Faults,
    kinds: RefCell<BTreeMap<String, Kind>>,
}

#[derive(Default)]
struct Kind {
    count: usize,
    /// The first that is not shown.
    next: Option<Diagnostic>,
}

impl<'a> RepeatedFaults<'a> {
    pub(in crate::scenario) fn new(faults: &'a Faults) -> Self {
        Self {
            faults,
            kinds: RefCell::default(),
        }
    }

    /// Reports a fault of a row, such as one of the kind "have no `eta`".
    pub(in crate::scenario) fn push(&self, kind: &str, fault: Diagnostic) {
        let mut kinds = self.kinds.borrow_mut();
        if !kinds.contains_key(kind) {
            kinds.insert(kind.to_owned(), Kind::default());
        }
        let Some(of_kind) = kinds.get_mut(kind) else {
            return;
        };
        of_kind.count += 1;
        if of_kind.count <= SHOWN {
            self.faults.push(fault);
        } else if of_kind.next.is_none() {
            of_kind.next = Some(fault);
        }
    }

    /// Reports how many there are beyond those that were shown.
    pub(in crate::scenario) fn finish(self) {
        for (kind, of_kind) in self.kinds.into_inner() {
            let Some(mut fault) = of_kind.next else {
                continue;
            };
            let more = of_kind.count - SHOWN;
            let rows = if more == 1 { "row" } else { "rows" };
            fault.message = format!("{} more {rows} {kind}", thousands(more));
            "the next of them".clone_into(&mut fault.label);
            fault.related.clear();
            fault.help = None;
            self.faults.push(fault);
        }
    }
}

/// Rows in words: "row 3", "rows 3, 4 and 812 more".
pub(in crate::scenario) fn rows(rows: &[u32]) -> String {
    let named: Vec<String> = rows.iter().take(NAMED).map(u32::to_string).collect();
    match (named.as_slice(), rows.len().saturating_sub(NAMED)) {
        ([one], _) => format!("row {one}"),
        ([first @ .., last], 0) => format!("rows {} and {last}", first.join(", ")),
        (several, more) => format!("rows {} and {} more", several.join(", "), thousands(more)),
    }
}

/// A count with commas between its thousands.
pub(in crate::scenario) fn thousands(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_counts_are_readable() {
        assert_eq!(rows(&[3]), "row 3");
        assert_eq!(rows(&[3, 4, 9]), "rows 3, 4 and 9");
        assert_eq!(
            rows(&(1..=1_205).collect::<Vec<_>>()),
            "rows 1, 2, 3, 4, 5 and 1,200 more"
        );
        assert_eq!(
            (thousands(999), thousands(1_000_000)),
            ("999".to_owned(), "1,000,000".to_owned())
        );
    }
}
