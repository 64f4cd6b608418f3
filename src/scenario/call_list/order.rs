//! The order of day, month and year, settled for a whole list by the rows that decide it.

use std::collections::{BTreeMap, BTreeSet};

use super::instant::{DateOrder, OpenDate};

/// How the order of a list's dates was settled; positions are those of the dates handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum DatesSettled {
    /// No date depends on it.
    NothingOpen,
    /// The scenario says it, or dots between day, month and year do.
    Said(DateOrder),
    /// By the date at this position, which is one in this order alone.
    ByRow(DateOrder, usize),
    /// By the dates at these two positions, which are both dates in this order alone.
    ByRows(DateOrder, [usize; 2]),
    /// By the year, which all dates share in this order alone.
    ByYear(DateOrder),
    /// The dates are dates in each of these orders; the first whose day differs.
    Undecided(Vec<DateOrder>, usize),
    /// These two are dates in no common order.
    Contradiction(usize, usize),
}

impl DatesSettled {
    /// The order to read dates in, if it is known.
    pub(super) fn order(&self) -> Option<DateOrder> {
        match self {
            Self::NothingOpen => Some(DateOrder::DayFirst),
            Self::Said(order)
            | Self::ByRow(order, _)
            | Self::ByRows(order, _)
            | Self::ByYear(order) => Some(*order),
            Self::Undecided(..) | Self::Contradiction(..) => None,
        }
    }
}

/// Settles the order of all open dates of a list.
pub(super) fn settle(dates: &[OpenDate]) -> DatesSettled {
    // Beside dates that are written otherwise, dots between numbers say that the day comes first.
    let is_mixed = dates.iter().any(|date| date.dots) && !dates.iter().all(|date| date.dots);
    let possible: Vec<Vec<DateOrder>> = dates
        .iter()
        .map(|date| {
            let orders = orders_of(date);
            if is_mixed && date.dots && orders.contains(&DateOrder::DayFirst) {
                return vec![DateOrder::DayFirst];
            }
            orders
        })
        .collect();
    let mut left = DateOrder::ALL.to_vec();
    let mut narrowed_by = Vec::new();
    for (at, orders) in possible.iter().enumerate() {
        let both: Vec<DateOrder> = left
            .iter()
            .copied()
            .filter(|one| orders.contains(one))
            .collect();
        if both.is_empty() {
            let shares_none =
                |other: &Vec<DateOrder>| !other.iter().any(|one| orders.contains(one));
            let other = possible.iter().position(shares_none).unwrap_or(0);
            return DatesSettled::Contradiction(other, at);
        }
        if both.len() < left.len() {
            narrowed_by.push(at);
        }
        left = both;
    }
    if let ([order], Some(last)) = (left.as_slice(), narrowed_by.last()) {
        if let Some(stray) = in_a_year_apart(*order, dates) {
            let other = narrowed_by.iter().find(|by| **by != stray);
            return DatesSettled::Contradiction(*other.unwrap_or(last), stray);
        }
        let alone = possible.iter().position(|orders| orders == &[*order]);
        return match (alone, narrowed_by.as_slice()) {
            (Some(row), _) => DatesSettled::ByRow(*order, row),
            (None, [first, .., second]) => DatesSettled::ByRows(*order, [*first, *second]),
            (None, _) => DatesSettled::ByRow(*order, *last),
        };
    }
    let differs = |date: &OpenDate| {
        let mut meant = left.iter().map(|order| date.in_order(*order));
        let first = meant.next();
        meant.any(|other| Some(other) != first)
    };
    let Some(first) = dates.iter().position(differs) else {
        return DatesSettled::NothingOpen;
    };
    let left = with_fewest_years(&left, dates);
    match left.as_slice() {
        [order] => DatesSettled::ByYear(*order),
        // Where dots are written the day comes first.
        _ if dates.iter().all(|date| date.dots) && left.contains(&DateOrder::DayFirst) => {
            DatesSettled::Said(DateOrder::DayFirst)
        }
        _ => DatesSettled::Undecided(left, first),
    }
}

