//! M/M/c.

use std::collections::VecDeque;

use ixa::prelude::*;
use rand_distr::Exp;
use sanpedro_peers::Tally;
use sanpedro_peers::command::{Model, Report};
use sanpedro_peers::parameters::{SERVICE_HOURS, UTILIZATION};

define_rng!(CustomerRng);
define_rng!(ServiceRng);

#[derive(Default)]
struct Station {
    servers: usize,
    busy_servers: usize,
    /// When each customer in line arrived.
    line: VecDeque<f64>,
    tally: Tally,
}

define_data_plugin!(StationPlugin, Station, Station::default());

fn schedule_arrival(context: &mut Context) {
    let servers = context.get_data(StationPlugin).servers;
    let gap = Exp::new(UTILIZATION * servers as f64 / SERVICE_HOURS).expect("a fixed rate");
    let due = context.get_current_time() + context.sample_distr(CustomerRng, gap);
    context.add_plan(due, arrive);
}

fn arrive(context: &mut Context) {
    let now = context.get_current_time();
    let station = context.get_data_mut(StationPlugin);
    if station.busy_servers < station.servers {
        station.busy_servers += 1;
        serve(context, now);
    } else {
        station.line.push_back(now);
    }
    schedule_arrival(context);
}

fn serve(context: &mut Context, arrived: f64) {
    let begun = context.get_current_time();
    let service = Exp::new(1.0 / SERVICE_HOURS).expect("a fixed rate");
    let due = begun + context.sample_distr(ServiceRng, service);
    context.add_plan(due, move |context| depart(context, arrived, begun));
}

fn depart(context: &mut Context, arrived: f64, begun: f64) {
    let now = context.get_current_time();
    let station = context.get_data_mut(StationPlugin);
    station.tally.serve(arrived, begun, now);
    match station.line.pop_front() {
        Some(arrived) => serve(context, arrived),
        None => station.busy_servers -= 1,
    }
}

pub fn init(context: &mut Context, servers: usize) -> fn(&mut Context) -> Report {
    context.get_data_mut(StationPlugin).servers = servers;
    context.add_plan(0.0, schedule_arrival);
    |context| {
        let station = context.get_data(StationPlugin);
        station.tally.report(Model::Queue(station.servers))
    }
}
