//! Dates of a list, once the order of day and month is settled for all of it.

use jiff::civil::Date;

use super::columns::Column;
use super::instant::{DateOrder, Eta, OpenDate, Written, WrittenZone, behind_weekday};
use super::layout::Layout;
use super::number::Refused;
use super::order::{self, DatesSettled};
use super::repeated::{RepeatedFaults, thousands};
use super::row::{self, DraftCall, WrittenEta};
use super::{CallRow, EXPECTED_ETA, ListText, ReadRows};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::reader::At;
use crate::scenario::source::Place;

/// Zones that the names of the columns say.
struct ColumnZones<'a> {
    eta: &'a WrittenZone,
    times: [&'a WrittenZone; 3],
}

impl<'a> ColumnZones<'a> {
    fn of(layout: &'a Layout) -> Self {
        let said = |column: Column| {
            let [date, time] = column.parts().unwrap_or([column; 2]);
            let found = [column, time, date].into_iter();
            let mut zones = found.filter_map(|column| Some(&layout.get(column)?.zone));
            let said = zones.find(|zone| **zone != WrittenZone::Unsaid);
            said.unwrap_or(&WrittenZone::Unsaid)
        };
        Self {
            eta: said(Column::Eta),
            times: [Column::Etd, Column::Ata, Column::Atd].map(said),
        }
    }
}

/// Every open date of a list, and where it stands.
fn open_dates<'a>(
    drafts: &'a [DraftCall],
    wrong: &'a [(OpenDate, Place)],
) -> (Vec<OpenDate>, Vec<&'a Place>) {
    let all = drafts.iter().flat_map(|draft| {
        let eta = (&draft.eta.value.written, &draft.eta.place);
        let times = draft.times.iter().flat_map(|times| times.iter().flatten());
        std::iter::once(eta).chain(times.map(|time| (&time.value, &time.place)))
    });
    let open = all.filter_map(|(written, place)| Some((written.open_date()?, place)));
    open.chain(wrong.iter().map(|(date, place)| (*date, place)))
        .unzip()
}

