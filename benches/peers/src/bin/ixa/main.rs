//! The models on Ixa: state in data plugins, plans that are closures, chance by named generators.

mod hold;
mod port;
mod queue;

use ixa::prelude::*;
use sanpedro_peers::HOURS_PER_DAY;
use sanpedro_peers::command::{Command, Model, Report};

/// Sets a model up and says how to read what it counted.
fn init(context: &mut Context, command: Command) -> fn(&mut Context) -> Report {
    match command.model {
        Model::Hold(pending) => hold::init(context, pending),
        Model::Queue(servers) => queue::init(context, servers),
        Model::Port => port::init(context),
    }
}

fn prepare(command: Command) -> impl FnOnce() -> Report {
    let mut context = Context::new();
    context.init_random(command.seed);
    context.schedule_shutdown(command.days * HOURS_PER_DAY);
    let report = init(&mut context, command);
    move || {
        context.execute();
        report(&mut context)
    }
}

fn main() -> Result<(), String> {
    sanpedro_peers::main(prepare)
}