/// A date that lies years away from all others in this order, and among them in another one: what
/// settles the order of the others is not true of it.
fn in_a_year_apart(order: DateOrder, dates: &[OpenDate]) -> Option<usize> {
    let mut years: BTreeMap<i16, usize> = BTreeMap::new();
    let year = |date: &OpenDate, order| date.in_order(order).map(jiff::civil::Date::year);
    for year in dates.iter().filter_map(|date| year(date, order)) {
        *years.entry(year).or_default() += 1;
    }
    let near = |year: i16| {
        years
            .range(year - 1..=year + 1)
            .map(|(_, count)| count)
            .sum()
    };
    let is_apart = |date: &OpenDate| {
        let count: usize = year(date, order).map_or(0, near);
        let elsewhere = DateOrder::ALL.iter().filter(|other| **other != order);
        let mut elsewhere = elsewhere.filter_map(|other| year(date, *other));
        date.is_short() && count == 1 && elsewhere.any(|year| near(year) > 0_usize)
    };
    dates.iter().position(is_apart)
}

fn orders_of(date: &OpenDate) -> Vec<DateOrder> {
    let is_date = |order: &DateOrder| date.in_order(*order).is_some();
    DateOrder::ALL.into_iter().filter(is_date).collect()
}

/// The orders by which the dates lie in the fewest years: a list is of a few months, and read in a
/// wrong order the days of a month look like years.
fn with_fewest_years(orders: &[DateOrder], dates: &[OpenDate]) -> Vec<DateOrder> {
    let years = |order: DateOrder| {
        let years = dates.iter().filter_map(|date| date.in_order(order));
        years
            .map(jiff::civil::Date::year)
            .collect::<BTreeSet<i16>>()
            .len()
    };
    let counted: Vec<(usize, DateOrder)> =
        orders.iter().map(|order| (years(*order), *order)).collect();
    let fewest = counted.iter().map(|(count, _)| *count).min();
    let kept = counted
        .into_iter()
        .filter(|(count, _)| Some(*count) == fewest);
    kept.map(|(_, order)| order).collect()
}

#[cfg(test)]
mod tests {
    use super::super::instant::Written;
    use super::*;

    fn settled(dates: &[&str]) -> DatesSettled {
        let open = dates
            .iter()
            .filter_map(|date| Written::read(date)?.open_date());
        settle(&open.collect::<Vec<_>>())
    }

    #[test]
    fn one_row_that_decides_is_enough() {
        use DateOrder::{DayFirst, MonthFirst, YearFirst};
        for (dates, meant) in [
            (
                &["3/4/2026", "13/4/2026"][..],
                DatesSettled::ByRow(DayFirst, 1),
            ),
            (
                &["3/4/2026", "3/14/2026"],
                DatesSettled::ByRow(MonthFirst, 1),
            ),
            (&["4/4/2026", "5/5/2026"], DatesSettled::NothingOpen),
            (&["2026-04-03", "3 Apr 2026"], DatesSettled::NothingOpen),
            (
                &["3/4/2026"],
                DatesSettled::Undecided(vec![DayFirst, MonthFirst], 0),
            ),
            (&["Fri 3/4/2026"], DatesSettled::ByRow(DayFirst, 0)),
            (&["03.04.2026"], DatesSettled::Said(DayFirst)),
            (
                &["03.04.2026", "3/14/2026"],
                DatesSettled::Contradiction(0, 1),
            ),
            (
                &["13/4/2026", "3/4/2026", "4/13/2026"],
                DatesSettled::Contradiction(0, 2),
            ),
            (&["13/4/26", "28/4/26"], DatesSettled::ByYear(DayFirst)),
            (&["26-04-15", "26-04-28"], DatesSettled::ByYear(YearFirst)),
            (
                &["13/4/26", "3/4/2026"],
                DatesSettled::ByRows(DayFirst, [0, 1]),
            ),
            (&["3/4/2026", "26/04/13"], DatesSettled::Contradiction(0, 1)),
            (&["26/04/13", "3/4/2026"], DatesSettled::Contradiction(1, 0)),
            (
                &["26-04-15"],
                DatesSettled::Undecided(vec![DayFirst, YearFirst], 0),
            ),
        ] {
            assert_eq!(settled(dates), meant, "{dates:?}");
        }
    }
}
