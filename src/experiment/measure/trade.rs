//! What the cargo is worth, so that a queue has a price.

use super::definition::{Measure, measure, ratio};

/// Worth of cargo moved, and of cargo that waits.
pub(super) const TABLE: &[Measure] = &[
    measure(
        "trade_value_usd",
        "USD",
        "Worth of the loaded containers moved within the period, at the port's average.",
        |t| t.trade_value,
    ),
    measure(
        "waiting_value_usd_days",
        "USD d",
        "Worth of the loaded containers of each call departed within the period times the days it \
         waited for its berth.",
        |t| t.waiting_value_days,
    ),
    measure(
        "waiting_value_usd_mean",
        "USD",
        "Worth of the loaded containers that wait with their vessels at a time, averaged over time, \
         whether or not the vessels have departed by the end.",
        |t| ratio(t.queueing_value_days?, t.span.hours() / 24.0),
    ),
];
