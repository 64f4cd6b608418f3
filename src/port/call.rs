//! A call in the bay: what was drawn for it, where it is in its life, what it still needs.

use std::sync::Arc;

use crate::engine::{Run, SimDuration, SimTime, Stream};
use crate::port::bay::{Hull, VesselClass};
use crate::port::event::{CallId, ShiftIndex};
use crate::port::record::{BargeStay, BunkerStay, CallTag, Miss, Phase};
use crate::units::{Kilowatts, Meters};

/// A vessel call between leaving its origin and leaving the zone.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// Who.
    pub(crate) tag: CallTag,
    /// Stream of everything that chance decides for this call.
    pub(crate) stream: Stream,
    /// Stream of the cycle times of its moves, hatch by hatch.
    pub(crate) cycles: Stream,
    /// Left the origin port.
    pub(crate) left_origin: SimTime,
    /// Proforma arrival; equals `arrival` for traffic without windows.
    pub(crate) proforma: SimTime,
    /// At the pilot boarding place.
    pub(crate) arrival: SimTime,
    /// Its hull.
    pub(crate) hull: Hull,
    /// What is counted in lists: its hatches, its cranes, its gangs.
    pub(crate) lists: Lists,
    /// Containers not yet moved.
    pub(crate) moves_left: u32,
    /// Containers to move when it came.
    pub(crate) moves_asked: u32,
    /// Keeps the speed limit in the outer and in the inner ring.
    pub(crate) keeps_limit: [bool; 2],
    /// Shore power and its history.
    pub(crate) shore: Shore,
    /// Its capture barge, if it asked for one.
    pub(crate) capture: Capture,
    /// Its fuel from a bunker barge, if it takes any.
    pub(crate) bunkering: Bunkering,
    /// Where it is in its life.
    pub(crate) stage: Stage,
    /// What it is doing, for the record stream, and since when.
    pub(crate) phase: Option<(Phase, SimTime)>,
    /// Where it lies or will lie.
    pub(crate) berth: Option<Berth>,
    /// Pilot aboard, bound for the berth.
    pub(crate) inbound: SimTime,
    /// Last line made fast.
    pub(crate) all_fast: SimTime,
    /// When it will be, or was, ready for its first move.
    pub(crate) ready_for_cargo: SimTime,
    /// First move begun.
    pub(crate) cargo_start: Option<SimTime>,
    /// Last move done.
    pub(crate) cargo_end: SimTime,
    /// Ready to sail, with the pilot ordered for this time.
    pub(crate) pilot_ordered: SimTime,
    /// Gangs of the current shift.
    pub(crate) gangs: u16,
    /// Gangs of a shift that is over work on.
    pub(crate) extended: Option<Extended>,
    /// Cranes at work on it now.
    pub(crate) at_work: u16,
    /// The first of them has worked since.
    pub(crate) at_work_since: SimTime,
    /// Hours with a crane at work so far.
    pub(crate) worked: SimDuration,
    /// Most cranes that worked it at once.
    pub(crate) cranes_max: u16,
    /// Time in which a berth was free for it and the yard had no room.
    pub(crate) held_by_yard: SimDuration,
    /// Since when that is so, if it is.
    pub(crate) held_since: Option<SimTime>,
    /// Allocated crane hours so far.
    pub(crate) crane_hours: SimDuration,
}

/// The lists of a call. Whoever comes next into its slot uses them again.
#[derive(Clone, Debug)]
pub(crate) struct Lists {
    /// Containers to move when it came, by hatch from the bow; shared with the record of the call.
    pub(crate) hatch_moves: Arc<Vec<u32>>,
    /// What is left of them.
    pub(crate) hatches: Vec<Hatch>,
    /// What each hatch discharges and loads; empty where the terminal has no land.
    pub(crate) stows: Vec<Stow>,
    /// Cranes allocated now, in order along the rail.
    pub(crate) cranes: Vec<usize>,
    /// Gangs ordered for shifts that have not begun, with the shift: an order may be due before the shift in front of it begins.
    pub(crate) orders: Vec<(ShiftIndex, u16)>,
}

impl Lists {
    /// Empty lists with room for so many hatches and cranes, and for orders of two shifts.
    fn with_room(hatches: usize, cranes: usize) -> Self {
        Self {
            hatch_moves: Arc::new(Vec::with_capacity(hatches)),
            hatches: Vec::with_capacity(hatches),
            stows: Vec::new(),
            cranes: Vec::with_capacity(cranes),
            orders: Vec::with_capacity(2),
        }
    }

    /// Leaves the room and forgets what was in it.
    fn cleared(mut self) -> Self {
        self.hatches.clear();
        self.stows.clear();
        self.cranes.clear();
        self.orders.clear();
        self
    }
}

