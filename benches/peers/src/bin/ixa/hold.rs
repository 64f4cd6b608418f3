//! The hold model.

use ixa::prelude::*;
use rand_distr::Exp;
use sanpedro_peers::command::Report;
use sanpedro_peers::parameters::HOLD_HOURS;

define_rng!(GapRng);
define_data_plugin!(HoldsPlugin, u64, 0);

fn schedule(context: &mut Context) {
    let gap = Exp::new(1.0 / HOLD_HOURS).expect("a fixed rate");
    let due = context.get_current_time() + context.sample_distr(GapRng, gap);
    context.add_plan(due, hold);
}

fn hold(context: &mut Context) {
    *context.get_data_mut(HoldsPlugin) += 1;
    schedule(context);
}

pub fn init(context: &mut Context, pending: u32) -> fn(&mut Context) -> Report {
    context.add_plan(0.0, move |context| {
        for _ in 0..pending {
            schedule(context);
        }
    });
    |context| Report {
        served: *context.get_data(HoldsPlugin),
        ..Report::default()
    }
}
