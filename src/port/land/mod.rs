//! On land: the yard, the gate with its trucks, and the rail of each terminal that has any.
//!
//! Containers are drawn one by one, each as a function of its call, hatch and place in the hatch,
//! and counted in cohorts by the hour. A container *lands* when its crane sets it down; it becomes
//! *ready* for a truck or a train; then it is *fetched* as appointments, trucks, chassis,
//! warehouses, yard lifts and trains allow. Exports and empties come ahead of their vessel.
//!
//! Where no terminal has land nothing of this happens, and no draw of the sea side ever moves.

pub(crate) mod record;
