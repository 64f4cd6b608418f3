//! Which cell of each record holds what, found from the header of a list.

use std::collections::BTreeMap;

use super::ListText;
use super::columns::{Column, Meaning, bare, meaning, resembled, zone_said};
use super::instant::{DateOrder, Written, WrittenZone};
use super::number::LengthUnit;
use super::table::{Header, Record};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::reader::At;
use crate::scenario::suggest::list;

/// Unread columns that a note names.
const NAMED: usize = 6;

/// A column that the scenario names, such as `eta = "ATA Berth"`.
#[derive(Clone, Debug)]
pub(in crate::scenario) struct MappedColumn {
    pub column: Column,
    pub unit: Option<LengthUnit>,
    pub name: At<String>,
}

/// Where a column stands, and what its name says.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) index: usize,
    pub(super) unit: Option<LengthUnit>,
    pub(super) zone: WrittenZone,
    order: Option<DateOrder>,
}

/// Where each column stands.
#[derive(Debug)]
pub(super) struct Layout {
    found: BTreeMap<Column, Found>,
    /// Cells of the header.
    pub(super) width: usize,
    /// The header's own cells, for rows that repeat it.
    pub(super) names: Vec<String>,
}

impl Layout {
    pub(super) fn get(&self, column: Column) -> Option<&Found> {
        self.found.get(&column)
    }

    pub(super) fn has(&self, column: Column) -> bool {
        self.found.contains_key(&column)
    }

    /// The order of dates that the name of a column spells.
    pub(super) fn order_said(&self) -> Option<DateOrder> {
        self.found.values().find_map(|found| found.order)
    }

    /// Reads a header; `None`, and reported, if a column is missing or stands twice.
    pub(super) fn read(of: &ListText<'_>, header: &Header<'_>) -> Option<Self> {
        let record = &header.record;
        let names: Vec<String> = record
            .cells
            .iter()
            .map(|cell| cell.text.to_string())
            .collect();
        let mut layout = Self {
            found: BTreeMap::new(),
            width: names.len(),
            names,
        };
        let mut right = true;
        for mapped in of.mapping {
            right &= layout.map(of, mapped);
        }
        let (unread, are_single) = layout.by_name(of, record);
        right &= are_single;
        layout.prefer_what_the_scenario_expects(of);
        right &= layout.is_whole(of, header, &unread);
        layout.note_unread(of, record, &unread);
        right.then_some(layout)
    }

    /// Takes a column that the scenario names; false, and reported, if there is none.
    fn map(&mut self, of: &ListText<'_>, mapped: &MappedColumn) -> bool {
        let wanted = &mapped.name.value;
        let exact = self.names.iter().position(|name| name == wanted.trim());
        let index = exact.or_else(|| {
            let wanted = bare(wanted);
            self.names.iter().position(|name| bare(name) == wanted)
        });
        let Some(index) = index else {
            let message = format!("the call list has no column `{wanted}`");
            let named = self.names.iter().filter(|name| !name.is_empty());
            let help = format!("its columns: {}", list(named.map(String::as_str)));
            let fault = Diagnostic::error(&mapped.name.place, message);
            of.faults
                .push(fault.label("no such name in the header").help(help));
            return false;
        };
        let said = meaning(&self.names[index]);
        let zone = zone_said(&self.names[index]).map(|(_, zone)| zone);
        self.found.insert(
            mapped.column,
            Found {
                index,
                unit: mapped.unit.or(said.as_ref().and_then(|said| said.unit)),
                zone: zone.unwrap_or(WrittenZone::Unsaid),
                order: said.and_then(|said| said.order),
            },
        );
        true
    }

    /// Takes every column of a known name; gives the indices of the others, and whether no name
    /// stands twice, which is reported.
    fn by_name(&mut self, of: &ListText<'_>, record: &Record<'_>) -> (Vec<usize>, bool) {
        let mut unread = Vec::new();
        let mut right = true;
        for (index, cell) in record.cells.iter().enumerate() {
            let name = cell.text.as_ref();
            if name.is_empty() || self.found.values().any(|found| found.index == index) {
                continue;
            }
            let Some(Meaning {
                column,
                unit,
                zone,
                order,
            }) = meaning(name)
            else {
                unread.push(index);
                continue;
            };
            let is_mapped = of.mapping.iter().any(|mapped| mapped.column == column);
            match self.found.get(&column) {
                Some(first) if !is_mapped && bare(&self.names[first.index]) == bare(name) => {
                    let message = format!("the column `{name}` stands twice");
                    of.error(
                        &cell.span,
                        message,
                        "take one of them out, or name it otherwise",
                    );
                    right = false;
                }
                Some(_) => unread.push(index),
                None => {
                    let found = Found {
                        index,
                        unit,
                        zone,
                        order,
                    };
                    self.found.insert(column, found);
                }
            }
        }
        (unread, right)
    }

