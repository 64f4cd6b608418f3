//! Civil days along an axis.

use crate::experiment::DayRow;
use crate::report::draw::Ticks;

/// Short names of the months, from January.
pub(super) const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
/// Short names of the days of the week, from Monday.
pub(super) const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// Most ticks that an axis across the whole sheet has room for.
const MOST_TICKS: usize = 13;
/// Up to here, days are told apart by weeks.
const DAYS_BY_WEEK: usize = 62;

/// The short name of a month, 1 to 12.
pub(super) fn month_name(month: u8) -> &'static str {
    MONTHS[usize::from(month.clamp(1, 12)) - 1]
}

/// Dates of days, in order.
pub(super) fn dates(days: &[DayRow]) -> impl ExactSizeIterator<Item = &str> {
    days.iter().map(|day| day.date.as_str())
}

/// Ticks at the first of months, or at weeks where the period is short; the value of a tick is
/// the index of its day.
pub(crate) fn day_ticks<'a>(dates: impl ExactSizeIterator<Item = &'a str>) -> Ticks {
    let count = dates.len();
    let dates: Vec<(f64, [u16; 3])> = (0_u32..)
        .zip(dates)
        .map(|(index, date)| (f64::from(index), fields(date)))
        .collect();
    if count <= DAYS_BY_WEEK {
        let step = if count <= MOST_TICKS { 1 } else { 7 };
        let marks = dates
            .iter()
            .step_by(step)
            .map(|(index, [_, month, day])| (*index, format!("{day} {}", name(*month))))
            .collect();
        return Ticks { marks };
    }
    let firsts: Vec<_> = dates.iter().filter(|(_, [.., day])| *day == 1).collect();
    let step = month_step(firsts.len());
    let marks = firsts
        .iter()
        .filter(|(_, [_, month, _])| usize::from(month - 1).is_multiple_of(step))
        .map(|(index, [year, month, _])| {
            let words = if *month == 1 {
                format!("Jan {year}")
            } else {
                name(*month).to_owned()
            };
            (*index, words)
        })
        .collect();
    Ticks { marks }
}

/// Months from tick to tick on an axis of this many months: where single ones have no room,
/// quarters, halves or years.
pub(super) fn month_step(months: usize) -> usize {
    let least = months.div_ceil(MOST_TICKS);
    [1, 3, 6, 12]
        .into_iter()
        .find(|step| *step >= least)
        .unwrap_or(12)
}

fn name(month: u16) -> &'static str {
    month_name(u8::try_from(month).unwrap_or(1))
}

/// Year, month and day of an ISO 8601 date.
fn fields(date: &str) -> [u16; 3] {
    let mut parts = date.split('-').map(|part| part.parse().unwrap_or(0));
    std::array::from_fn(|_| parts.next().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn a_year_has_months_and_a_fortnight_has_weeks() {
        let year = fixture::year().days;
        let ticks = day_ticks(dates(&year));
        assert_eq!(ticks.marks.len(), 12);
        assert_eq!(ticks.marks[0], (0.0, "Jan 2025".to_owned()));
        assert_eq!(ticks.marks[2], (59.0, "Mar".to_owned()));
        let fortnight = day_ticks(dates(&year[..20]));
        let words: Vec<_> = fortnight.marks.iter().map(|mark| mark.1.as_str()).collect();
        assert_eq!(words, ["1 Jan", "8 Jan", "15 Jan"]);
    }
}
