//! Berth plan: vessels as boxes over time and wharf position, at the terminal with most visits.

use super::Figure;
use super::calendar::{WEEKDAYS, month_name};
use super::label::{LINE, Label};
use super::plan::{Plan, busiest};
use crate::engine::SimTime;
use crate::experiment::Results;
use crate::port::bay::{Terminal, Wharf, WharfSpace};
use crate::port::record::Visit;
use crate::report::draw::{
    BLUE, Frame, GREEN, GREY, GRID, Horizontal, Key, Panel, Picture, SKY, Sheet, Text, Ticks,
    Vertical,
};
use crate::report::words::counted;

/// Pixels at the foot of a box that show shore power.
const STRIP: f64 = 6.0;

pub(super) fn chart(results: &Results) -> Option<Figure> {
    let trace = &results.first;
    let terminal = busiest(trace)?;
    let plan = Plan::choose(trace, terminal)?;
    let title = plan.title();
    let place = trace.bay.terminal(terminal);
    let subtitle = format!(
        "Time and place of each vessel along the wharf; first replication of {}",
        results.run.replications
    );
    let height = match place.wharves.len() {
        1 => 600,
        2 => 690,
        _ => 900,
    };
    let mut sheet = Sheet::new(height, &title, &subtitle);
    if place.shore_power.is_some() {
        sheet = sheet.legend(&[
            ("Vessel at berth", Key::Box(SKY)),
            ("on shore power", Key::Box(GREEN)),
        ]);
    }
    let picture = plan.draw(sheet, place);
    Some(Figure {
        id: "berth_plan".to_owned(),
        alt: format!("Berth plan, time across and wharf meters up. {title}."),
        title,
        reading: "A box is a vessel: as wide as its time at berth, as high as its length; cranes are the most that worked it at once; the strip at its foot is time on shore power.".to_owned(),
        csv: "calls.csv".to_owned(),
        picture,
    })
}

