//! What tells the rows of a call list apart: their numbers and the names of their draws.
//!
//! A row is known by what it says, its ETA, vessel, service and terminal, and not by where it stands,
//! so that a row that is added or moved changes no draw of another one.

use super::arrivals::{CallList, ResolvedCall};
use crate::engine::{SimTime, Stream};
use crate::port::bay::ListedCall;

/// What a row says: ETA, then vessel and its class, service, and terminal.
type Content<'a> = (SimTime, [&'a str; 4]);

impl CallList<'_> {
    /// Calls with their services, in order of what their rows say, then of row; each is numbered
    /// from zero and has the name of its draws.
    pub(super) fn numbered<'a>(
        &self,
        mut calls: Vec<&'a ResolvedCall<'a>>,
    ) -> Vec<(&'a str, ListedCall)> {
        calls.sort_by(|a, b| {
            let order = self.content(a).cmp(&self.content(b));
            order.then(a.row.row.cmp(&b.row.row))
        });
        let mut before = None;
        let mut repeat = 0;
        let numbered = (0..).zip(calls).map(|(number, call)| {
            let content = self.content(call);
            repeat = if before == Some(content) {
                repeat + 1
            } else {
                0
            };
            before = Some(content);
            let named = call.listed(number, self.name_of_draws(content, repeat));
            (call.row.service.as_str(), named)
        });
        numbered.collect()
    }

    fn content<'b>(&'b self, call: &ResolvedCall<'b>) -> Content<'b> {
        let ground = self.ground;
        let class = ground.classes.get(usize::from(call.class.0));
        let class = class.map_or("", |class| class.id.as_str());
        let terminal = ground.terminals[call.terminal].id.as_str();
        let row = call.row;
        (call.eta, [&row.vessel, class, &row.service, terminal])
    }

    /// What names the draws of a row: what it says, and how many rows before it say the same.
    fn name_of_draws(&self, (eta, words): Content<'_>, repeat: u64) -> u64 {
        let root = Stream::root(0, 0);
        let said = words.iter().fold(root, |stream, word| stream.named(word));
        let eta = self.ground.check.clock.unix_millis(eta).cast_unsigned();
        said.child(eta).child(repeat).bits(0)
    }
}
