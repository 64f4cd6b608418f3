//! `sanpedro` simulates the San Pedro Bay port complex, call by call and crane move by crane move.

pub mod emissions;
pub mod engine;
pub mod experiment;
pub mod port;
pub mod report;
pub mod scenario;
pub mod statistics;
pub mod units;