impl Plan<'_> {
    fn draw(&self, sheet: Sheet, place: &Terminal) -> Picture {
        let Sheet { mut picture, body } = sheet;
        let several = place.wharves.len() > 1;
        let frame = Frame {
            left: body.left + 62.0,
            right: body.right - 8.0,
            top: body.top + if several { 26.0 } else { 12.0 },
            bottom: body.bottom - 28.0,
        };
        let gap = if several { 34.0 } else { 0.0 };
        let heights: Vec<f64> = place.wharves.iter().map(extent).collect();
        let frames = frame.rows(&heights, gap);
        let hours = (self.to - self.from).hours();
        for ((index, wharf), frame) in (0_u16..).zip(&place.wharves).zip(frames) {
            let panel = Panel::new(frame, (0.0, hours), (0.0, extent(wharf)));
            if several {
                panel.heading(&mut picture, &wharf.name);
            }
            self.axes(&mut picture, &panel, wharf);
            for visit in self.visits().filter(|visit| visit.wharf == index) {
                self.vessel(&mut picture, &panel, visit, wharf);
            }
            picture.outline(frame, GRID);
        }
        let last = Panel::new(
            Frame {
                top: frame.bottom,
                ..frame
            },
            (0.0, hours),
            (0.0, 1.0),
        );
        self.time_axis(&mut picture, &last);
        picture
    }

    fn axes(&self, picture: &mut Picture, panel: &Panel, wharf: &Wharf) {
        match wharf.space {
            WharfSpace::Length { length, .. } => {
                let ticks = Ticks::numbers(0.0, length.value(), 5);
                panel.y_axis(picture, &ticks, "Meters along the wharf");
            }
            WharfSpace::Slots(slots) => {
                let marks = (0..slots)
                    .map(|slot| (f64::from(slot) + 0.5, (slot + 1).to_string()))
                    .collect();
                panel.y_axis(picture, &Ticks { marks }, "Berth");
            }
        }
        let marks = self.midnights().map(|(hour, _)| (hour, String::new()));
        panel.x_grid(
            picture,
            &Ticks {
                marks: marks.collect(),
            },
        );
    }

    /// Dates in the middle of their days; hours where the plan is a day or less.
    fn time_axis(&self, picture: &mut Picture, panel: &Panel) {
        let hours = (self.to - self.from).hours();
        if hours <= 24.0 {
            let step = if hours > 6.0 { 3.0 } else { hours / 6.0 };
            let ticks = Ticks::every(0.0, hours, step, |hour| {
                let minutes = (hour * 60.0).round();
                format!("{:02}:{:02}", (minutes / 60.0).floor(), minutes % 60.0)
            });
            panel.x_axis(picture, &ticks, "");
            return;
        }
        panel.x_axis(picture, &Ticks { marks: Vec::new() }, "");
        for (hour, day) in self
            .midnights()
            .filter(|(hour, _)| hour + 24.0 <= hours + 1.5)
        {
            let words = format!(
                "{} {} {}",
                WEEKDAYS[usize::from(day.weekday.min(6))],
                day.day,
                month_name(day.month)
            );
            let text = Text::new(words)
                .ink(GREY)
                .anchor(Horizontal::Center, Vertical::Top);
            picture.text((panel.x.at(hour + 12.0), panel.frame.bottom + 9.0), text);
        }
    }

    fn vessel(&self, picture: &mut Picture, panel: &Panel, visit: &Visit, wharf: &Wharf) {
        let hour = |at: SimTime| (at - self.from).hours();
        let low = visit.position.value();
        let high = match wharf.space {
            WharfSpace::Length { .. } => low + visit.loa.value(),
            WharfSpace::Slots(_) => low + 1.0,
        };
        let (left, bottom) = panel.at(hour(visit.all_fast), low);
        let (right, top) = panel.at(hour(visit.departure), high);
        let hull = Frame::new(left, top + 1.0, right, bottom - 1.0);
        picture.fill(hull, SKY);
        let connections = self.trace.connections.iter();
        for span in connections.filter(|span| span.tag == visit.tag) {
            let strip = Frame {
                left: panel.x.at(hour(span.from)),
                right: panel.x.at(hour(span.to)),
                top: hull.bottom - STRIP.min(hull.height() / 3.0),
                ..hull
            };
            picture.fill(strip, GREEN);
        }
        picture.outline(hull, BLUE);
        self.name(picture, hull, visit);
    }

    /// Service, moves, cranes, and a wait worth telling, as far as they have room.
    fn name(&self, picture: &mut Picture, hull: Frame, visit: &Visit) {
        let strip = if self.connected(visit) { STRIP } else { 0.0 };
        let foot = strip.min(hull.height() / 3.0);
        let room = (hull.width() - 6.0, hull.height() - foot - 5.0);
        let label = Label {
            service: &self.trace.bay.service(visit.tag.service).name,
            moves: counted(f64::from(visit.moves), "move"),
            cranes: counted(f64::from(visit.cranes_max), "crane"),
            wait: visit.wait().hours(),
        };
        let Some((lines, size)) = label.within(room) else {
            return;
        };
        let step = size * LINE;
        let middle = f64::midpoint(hull.top, hull.bottom - foot) + 1.0;
        let first = middle - step * (lines.len() as f64 - 1.0) / 2.0;
        for (index, line) in lines.into_iter().enumerate() {
            let at = (
                f64::midpoint(hull.left, hull.right),
                first + step * index as f64,
            );
            picture.text(at, line.anchor(Horizontal::Center, Vertical::Center));
        }
    }

    fn connected(&self, visit: &Visit) -> bool {
        let connections = &self.trace.connections;
        connections.iter().any(|span| span.tag == visit.tag)
    }
}

/// What a wharf's vertical axis runs over: meters, or slots.
fn extent(wharf: &Wharf) -> f64 {
    match wharf.space {
        WharfSpace::Length { length, .. } => length.value(),
        WharfSpace::Slots(slots) => f64::from(slots),
    }
}