/// Gangs that work on after their shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Extended {
    /// The shift ended.
    pub(crate) from: SimTime,
    /// They go at the latest.
    pub(crate) until: SimTime,
}

/// What a hatch discharges, and what it loads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stow {
    /// Its first moves so many discharge.
    pub(crate) imports: u32,
    /// So many moves after that load exports, the rest empties.
    pub(crate) exports: u32,
}

/// Work in one hatch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hatch {
    /// Containers not yet moved.
    pub(crate) left: u32,
    /// A crane stands over it.
    pub(crate) taken: bool,
    /// The crane in whose zone it lies, counted along the vessel.
    pub(crate) zone: u16,
}

/// Where a call is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// On passage or in the zone; not yet at the pilot boarding place.
    AtSea,
    /// Arrived, without a berth.
    WaitingForBerth,
    /// Has a berth, waits for pilot, tugs or channel.
    WaitingForPilot,
    /// Under way to its berth.
    Inbound,
    /// At berth, not yet ready for cargo.
    Preparing,
    /// At berth with cargo to work.
    Working,
    /// Cargo complete, not yet gone.
    Finishing,
    /// Left its berth.
    Outbound,
    /// Left the zone; only a plug that it did not wait for still falls due.
    Gone,
}

impl Stage {
    /// Whether the call has cargo to work now.
    pub(crate) fn is_working(self) -> bool {
        self == Self::Working
    }
}

/// A place along a wharf.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Berth {
    /// Wharf of the terminal.
    pub(crate) wharf: u16,
    /// Lower end.
    pub(crate) position: Meters,
    /// Length taken.
    pub(crate) length: Meters,
}

/// Shore power of one call.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Shore {
    /// The vessel is equipped.
    pub(crate) ready: bool,
    /// The connection will fail for the whole stay.
    pub(crate) fails: bool,
    /// Load on the point.
    pub(crate) load: Kilowatts,
    /// Connected since.
    pub(crate) since: Option<SimTime>,
    /// Time connected so far.
    pub(crate) connected: SimDuration,
    /// First connection.
    pub(crate) first: Option<SimTime>,
    /// Last disconnection.
    pub(crate) last: Option<SimTime>,
    /// Why it is not connected.
    pub(crate) miss: Option<Miss>,
    /// When the plug will be ready to go in, while that is still to come.
    pub(crate) plug_due: Option<SimTime>,
    /// What it waited for once its plug was ready.
    pub(crate) held_up_by: Option<Miss>,
    /// How often the grid took it off.
    pub(crate) cuts: u32,
    /// The time for shore power, or a barge, is over.
    pub(crate) over: bool,
}

/// Capture barge of one call. Kept small: few calls have one, and every call has this.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Capture {
    /// How far it has come.
    pub(crate) progress: Progress,
    /// The barge is still to arrive, whether it is wanted or not.
    pub(crate) is_due: bool,
    /// The barge that comes, lies alongside or did, counted within the port.
    pub(crate) barge: u16,
    /// It began to capture.
    pub(crate) from: SimTime,
    /// It let go.
    pub(crate) to: SimTime,
}

/// How far a call has come with its capture barge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Progress {
    /// It has not asked for one.
    #[default]
    NotAsked,
    /// It asked, and waits for one to be free.
    Waiting,
    /// One is on its way.
    Coming,
    /// One captures.
    Capturing,
    /// One has captured and let go.
    Served,
    /// The vessel did not wait for it any longer.
    Dismissed,
}

/// Fuel of one call.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Bunkering {
    /// Metric tonnes it takes; 0 if it takes none here.
    pub(crate) tonnes: f64,
    /// The barge that serves it, and when it pumps; `None` before one sets out.
    pub(crate) served: Option<(u16, SimTime, SimTime)>,
    /// Cargo is done and lashed, from when on the vessel could sail but for its fuel.
    pub(crate) lashed: SimTime,
}

impl Bunkering {
    /// Whether the call has asked and no barge has set out for it.
    pub(crate) fn waits(&self) -> bool {
        self.tonnes > 0.0 && self.served.is_none()
    }

    /// The stay alongside, once the vessel sails.
    pub(crate) fn stay(&self, pilot_ordered: SimTime) -> Option<BunkerStay> {
        let (barge, from, to) = self.served?;
        Some(BunkerStay {
            barge,
            from,
            to,
            tonnes: self.tonnes,
            held: pilot_ordered - self.lashed,
        })
    }
}

impl Capture {
    /// Whether the call asked for a barge.
    pub(crate) fn asked(&self) -> bool {
        self.progress != Progress::NotAsked
    }

    /// The barge that served it, once it has let go.
    pub(crate) fn stay(&self) -> Option<BargeStay> {
        (self.progress == Progress::Served).then_some(BargeStay {
            barge: self.barge,
            from: self.from,
            to: self.to,
        })
    }
}

