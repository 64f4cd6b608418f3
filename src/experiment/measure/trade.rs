//! What the cargo is worth, so that a queue has a price.

use super::definition::{measure, ratio, table};
use super::unit::{DOLLAR_DAYS, DOLLARS};

table![
    TRADE,
    TRADE_VALUE_USD = measure(
        "trade_value_usd",
        DOLLARS,
        "Worth of cargo moved",
        "Worth of the loaded containers moved within the period, at the port's average.",
        |t| t.trade_value,
    ),
    WAITING_VALUE_USD_DAYS = measure(
        "waiting_value_usd_days",
        DOLLAR_DAYS,
        "Worth of cargo × days it waited",
        "Worth of the loaded containers of each call departed within the period times the days it \
         waited for its berth.",
        |t| t.waiting_value_days,
    ),
    WAITING_VALUE_USD_MEAN = measure(
        "waiting_value_usd_mean",
        DOLLARS,
        "Worth of cargo waiting at any time",
        "Worth of the loaded containers that wait with their vessels at a time, averaged over time, \
         whether or not the vessels have departed by the end.",
        |t| ratio(t.queueing_value_days?, t.span.hours() / 24.0),
    ),
];
