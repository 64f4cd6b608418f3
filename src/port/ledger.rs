//! The books of a replication: what came in, what went out, what is still here.
//!
//! They are kept in integers beside the record stream and must close to the last unit in every
//! run, not only in tests: calls, containers, shore-power energy, and the
//! time of capture barges.

use crate::port::call::{Calls, Stage};

/// Running books.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ledger {
    /// Calls made.
    pub(crate) made: u64,
    /// Calls that arrived at the pilot boarding place.
    pub(crate) arrived: u64,
    /// Calls that let go their last line.
    pub(crate) departed: u64,
    /// Containers asked by calls made.
    pub(crate) moves_asked: u64,
    /// Containers moved, by crane work.
    pub(crate) moves_done: u64,
    /// Energy by connection, in watt-milliseconds.
    pub(crate) energy_by_call: i128,
    /// Time of capture barges by vessel, in milliseconds.
    pub(crate) captured_by_call: i128,
}

/// One balance of the books.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Balance {
    /// What is balanced, with its unit.
    pub name: &'static str,
    /// What came in.
    pub inflow: i128,
    /// What went out.
    pub outflow: i128,
    /// What is still here.
    pub stock: i128,
}

impl Balance {
    /// Whether nothing was lost or made up.
    pub fn closes(&self) -> bool {
        self.inflow == self.outflow + self.stock
    }
}

/// How a replication ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The books, closed at the end of the simulation.
    pub balances: [Balance; 6],
}

impl Outcome {
    /// Whether every balance closes.
    pub fn closes(&self) -> bool {
        self.balances.iter().all(Balance::closes)
    }
}

impl Ledger {
    /// Closes the books: holds what was counted on the way against what is there at the end.
    pub(crate) fn close(
        &self,
        calls: &Calls,
        delivered: i128,
        captured: i128,
        land: Option<Balance>,
    ) -> Outcome {
        let before_departure = |stage| !matches!(stage, Stage::Outbound | Stage::Gone);
        let (mut made, mut arrived, mut moves) = (0_i128, 0_i128, 0_i128);
        for (_, call) in calls
            .iter()
            .filter(|(_, call)| before_departure(call.stage))
        {
            made += 1;
            arrived += i128::from(call.stage != Stage::AtSea);
            moves += call
                .lists
                .hatches
                .iter()
                .map(|hatch| i128::from(hatch.left))
                .sum::<i128>();
        }
        let balance = |name, inflow: i128, outflow: i128, stock| Balance {
            name,
            inflow,
            outflow,
            stock,
        };
        Outcome {
            balances: [
                balance("calls made", self.made.into(), self.departed.into(), made),
                balance(
                    "calls arrived",
                    self.arrived.into(),
                    self.departed.into(),
                    arrived,
                ),
                balance(
                    "containers",
                    self.moves_asked.into(),
                    self.moves_done.into(),
                    moves,
                ),
                balance(
                    "shore power in watt-milliseconds",
                    delivered,
                    self.energy_by_call,
                    0,
                ),
                balance(
                    "capture barges in milliseconds",
                    captured,
                    self.captured_by_call,
                    0,
                ),
                land.unwrap_or_else(|| balance("containers on land", 0, 0, 0)),
            ],
        }
    }
}
