//! One random scenario: it is refused in words, or it is simulated, keeps every law, closes its books,
//! and comes out the same a second time, moves batched or one by one, and from its own text.

use sanpedro::experiment::{Batch, Results};
use sanpedro::port::Pace;
use sanpedro::scenario::Scenario;

use crate::dice::Dice;
use crate::laws::{check, story};
use crate::scenarios::scenario;

/// Events after which a replication is not gone on with, in thousands of four.
const PAUSES: u32 = 25;
/// Visits up to which laws of pairs are checked.
const MOST_VISITS: usize = 3_000;

/// What became of a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Became {
    Refused,
    /// More events than it is worth.
    Cut,
    Simulated,
}

/// A scenario of a seed that can be simulated in a moment, with its text.
pub(crate) fn small(seed: u64) -> Result<(Scenario, String), Became> {
    let mut dice = Dice::new(seed);
    let text = scenario(&mut dice);
    match Scenario::parse(&text, "random.toml", &[]) {
        Ok((scenario, warnings)) => {
            for warning in &warnings {
                assert!(!warning.render(false).trim().is_empty());
            }
            Ok((scenario, text))
        }
        Err(error) => {
            assert!(!error.render(false).trim().is_empty());
            Err(Became::Refused)
        }
    }
}

/// Everything of results but the trace, to the bit.
fn bits(results: &Results) -> String {
    format!(
        "{:?}{:?}{:?}{:?}{:?}{:?}{:?}{:?}",
        results.bay,
        results.ports,
        results.terminals,
        results.months,
        results.days,
        results.load,
        results.emissions,
        results.lanes
    )
}

pub(crate) fn one(seed: u64) -> Became {
    let (scenario, _) = match small(seed) {
        Ok(small) => small,
        Err(became) => return became,
    };
    let again = Scenario::parse(&scenario.effective, "random.toml", &[])
        .unwrap()
        .0;
    let place = |of: &Scenario| format!("{:?}{:?}", of.bay, of.emissions);
    assert_eq!(
        again.effective, scenario.effective,
        "the text of a scenario is its own"
    );
    assert!(place(&again) == place(&scenario), "and means the same");
    let mut pauses = 0;
    let told = story(&scenario.bay, scenario.seed, || {
        pauses += 1;
        pauses <= PAUSES
    });
    let Ok(Some(told)) = told else {
        return Became::Cut;
    };
    if told.visits.len() <= MOST_VISITS {
        check(&scenario.bay, &told);
    }
    if pauses > 2 || !seed.is_multiple_of(8) {
        return Became::Simulated;
    }
    let batch = Batch::new(&scenario).replications(2);
    let run = |batch: &Batch<'_>| batch.run(&|_| ()).map(|results| bits(&results));
    if let Ok(first) = run(&batch) {
        assert!(first == run(&batch).unwrap(), "the same bytes twice");
        let one_by_one = run(&batch.pace(Pace::OneByOne));
        assert!(first == one_by_one.unwrap(), "the same bytes at both paces");
    }
    Became::Simulated
}
