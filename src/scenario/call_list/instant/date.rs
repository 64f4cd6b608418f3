//! Civil dates as people write them, the order of day and month left open where it is.

use jiff::civil::{Date, Weekday};

use super::token::{Token, Tokens};

/// Names of the months in English, German, French and Spanish; three letters are enough.
const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "janvier", "enero"],
    &["february", "februar", "février", "fevrier", "febrero"],
    &["march", "märz", "maerz", "mrz", "mars", "marzo"],
    &["april", "avril", "abril"],
    &["may", "mai", "mayo"],
    &["june", "juni", "juin", "junio"],
    &["july", "juli", "juillet", "julio"],
    &["august", "août", "aout", "agosto"],
    &["september", "septembre", "septiembre", "setiembre"],
    &["october", "oktober", "octobre", "octubre"],
    &["november", "novembre", "noviembre"],
    &["december", "dezember", "décembre", "decembre", "diciembre"],
];
/// Names of the days of the week, Monday first; three letters of an English name are enough.
const WEEKDAYS: [&[&str]; 7] = [
    &["monday", "mo", "montag", "lun", "lundi", "lunes"],
    &["tuesday", "di", "dienstag", "mardi", "martes"],
    &["wednesday", "mi", "mittwoch", "mer", "mercredi"],
    &["thursday", "do", "donnerstag", "jeu", "jeudi", "jueves"],
    &["friday", "fr", "freitag", "ven", "vendredi", "viernes"],
    &["saturday", "sa", "samstag", "sonnabend", "samedi", "sam"],
    &["sunday", "so", "sonntag", "dim", "dimanche", "domingo"],
];

/// Which of three numbers comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::enum_variant_names,
    reason = "they are the words of `date_order`"
)]
pub(in crate::scenario) enum DateOrder {
    DayFirst,
    MonthFirst,
    YearFirst,
}

/// A date as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scenario::call_list) enum WrittenDate {
    /// There is only one way to read it.
    Settled(Date),
    /// Three numbers whose order the file has to settle.
    Open(OpenDate),
}

/// Three numbers that are a date in an order that is not said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scenario::call_list) struct OpenDate {
    parts: [i16; 3],
    /// Whether the year has two digits, so that it may stand first.
    short: bool,
    /// Whether dots stand between the numbers.
    pub(in crate::scenario::call_list) dots: bool,
    weekday: Option<Weekday>,
}

impl DateOrder {
    pub(in crate::scenario) const ALL: [Self; 3] =
        [Self::DayFirst, Self::MonthFirst, Self::YearFirst];

    /// As in scenario files.
    pub(in crate::scenario) const fn name(self) -> &'static str {
        match self {
            Self::DayFirst => "day_first",
            Self::MonthFirst => "month_first",
            Self::YearFirst => "year_first",
        }
    }
}

impl WrittenDate {
    /// The date, if it is one in this order.
    pub(in crate::scenario::call_list) fn in_order(self, order: DateOrder) -> Option<Date> {
        match self {
            Self::Settled(date) => Some(date),
            Self::Open(open) => open.in_order(order),
        }
    }
}

impl OpenDate {
    /// The date, if it is one in this order and falls on the weekday that is written with it.
    pub(in crate::scenario::call_list) fn in_order(self, order: DateOrder) -> Option<Date> {
        self.day(order)
            .filter(|date| self.weekday.is_none_or(|weekday| weekday == date.weekday()))
    }

    /// Whether its year has two digits, so that it may stand first.
    pub(in crate::scenario::call_list) fn is_short(self) -> bool {
        self.short
    }

    /// The day that the three numbers are in this order, whatever weekday is written.
    fn day(self, order: DateOrder) -> Option<Date> {
        let [a, b, c] = self.parts;
        let full = |year| if self.short { 2000 + year } else { year };
        let (year, month, day) = match order {
            DateOrder::DayFirst => (full(c), b, a),
            DateOrder::MonthFirst => (full(c), a, b),
            DateOrder::YearFirst if self.short => (full(a), b, c),
            DateOrder::YearFirst => return None,
        };
        day_of(year, month, day)
    }

    /// The day that it is in this order, if it is none for falling on another weekday than is written.
    pub(super) fn weekday_missed(self, order: DateOrder) -> Option<Date> {
        let weekday = self.weekday?;
        self.day(order).filter(|date| date.weekday() != weekday)
    }
}

