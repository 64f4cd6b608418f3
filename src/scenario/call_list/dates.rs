//! Dates of a list, once the order of day and month is settled for all of it.

use super::columns::Column;
use super::instant::{DateOrder, Eta, OpenDate, Written, WrittenZone};
use super::layout::Layout;
use super::number::Refused;
use super::order::{self, DatesSettled};
use super::repeated::{RepeatedFaults, thousands};
use super::row::{self, DraftCall};
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
        let zone = |column| {
            let found = layout.get(column);
            found.map_or(&WrittenZone::Unsaid, |found| &found.zone)
        };
        let columns = [Column::Eta, Column::EtaTime, Column::EtaDate].map(zone);
        let said = columns
            .into_iter()
            .find(|zone| **zone != WrittenZone::Unsaid);
        Self {
            eta: said.unwrap_or(&WrittenZone::Unsaid),
            times: [Column::Etd, Column::Ata, Column::Atd].map(zone),
        }
    }
}

/// Every open date of a list, and where it stands.
fn open_dates<'a>(
    drafts: &'a [DraftCall],
    wrong: &'a [(OpenDate, Place)],
) -> (Vec<OpenDate>, Vec<&'a Place>) {
    let all = drafts.iter().flat_map(|draft| {
        let eta = (&draft.eta.value.0, &draft.eta.place);
        let times = draft.times.iter().flatten();
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
        let (written, text) = &draft.eta.value;
        let eta =
            |written: &Written, zone| orders.iter().find_map(|order| written.eta(*order, zone));
        let Some(eta_read) = eta(written, zones.eta) else {
            let refused = Self::cures_of_eta(text);
            let message = format!("row {}: `{text}` is no `eta`", draft.row);
            let label = row::label(&refused, EXPECTED_ETA);
            let fault = Diagnostic::error(&draft.eta.place, message).label(label);
            repeated.push("are wrong in `eta`", fault);
            return None;
        };
        let [etd, ata, atd] = &draft.times;
        let read = |time: &Option<At<Written>>, zone| eta(&time.as_ref()?.value, zone);
        let times = [
            read(etd, zones.times[0]),
            read(ata, zones.times[1]),
            read(atd, zones.times[2]),
        ];
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
                let words = |at: usize| {
                    let orders: Vec<&str> = of(at).map(order_in_words).collect();
                    orders.join(" or ")
                };
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
            DatesSettled::ByYear(_) => (first, "so all dates lie in as few years as can be"),
            DatesSettled::Said(_) => (first, "as dates with dots are written"),
            _ => return,
        };
        let message = format!("dates are read with {}", order_in_words(order));
        self.note(places[at], message, label);
    }

    /// What would be read in the place of an expected arrival that is not.
    pub(super) fn cures_of_eta(text: &str) -> Refused {
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
