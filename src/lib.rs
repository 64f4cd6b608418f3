//! `sanpedro` simulates the San Pedro Bay port complex, Los Angeles and Long Beach, call by call
//! and crane move by crane move.
//!
//! Vessels leave Shanghai, Ningbo-Zhoushan, Yantian and other ports, arrive, wait, berth, plug
//! into shore power, are worked by ship-to-shore cranes, and sail. A scenario in TOML says what
//! the place and its traffic are; a batch of replications says what comes of it, with error bars.
//!
//! # One way through the house
//!
//! ```text
//! scenario TOML ──► scenario ──► port (model) ──► records ──► measures ──► statistics ──► report
//!    text            checked        on engine      past tense   one number   intervals     tables,
//!                    once           + streams      events       a replication              charts
//! ```
//!
//! Data flows one way; each arrow is one type handed over, and nothing reaches back (a test reads
//! the imports). The modules, each with what it promises:
//!
//! | module | is | invariant |
//! |---|---|---|
//! | [`engine`] | time, calendar, timers, runs of repeats, random streams, run loop | knows nothing of ports; order of events is total: (time, rank, entity) |
//! | [`units`] | meters, knots, kilowatts, TEU | a quantity is finite; only products that mean something exist |
//! | [`port`] | the life of a call, as rules | emits past-tense records and counts nothing; its books close to the last unit |
//! | [`planning`] | berths and cranes in an order, with a proven bound | knows nothing of the simulator; counts its steps and reads no clock |
//! | [`emissions`] | factors, loads, inventory | a pure function of records |
//! | [`scenario`] | text, checked once | nothing downstream checks again |
//! | [`statistics`] | tallies, levels, quantiles, intervals | numbers only |
//! | [`experiment`] | every measure, replications in parallel | a result is a function of (scenario, seed, replication) |
//! | [`report`] | tables, charts, page, manifest | shows what [`experiment::Results`] holds, and writes aside before it renames |
//! | [`disk`] | every change of the disk | a test can have any one fail |
//! | [`cli`] | the command | the only place that prints |
//!
//! # Chance
//!
//! Every source of chance has its own named stream, and everything that belongs to a call is drawn
//! when the call is made. Turning shore power off, or adding a terminal, changes no draw elsewhere,
//! so two scenarios can be compared pair by pair.
//!
//! # Example
//!
//! ```
//! use sanpedro::experiment::{Batch, measure};
//! use sanpedro::scenario::Scenario;
//!
//! // A textbook queue: one berth, one crane, random arrivals, busy half of the time.
//! let text = r#"
//!     name = "one_berth"
//!     [horizon]
//!     start = 2025-01-01
//!     days = "400 d"
//!     warm_up = "20 d"
//!     [port.harbor]
//!     name = "Harbor"
//!     [terminal.quay]
//!     name = "Quay"
//!     port = "harbor"
//!     cycle_time = { exponential = { mean = "1 h" } }
//!     [terminal.quay.wharf.main]
//!     slots = 1
//!     cranes = 1
//!     [service.vessels]
//!     terminal = "quay"
//!     arrivals = { exponential = { mean = "2 h" } }
//!     moves = 1
//!     vessel_class = "any"
//! "#;
//! let (scenario, _warnings) = Scenario::parse(text, "one_berth.toml", &[])?;
//! let results = Batch::new(&scenario).replications(10).run(&|_| ())?;
//! let ratio = results.bay.get(&measure::WAIT_TO_SERVICE_RATIO).expect("vessels called");
//! // M/M/1 at one half: vessels wait as long as they are worked.
//! assert!((ratio.mean - 1.0).abs() < 0.1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Words
//!
//! | word | means |
//! |---|---|
//! | call | one vessel from arrival to departure; *visit* in the at-berth rule |
//! | arrival | at the pilot boarding place, not at the berth |
//! | all fast, departure | last line made fast, last line let go; time at berth lies between |
//! | move | one container on or off; TEU per move is 1.88 here |
//! | gross crane rate | moves ÷ allocated crane hours |
//! | berth productivity | moves ÷ time at berth |
//! | hotelling | at berth with auxiliaries and boiler running |
//! | shore power | cold ironing, OPS, AMP |

pub mod cli;
pub mod disk;
pub mod emissions;
pub mod engine;
pub mod experiment;
pub mod planning;
pub mod port;
pub mod report;
pub mod scenario;
pub mod statistics;
pub mod units;