    /// Of a run's own table, which has no `eta`: the expected arrival where vessels come late
    /// against it, the arrival itself where they come on the minute.
    fn prefer_what_the_scenario_expects(&mut self, of: &ListText<'_>) {
        if [Column::Eta, Column::EtaDate, Column::EtaTime]
            .iter()
            .any(|column| self.has(*column))
        {
            return;
        }
        let (first, second) = if of.any_lateness {
            (Column::Proforma, Column::Arrival)
        } else {
            (Column::Arrival, Column::Proforma)
        };
        if let Some(found) = self.get(first).or_else(|| self.get(second)).cloned() {
            self.found.insert(Column::Eta, found);
        }
    }

    /// Whether all columns are there that a call needs; the first that is not is reported.
    fn is_whole(&self, of: &ListText<'_>, header: &Header<'_>, unread: &[usize]) -> bool {
        let Some((missing, key)) = self.missing() else {
            return true;
        };
        let message = format!("the call list has no column {missing}");
        let fault = Diagnostic::error(&of.place(&header.record.span()), message);
        let fault = fault.label("add it to the header and to every row");
        let help = self.help_for_missing(header, unread, key);
        of.faults.push(match help {
            Some(help) => fault.help(help),
            None => fault,
        });
        false
    }

    /// What is missing, in words, and the key that would name it.
    fn missing(&self) -> Option<(&'static str, &'static str)> {
        let has = |any: &[Column]| any.iter().any(|column| self.has(*column));
        let moves = [Column::Discharge, Column::Load].map(|column| self.has(column));
        if !has(&[Column::Eta, Column::EtaDate, Column::EtaTime]) {
            return Some(("`eta`", "eta"));
        }
        if !has(&[Column::Terminal]) {
            return Some(("`terminal`", "terminal"));
        }
        if !has(&[Column::Moves]) && moves != [true, true] {
            return Some(match moves {
                [true, _] => ("`load` beside `discharge`, and no `moves`", "load"),
                [_, true] => ("`discharge` beside `load`, and no `moves`", "discharge"),
                _ => ("`moves`", "moves"),
            });
        }
        let vessel = has(&[Column::VesselClass, Column::Loa]);
        (!vessel).then_some(("`vessel_class`, `loa_m`", "vessel_class"))
    }

    /// Which unread columns may be the one that is missing.
    fn help_for_missing(&self, header: &Header<'_>, unread: &[usize], key: &str) -> Option<String> {
        let mut candidates = unread.to_vec();
        // Cargo in other units is no number of moves.
        candidates.retain(|index| !bare(&self.names[*index]).contains("teu"));
        if key == "eta" {
            let known = [Column::Ata, Column::Etd, Column::Atd];
            let known = known.iter().filter_map(|column| self.get(*column));
            candidates.extend(known.map(|found| found.index));
            let first = header.rows.clone().next()?;
            candidates.retain(|index| Written::read(first.text(*index)).is_some());
        }
        let first = *candidates.first()?;
        let name = toml::Value::String(self.names[first].clone());
        let named = candidates.iter().take(NAMED);
        let names = list(named.map(|index| self.names[*index].as_str()));
        let may = if candidates.len() == 1 {
            "it may be"
        } else {
            "it may be one of"
        };
        Some(format!(
            "{may} {names}: say so as in `columns = {{ {key} = {name} }}` of [arrivals]"
        ))
    }

    /// One note on all columns that are not read; a warning for each that is a slip.
    fn note_unread(&self, of: &ListText<'_>, record: &Record<'_>, unread: &[usize]) {
        let mut plain = Vec::new();
        for index in unread {
            let name = self.names[*index].as_str();
            let near = resembled(name).filter(|near| !self.has(*near));
            let Some(near) = near else {
                plain.push((*index, name));
                continue;
            };
            let message = format!("the column `{name}` is not read");
            let label = format!("did you mean `{}`?", near.name());
            let place = of.place(&record.cells[*index].span);
            of.faults
                .push(Diagnostic::warning(&place, message).label(label));
        }
        let Some((first, _)) = plain.first() else {
            return;
        };
        let names = list(plain.iter().take(NAMED).map(|(_, name)| *name));
        let message = match plain.len() {
            1 => format!("the column {names} is not read"),
            count if count <= NAMED => format!("the columns {names} are not read"),
            count => format!(
                "the columns {names} and {} more are not read",
                count - NAMED
            ),
        };
        let place = of.place(&record.cells[*first].span);
        let fault = Diagnostic::note(&place, message);
        of.faults
            .push(fault.label("no name of a call list's columns"));
    }
}