impl Call {
    /// One more crane is at work.
    pub(crate) fn begin_work(&mut self, now: SimTime) {
        if self.at_work == 0 {
            self.at_work_since = now;
        }
        self.at_work += 1;
    }

    /// One crane less is at work.
    pub(crate) fn end_work(&mut self, now: SimTime) {
        self.at_work -= 1;
        if self.at_work == 0 {
            self.worked += now - self.at_work_since;
        }
    }

    /// The moves of one hatch that are left, begun now: the i-th move of a hatch takes a time
    /// that depends on nothing but the call, the hatch and i.
    pub(crate) fn run_over(&self, hatch: usize, now: SimTime) -> Run {
        let left = self.lists.hatches[hatch].left;
        let done = self.lists.hatch_moves[hatch] - left;
        Run::new(self.cycles.child(hatch as u64), done.into(), left, now)
    }

    /// Hatches with work left.
    pub(crate) fn open_hatches(&self) -> usize {
        let open = |hatch: &&Hatch| hatch.left > 0;
        self.lists.hatches.iter().filter(open).count()
    }

    /// The berth it lies at.
    ///
    /// # Panics
    /// If it has none: a bug.
    pub(crate) fn berthed(&self) -> Berth {
        self.berth
            .expect("a call past its arrival queue has a berth")
    }
}

/// Calls in the bay, each in a slot that is used again, with its lists, once it has left.
#[derive(Clone, Debug)]
pub(crate) struct Calls {
    slots: Vec<Option<Call>>,
    free: Vec<(u32, Lists)>,
    /// Calls in the bay, in order of their numbers.
    present: Vec<CallId>,
    /// Most hatches that a vessel has, and most cranes that work one: room for them is made with
    /// the slot, or lists would still grow years later, when a large vessel comes into it first.
    room: (usize, usize),
}

impl Calls {
    /// No calls yet, of vessels of these classes.
    pub(crate) fn new(classes: &[VesselClass]) -> Self {
        let most = |of: fn(&VesselClass) -> u16| classes.iter().map(of).max().unwrap_or(0);
        Self {
            slots: Vec::new(),
            free: Vec::new(),
            present: Vec::new(),
            room: (
                most(|class| class.hatches).into(),
                most(|class| class.cranes).into(),
            ),
        }
    }

    /// A free slot and its lists, for a call that comes or, if it does not, to [`give
    /// back`](Self::give_back).
    pub(crate) fn claim(&mut self) -> (u32, Lists) {
        self.free.pop().unwrap_or_else(|| {
            self.slots.push(None);
            let slot = u32::try_from(self.slots.len() - 1);
            let slot = slot.expect("fewer than four billion calls at once");
            let (hatches, cranes) = self.room;
            (slot, Lists::with_room(hatches, cranes))
        })
    }

    /// The slot that was claimed is not needed.
    pub(crate) fn give_back(&mut self, slot: u32, lists: Lists) {
        self.free.push((slot, lists.cleared()));
    }

    /// Puts a call into the slot that was claimed for it.
    pub(crate) fn insert(&mut self, slot: u32, call: Call) -> CallId {
        let id = CallId {
            number: call.tag.call,
            slot,
        };
        let place = self.present.partition_point(|other| *other < id);
        self.present.insert(place, id);
        self.slots[slot as usize] = Some(call);
        id
    }

    /// Takes a call out and frees its slot.
    pub(crate) fn remove(&mut self, id: CallId) {
        let place = self.present.binary_search(&id);
        self.present.remove(place.expect("a call leaves once"));
        let call = self.slots[id.slot as usize].take();
        self.give_back(id.slot, call.expect("a call leaves once").lists);
    }

    /// All calls in the bay, in order of their numbers.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (CallId, &Call)> {
        self.present.iter().map(|id| (*id, &self[*id]))
    }

    /// All calls in the bay, in no order.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Call> {
        self.slots.iter_mut().flatten()
    }

    /// How many calls are in the bay.
    pub(crate) fn len(&self) -> usize {
        self.present.len()
    }

    /// The call at a position in order of numbers: for loops that change more than calls.
    pub(crate) fn nth(&self, position: usize) -> CallId {
        self.present[position]
    }
}

impl std::ops::Index<CallId> for Calls {
    type Output = Call;
    fn index(&self, id: CallId) -> &Call {
        self.slots[id.slot as usize]
            .as_ref()
            .expect("an event speaks of a call in the bay")
    }
}

impl std::ops::IndexMut<CallId> for Calls {
    fn index_mut(&mut self, id: CallId) -> &mut Call {
        self.slots[id.slot as usize]
            .as_mut()
            .expect("an event speaks of a call in the bay")
    }
}
