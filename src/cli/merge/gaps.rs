//! Replications that no part holds.

use crate::cli::ending::Fault;
use crate::experiment::Store;

/// Missing replications that are named one by one.
const NAMED: usize = 12;

/// A replication that is missing.
pub(super) struct Gap {
    /// Its number, counted through all scenarios of a study.
    pub(super) place: u64,
    pub(super) name: String,
}

/// Fails if replications are missing: says which, and of which shares.
pub(super) fn check_whole(missing: &[Gap], of: u64, store: &Store) -> Result<(), Fault> {
    if missing.is_empty() {
        return Ok(());
    }
    let named = missing.iter().take(NAMED).map(|gap| gap.name.as_str());
    let named: Vec<&str> = named.collect();
    let more = match missing.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let shares = shares(missing, store);
    let again = if shares.is_empty() {
        String::new()
    } else {
        format!("\nrun again with --resume: --shard {}", shares.join(", "))
    };
    Err(Fault::wrong(format!(
        "{} of {of} replications are missing: {}{more}{again}",
        missing.len(),
        named.join(", ")
    )))
}

/// Shares that gaps are of, where all parts are shares of as many.
fn shares(missing: &[Gap], store: &Store) -> Vec<String> {
    let shards = store.shards();
    let count = shards.first().copied().flatten().map(|(_, count)| count);
    let same = |shard: &Option<(u32, u32)>| shard.map(|(_, count)| count) == count;
    let Some(count) = count.filter(|_| shards.iter().all(same)) else {
        return Vec::new();
    };
    let share = |gap: &Gap| gap.place % u64::from(count) + 1;
    let mut shares: Vec<u64> = missing.iter().map(share).collect();
    shares.sort_unstable();
    shares.dedup();
    let named = shares.into_iter().map(|index| format!("{index}/{count}"));
    named.collect()
}
