//! What is legal and odd about the calls of a list.

use super::arrivals::{CallList, ResolvedCall};
use crate::port::bay::VesselClass;
use crate::scenario::call_list::{CallRow, Eta, rows_in_words};
use crate::scenario::civil::ClockChange;
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::reader::At;
use crate::units::Meters;

/// A vessel whose length is further than this from that of its class is warned of.
const UNLIKE: f64 = 0.1;
/// Most TEU exchanged per TEU of capacity: everything off and everything on.
const FULLEST: f64 = 2.0;

impl CallList<'_> {
    /// The class of a call, if the scenario writes it.
    fn class_of(&self, call: &ResolvedCall<'_>) -> Option<&VesselClass> {
        let class = self.ground.classes.get(usize::from(call.class.0))?;
        Some(&class.value.class)
    }

    /// Warns of local times that a change of clocks skips or doubles, with how they are read.
    pub(super) fn note_clock_changes(&self) {
        let changes: Vec<(&CallRow, ClockChange)> = self
            .arrivals
            .calls
            .iter()
            .filter_map(|call| {
                let Eta::Local(local) = call.eta.value else {
                    return None;
                };
                Some((call, self.ground.check.clock.change_at(local)?))
            })
            .collect();
        for is_skipped in [true, false] {
            let of_kind: Vec<_> = changes
                .iter()
                .filter(|(_, change)| change.is_skipped == is_skipped)
                .collect();
            let Some((first, change)) = of_kind.first() else {
                continue;
            };
            let rows: Vec<u32> = of_kind.iter().map(|(call, _)| call.row).collect();
            let message = format!(
                "the local eta of {} {}",
                rows_in_words(&rows),
                if is_skipped {
                    "does not exist"
                } else {
                    "occurs twice"
                }
            );
            let why = if is_skipped {
                "clocks go forward over it"
            } else {
                "clocks go back through it"
            };
            let label = format!("{why}; read as `{}`", change.read_as);
            let help = format!("write it with its offset, such as `{}`", change.other);
            self.ground.check.push(
                Diagnostic::warning(&first.eta.place, message)
                    .label(label)
                    .help(help),
            );
        }
    }

    /// Warns of calls that exchange more than their vessel holds twice.
    pub(super) fn note_crammed(&self, calls: &[ResolvedCall<'_>]) {
        let teu_per_move = self.teu_per_move;
        let crammed: Vec<&ResolvedCall<'_>> = calls
            .iter()
            .filter(|call| {
                let exchanged = f64::from(call.row.moves.value) * teu_per_move;
                let class = self.class_of(call);
                class.is_some_and(|class| exchanged > class.capacity.value() * FULLEST)
            })
            .collect();
        if let Some(first) = crammed.first()
            && let Some(class) = self.class_of(first)
        {
            let rows: Vec<u32> = crammed.iter().map(|call| call.row.row).collect();
            let more = if rows.len() == 1 {
                "exchanges"
            } else {
                "exchange"
            };
            let message = format!(
                "{} {more} more than the vessel holds twice",
                rows_in_words(&rows)
            );
            let capacity = class.capacity.value();
            let teu = f64::from(first.row.moves.value) * teu_per_move;
            let label = format!("{teu:.0} TEU, and `{}` holds {capacity:.0}", class.id);
            self.ground
                .check
                .push(Diagnostic::warning(&first.row.moves.place, message).label(label));
        }
    }

    /// Warns of lengths that are not those of the class in the same row.
    pub(super) fn note_lengths(&self, calls: &[ResolvedCall<'_>]) {
        let unlike = calls.iter().filter_map(|call| {
            let (loa, class) = (call.row.loa.as_ref()?, self.class_of(call)?);
            call.row.vessel_class.as_ref()?;
            let of_class = class.loa.value();
            let differs = (loa.value.value() - of_class).abs() > UNLIKE * of_class;
            differs.then_some((call.row.row, loa, of_class))
        });
        let unlike: Vec<(u32, &At<Meters>, f64)> = unlike.collect();
        if let Some((_, loa, of_class)) = unlike.first() {
            let rows: Vec<u32> = unlike.iter().map(|(row, ..)| *row).collect();
            let message = format!(
                "the length in {} is not that of the vessel class",
                rows_in_words(&rows)
            );
            let label = format!(
                "{:.0} m, and the class has {of_class:.0} m",
                loa.value.value()
            );
            self.ground
                .check
                .push(Diagnostic::warning(&loa.place, message).label(label));
        }
    }
}