/// Reads the date at the beginning of a text; `None` if there is none, or no such day.
pub(super) fn date(tokens: &mut Tokens<'_>) -> Option<WrittenDate> {
    let weekday = weekday_in_front(tokens);
    let settled = |year: &str, month: i16, day: &str| {
        let date = day_of(year_of(year)?, month, small(day)?)?;
        let falls = weekday.is_none_or(|weekday| weekday == date.weekday());
        falls.then_some(WrittenDate::Settled(date))
    };
    if let Some(month) = tokens.word(month_named) {
        tokens.mark("-/.,");
        let day = tokens.number()?;
        ordinal(tokens);
        tokens.mark("-/.,");
        return settled(tokens.number()?, month, day);
    }
    let first = tokens.number()?;
    if first.len() == 8 {
        return settled(&first[..4], small(&first[4..6])?, &first[6..]);
    }
    ordinal(tokens);
    let divider = tokens.mark("-/.");
    if let Some(month) = tokens.word(month_named) {
        tokens.mark("-/.,");
        let last = tokens.number()?;
        return match first.len() {
            4 => settled(first, month, last),
            _ => settled(last, month, first),
        };
    }
    let second = tokens.number()?;
    if tokens.mark("-/.") != divider {
        return None;
    }
    let third = tokens.number()?;
    if first.len() == 4 {
        return settled(first, small(second)?, third);
    }
    let open = OpenDate {
        parts: [small(first)?, small(second)?, year_or_small(third)?],
        short: third.len() <= 2,
        dots: divider == Some('.'),
        weekday,
    };
    let is_one = DateOrder::ALL
        .iter()
        .any(|order| open.in_order(*order).is_some());
    is_one.then_some(WrittenDate::Open(open))
}

fn weekday_in_front(tokens: &mut Tokens<'_>) -> Option<Weekday> {
    let position = tokens.word(weekday_named)?;
    tokens.mark(",.");
    let offset = i8::try_from(position).expect("a week has seven days");
    Weekday::from_monday_zero_offset(offset).ok()
}

/// Position in the week from Monday.
fn weekday_named(word: &str) -> Option<usize> {
    // "mar" is a Tuesday in France, and a month everywhere.
    let is_weekday = |names: &&[&str]| month_named(word).is_none() && is_named(word, names);
    WEEKDAYS.iter().position(is_weekday)
}

/// Whether a word in lower case is the name of a day of the week.
pub(super) fn is_weekday(word: &str) -> bool {
    weekday_named(word).is_some()
}

fn month_named(word: &str) -> Option<i16> {
    let position = MONTHS.iter().position(|names| is_named(word, names))?;
    i16::try_from(position + 1).ok()
}

/// Whether a word is a name, or the first three letters or more of one.
fn is_named(word: &str, names: &[&str]) -> bool {
    let is_long = word.chars().count() >= 3;
    names
        .iter()
        .any(|name| *name == word || (is_long && name.starts_with(word)))
}

fn ordinal(tokens: &mut Tokens<'_>) {
    tokens.skip_word(&["st", "nd", "rd", "th"]);
    tokens.skip_word(&["of", "de"]);
}

/// A number of one or two digits.
fn small(digits: &str) -> Option<i16> {
    (digits.len() <= 2).then(|| digits.parse().ok()).flatten()
}

fn year_or_small(digits: &str) -> Option<i16> {
    matches!(digits.len(), 1 | 2 | 4)
        .then(|| digits.parse().ok())
        .flatten()
}

/// A year of four digits, or of two in this century.
fn year_of(digits: &str) -> Option<i16> {
    let year: i16 = digits.parse().ok()?;
    match digits.len() {
        2 => Some(2000 + year),
        4 => Some(year),
        _ => None,
    }
}

/// A day of our age.
fn day_of(year: i16, month: i16, day: i16) -> Option<Date> {
    self::day(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
}

/// A day of our age.
pub(super) fn day(year: i16, month: i8, day: i8) -> Option<Date> {
    let date = Date::new(year, month, day).ok()?;
    (1900..=2999).contains(&year).then_some(date)
}

/// Whether the next token begins a date that is written with a month's name.
pub(super) fn is_month(token: Option<Token<'_>>) -> bool {
    matches!(token, Some(Token::Word(word)) if month_named(word).is_some())
}