impl ListText<'_> {
    /// Settles the order of all dates and reads them. Where it cannot be settled, which is reported
    /// unless the scenario's own word for it is wrong, dates are read in any order that makes one.
    pub(super) fn with_dates(
        &self,
        layout: &Layout,
        drafts: Vec<DraftCall>,
        said: Option<DateOrder>,
        report: bool,
    ) -> ReadRows {
        let wrong = self.dates_of_wrong_rows.borrow();
        let (open, places) = open_dates(&drafts, &wrong);
        let settled = said.map_or_else(|| order::settle(&open), DatesSettled::Said);
        let order = settled.order();
        if order.is_some() {
            self.note_order(said, &settled, &open, &places);
        } else if report {
            self.unsettled(&settled, &open, &places);
        }
        self.note_unusual(&drafts);
        let repeated = RepeatedFaults::new(self.faults);
        let zones = ColumnZones::of(layout);
        let orders = order.map_or(DateOrder::ALL.to_vec(), |order| vec![order]);
        let calls = drafts
            .into_iter()
            .filter_map(|draft| Self::dated(draft, &orders, &zones, &repeated))
            .collect();
        repeated.finish();
        ReadRows {
            calls,
            dates_are_open: order.is_none(),
        }
    }

    /// A row with its dates read; `None`, and reported, if its expected arrival is none in this order.
    fn dated(
        draft: DraftCall,
        orders: &[DateOrder],
        zones: &ColumnZones<'_>,
        repeated: &RepeatedFaults<'_>,
    ) -> Option<CallRow> {
        let eta =
            |written: &Written, zone| orders.iter().find_map(|order| written.eta(*order, zone));
        let Some(eta_read) = eta(&draft.eta.value.written, zones.eta) else {
            Self::refuse_in_order(&draft, orders, repeated);
            return None;
        };
        let times = draft.times.map_or([None; 3], |times| {
            let read = |at: usize| eta(&times[at].as_ref()?.value, zones.times[at]);
            [0, 1, 2].map(read)
        });
        Some(CallRow {
            row: draft.row,
            eta: At {
                value: eta_read,
                place: draft.eta.place,
            },
            terminal: draft.terminal,
            vessel: draft.vessel,
            vessel_class: draft.vessel_class,
            loa: draft.loa,
            moves: draft.moves,
            service: draft.service,
            shore_power: draft.shore_power,
            tier: draft.tier,
            times,
        })
    }

    /// Reports an expected arrival that is none in the order in which the list is read.
    fn refuse_in_order(draft: &DraftCall, orders: &[DateOrder], repeated: &RepeatedFaults<'_>) {
        let WrittenEta {
            written,
            column,
            text,
        } = &draft.eta.value;
        let text = text.as_deref().unwrap_or("the time");
        let mut refused = match column {
            Column::EtaDate => Self::cures_of_date(text),
            _ => Self::cures_of_time(text),
        };
        if let [order] = orders {
            refused.why = match written.weekday_missed(*order) {
                Some(date) => on_its_weekday(date),
                None => format!("dates are read with {}", order_in_words(*order)),
            };
        }
        let message = format!("row {}: `{text}` is no `{}`", draft.row, column.name());
        let label = row::label(&refused, EXPECTED_ETA);
        let fault = Diagnostic::error(&draft.eta.place, message).label(label);
        repeated.push(&format!("are wrong in `{}`", column.name()), fault);
    }

    /// One error for all dates whose order is not settled.
    fn unsettled(&self, settled: &DatesSettled, open: &[OpenDate], places: &[&Place]) {
        let spellings = |orders: &[DateOrder]| {
            let keys = orders
                .iter()
                .map(|order| format!("`date_order = \"{}\"`", order.name()));
            let keys: Vec<String> = keys.collect();
            format!("write {} in [arrivals]", keys.join(" or "))
        };
        let fault = match settled {
            DatesSettled::Undecided(orders, first) => {
                let count = open
                    .iter()
                    .filter(|date| is_ambiguous(**date, orders))
                    .count();
                let dates = if count == 1 { "date" } else { "dates" };
                let message = format!(
                    "no row says whether day or month comes first in {} {dates}",
                    thousands(count)
                );
                let meant = orders
                    .iter()
                    .filter_map(|order| open[*first].in_order(*order));
                let meant: Vec<String> = meant
                    .map(|date| date.strftime("%-d %B %Y").to_string())
                    .collect();
                Diagnostic::error(places[*first], message)
                    .label(meant.join(" or "))
                    .help(spellings(orders))
            }
            DatesSettled::Contradiction(one, other) => {
                let of = |at: usize| {
                    let orders = DateOrder::ALL.into_iter();
                    orders.filter(move |order| open[at].in_order(*order).is_some())
                };
                let named = |order: &DateOrder| of(*one).chain(of(*other)).any(|one| one == *order);
                let both: Vec<DateOrder> = DateOrder::ALL.into_iter().filter(named).collect();
                let words = |at: usize| orders_in_words(open[at]);
                Diagnostic::error(
                    places[*other],
                    "rows disagree on whether day or month comes first",
                )
                .label(words(*other))
                .related(places[*one], words(*one))
                .help(format!(
                    "{}, and the dates that differ as 2025-03-04",
                    spellings(&both)
                ))
            }
            _ => return,
        };
        self.faults.push(fault);
    }

    /// Says in which order dates are read that another order would also read.
    fn note_order(
        &self,
        said: Option<DateOrder>,
        settled: &DatesSettled,
        open: &[OpenDate],
        places: &[&Place],
    ) {
        let Some(order) = settled.order().filter(|_| said.is_none()) else {
            return;
        };
        let Some(first) = open
            .iter()
            .position(|date| is_ambiguous(*date, &DateOrder::ALL))
        else {
            return;
        };
        let (at, label) = match settled {
            DatesSettled::ByRow(_, row) => (*row, "this row decides it"),
            DatesSettled::ByRows(_, [first, second]) => {
                let message = format!("dates are read with {}", order_in_words(order));
                let fault = Diagnostic::note(places[*second], message);
                let fault = fault.label("this row decides it, together with the other");
                let orders = orders_in_words(open[*first]);
                self.faults.push(fault.related(places[*first], orders));
                return;
            }
            DatesSettled::ByYear(_) => (first, "so all dates lie in as few years as can be"),
            DatesSettled::Said(_) => (first, "as dates with dots are written"),
            _ => return,
        };
        let message = format!("dates are read with {}", order_in_words(order));
        self.note(places[at], message, label);
    }

    /// What would be read in the place of a time that is not.
    pub(super) fn cures_of_time(text: &str) -> Refused {
        let spelled = |written: &Written| {
            let orders = DateOrder::ALL.iter();
            let found = orders.filter_map(|order| written.eta(*order, &WrittenZone::Unsaid));
            let mut cures: Vec<String> = found.map(Eta::spelled).collect();
            cures.dedup();
            cures.retain(|cure| Written::read(cure).is_some());
            cures
        };
        if let Some(written) = Written::read(text).or_else(|| Written::guessed(text)) {
            return Refused {
                cures: spelled(&written),
                why: String::new(),
            };
        }
        if let Some(written) = behind_weekday(text).and_then(Written::read) {
            let cures = spelled(&written);
            let days = DateOrder::ALL.iter();
            let mut days = days.filter_map(|order| written.day(*order));
            return Refused {
                why: days.next().map(on_its_weekday).unwrap_or_default(),
                cures,
            };
        }
        let rest = text.trim_end_matches(char::is_alphabetic).trim_end();
        let zone = text[rest.len()..].trim();
        match Written::read(rest).filter(|_| !zone.is_empty() && !rest.is_empty()) {
            Some(written) => Refused {
                cures: spelled(&written),
                why: format!("`{zone}` is no zone that is known, write its offset; if it is local"),
            },
            None => Refused::default(),
        }
    }

    /// What would be read in the place of a date that is not, its time of the day apart.
    pub(super) fn cures_of_date(text: &str) -> Refused {
        let mut refused = Self::cures_of_time(text);
        for cure in &mut refused.cures {
            cure.truncate("2025-03-04".len());
        }
        refused.cures.dedup();
        refused
    }

    /// What would be read as a time of this day in the place of one that is not.
    pub(super) fn cures_of_clock(day: &str, clock: &str) -> Refused {
        let whole = Self::cures_of_time(&format!("{day} {clock}"));
        let clocks = whole.cures.iter().filter_map(|cure| cure.get(11..));
        let mut cures: Vec<String> = clocks.map(str::to_owned).collect();
        cures.dedup();
        cures.retain(|cure| Written::read(&format!("{day} {cure}")).is_some());
        Refused { cures, ..whole }
    }
}

/// Why a date is refused that is written with another weekday.
fn on_its_weekday(date: Date) -> String {
    date.strftime("%-d %B %Y is a %A").to_string()
}

/// The orders in which a date is one, in words.
fn orders_in_words(date: OpenDate) -> String {
    let orders = DateOrder::ALL.into_iter();
    let possible = orders.filter(|order| date.in_order(*order).is_some());
    let words: Vec<&str> = possible.map(order_in_words).collect();
    words.join(" or ")
}

/// Whether two of these orders read a date as two days.
fn is_ambiguous(date: OpenDate, orders: &[DateOrder]) -> bool {
    let mut days = orders.iter().filter_map(|order| date.in_order(*order));
    let first = days.next();
    days.any(|day| Some(day) != first)
}

fn order_in_words(order: DateOrder) -> &'static str {
    match order {
        DateOrder::DayFirst => "the day first",
        DateOrder::MonthFirst => "the month first",
        DateOrder::YearFirst => "the year first",
    }
}
