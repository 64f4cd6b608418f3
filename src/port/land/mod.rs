//! On land: the yard, the gate with its trucks, and the rail of each terminal that has any.
//!
//! **Containers** are drawn one by one, each as a function of its call, hatch and place in the
//! hatch, and counted in cohorts by the hour. A hatch discharges first, then loads exports, then
//! empties. A container *lands* when its crane's stint is booked: the hatch done, the meal, the
//! bell, a breakdown, a review. It becomes *ready* for a truck or a train some hours later; then
//! it is *fetched*, whoever has been ready longest first, as appointments, trucks, chassis,
//! warehouses, yard lifts and trains allow. Exports and empties come ahead of the expected
//! berthing: their call's arrival and what the last vessel waited. What is not there when it is
//! loaded comes to the vessel's side, late, and is counted.
//!
//! **Hours.** At every full hour the hour before is told, paces are reviewed, and gates make their
//! appointments; a fetched container leaves the stock when the hour of its appointment begins. The
//! trucks of an hour pass lane in, yard and lane out one by one.
//!
//! **Coupling.** The pace of a terminal's cranes is a number of 1/1,024 that changes with a review
//! when no crane works, such as before a shift, and every hour above the yard's knee. A move keeps
//! the pace it began with: a crane that learns of a change ends its stint with the move under way,
//! and both ways of making moves agree to the bit. At the blocking level discharge stops, and
//! gates take nothing in, until there is room. A vessel whose imports find no room gets no berth, and fewer gangs are
//! ordered above a limit. That reviews come by the hour is a rule of the model.
//!
//! Where no terminal has land nothing of this happens, and no draw of the sea side ever moves.

mod gate;
mod landside;
pub(crate) mod record;
mod slowdown;
mod streets;
pub(crate) mod terminals;
#[cfg(test)]
mod tests;
mod yard;
