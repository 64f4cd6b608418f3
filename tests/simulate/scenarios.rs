//! Random scenarios: a small port with everything that a scenario can have, each of it there or not,
//! and values of which some are far outside of what is plausible.

use std::fmt::Write as _;

use crate::dice::Dice;

/// A random time of this mean in hours.
fn time(dice: &mut Dice, low: f64, high: f64) -> String {
    let mean = dice.wild(low, high);
    let second = dice.wild(high, 2.0 * high);
    match dice.below(9) {
        0 => format!("\"{mean} h\""),
        1 => format!("{{ exponential = {{ mean = \"{mean} h\" }} }}"),
        2 => format!(
            "{{ lognormal = {{ mean = \"{mean} h\", cv = {} }} }}",
            dice.wild(0.1, 1.5)
        ),
        3 => format!(
            "{{ gamma = {{ mean = \"{mean} h\", cv = {} }} }}",
            dice.wild(0.1, 1.5)
        ),
        4 => format!(
            "{{ erlang = {{ mean = \"{mean} h\", shape = {} }} }}",
            dice.wild_whole(1, 5)
        ),
        5 => format!(
            "{{ weibull = {{ mean = \"{mean} h\", shape = {} }} }}",
            dice.wild(0.6, 3.0)
        ),
        6 => format!("{{ uniform = {{ low = \"0 h\", high = \"{mean} h\" }} }}"),
        7 => format!(
            "{{ triangular = {{ low = \"0 h\", mode = \"{mean} h\", high = \"{second} h\" }} }}"
        ),
        _ => format!(
            "{{ empirical = {{ values = [\"{mean} h\", \"{second} h\"], weights = [1, {}] }} }}",
            dice.wild(0.0, 3.0)
        ),
    }
}

fn share(dice: &mut Dice) -> String {
    format!("\"{} %\"", dice.wild(0.0, 100.0))
}

fn class(dice: &mut Dice, id: &str) -> String {
    let mut text = format!("[vessel_class.{id}]\n");
    let (small, large) = if id == "small" {
        (0.5, 0.8)
    } else {
        (0.8, 1.2)
    };
    for (key, size, unit) in [
        ("capacity", 10_000.0, "TEU"),
        ("loa", 330.0, "m"),
        ("beam", 44.0, "m"),
        ("draft", 14.0, "m"),
        ("air_draft", 50.0, "m"),
    ] {
        let value = dice.wild(size * small, size * large);
        let _ = writeln!(text, "{key} = \"{value} {unit}\"");
    }
    for (key, low, high) in [("rows", 8, 24), ("hatches", 1, 24), ("cranes", 1, 8)] {
        let _ = writeln!(text, "{key} = {}", dice.wild_whole(low, high));
    }
    let _ = writeln!(text, "shore_power_ready = {}", share(dice));
    if dice.once_in(2) {
        let _ = writeln!(
            text,
            "idle_hatch_share = {}\nhatch_cv = {}",
            share(dice),
            dice.wild(0.0, 2.0)
        );
    }
    if dice.once_in(3) {
        let _ = writeln!(text, "service_speed = \"{} kn\"", dice.wild(8.0, 25.0));
        let _ = writeln!(
            text,
            "auxiliary_load = {{ transit = \"900 kW\", maneuvering = \"900 kW\", anchorage = \"900 kW\", berth = \"{} kW\" }}",
            dice.wild(100.0, 4000.0)
        );
    }
    text
}

fn terminal(dice: &mut Dice, id: &str) -> String {
    let policy = dice.pick(&["first_come", "best_fit", "berth_windows"]);
    let cycle = time(dice, 0.02, 0.1);
    let mut text = format!(
        "[terminal.{id}]\nport = \"harbor\"\npolicy = \"{policy}\"\ncycle_time = {cycle}\n\
         crane_clearance = {}\n",
        dice.wild_whole(1, 3)
    );
    if dice.once_in(2) {
        let (between, repair) = (time(dice, 4.0, 90.0), time(dice, 0.2, 4.0));
        let _ = writeln!(
            text,
            "time_between_breakdowns = {between}\nrepair_time = {repair}"
        );
    }
    if dice.once_in(2) {
        let (before, after) = (time(dice, 0.0, 3.0), time(dice, 0.0, 3.0));
        let _ = writeln!(
            text,
            "before_first_move = {before}\nafter_last_move = {after}"
        );
    }
    if dice.once_in(2) {
        let _ = writeln!(
            text,
            "shore_power = {{ points = {}, point_limit = \"{} MW\", terminal_limit = \"{} MW\", \
             plug_in = {}, plug_out = \"{} h\", failure = {} }}",
            dice.wild_whole(0, 3),
            dice.wild(1.0, 8.0),
            dice.wild(1.0, 12.0),
            time(dice, 0.5, 2.0),
            dice.wild(0.0, 2.0),
            share(dice)
        );
    }
    for wharf in 0..=dice.below(2) {
        let space = if dice.once_in(3) {
            format!("slots = {}", dice.wild_whole(1, 4))
        } else {
            format!(
                "length = \"{} m\"\nclearance = \"{} m\"\nberths = {}",
                dice.wild(300.0, 1300.0),
                dice.wild(0.0, 40.0),
                dice.wild_whole(1, 4)
            )
        };
        let cranes = dice.wild_whole(1, 8);
        let _ = writeln!(
            text,
            "[terminal.{id}.wharf.w{wharf}]\n{space}\ncranes = {cranes}"
        );
    }
    text
}

fn services(dice: &mut Dice, terminals: &[&str], has_demand: bool) -> String {
    let mut text = String::new();
    for number in 0..dice.below(5) {
        let (day, hour) = (
            dice.pick(&["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]),
            dice.below(24),
        );
        let terminal = dice.pick(terminals);
        let _ = writeln!(
            text,
            "[service.weekly_{number}]\norigin = \"afar\"\nterminal = \"{terminal}\"\n\
             window = \"{day} {hour:02}:00\"\nvessel_classes = {{ small = \"60 %\", large = \"40 %\" }}"
        );
        if has_demand {
            if dice.once_in(2) {
                let _ = writeln!(text, "weight = {}", dice.wild(0.2, 5.0));
            }
        } else {
            let (mean, cv) = (dice.wild(50.0, 2000.0), dice.wild(0.1, 1.0));
            let _ = writeln!(text, "moves = {{ gamma = {{ mean = {mean}, cv = {cv} }} }}");
        }
    }
    let (terminal, gap) = (dice.pick(terminals), time(dice, 8.0, 60.0));
    let (moves, class) = (
        dice.wild_whole(1, 600),
        dice.pick(&["small", "large", "any"]),
    );
    let _ = writeln!(
        text,
        "[service.tramp]\nterminal = \"{terminal}\"\narrivals = {gap}\nmoves = {moves}\n\
         vessel_class = \"{class}\""
    );
    text
}

fn sea(dice: &mut Dice, has_demand: bool) -> String {
    let mut text = String::from("[origin.afar]\ncountry = \"China\"\n");
    let _ = writeln!(text, "distance = \"{} nm\"", dice.wild(100.0, 6000.0));
    if has_demand {
        let _ = writeln!(
            text,
            "[demand.harbor]\nyear = 2024\nannual = \"{} TEU\"\nimport_loaded = \"52 %\"\n\
             export_loaded = \"14.5 %\"\nempty = \"33.5 %\"\ngrowth_by_call_size = {}\n\
             [extra_loaders.harbor]\norigin = \"afar\"\nvessel_class = \"small\"",
            dice.wild(5e4, 6e5),
            share(dice)
        );
    }
    if dice.once_in(2) {
        let _ = writeln!(
            text,
            "[lateness]\ndelay = {}\nearly = \"{} h\"",
            time(dice, 1.0, 60.0),
            dice.wild(0.0, 30.0)
        );
    }
    if dice.once_in(2) {
        let _ = writeln!(
            text,
            "[speed_zone]\nouter = \"{} nm\"\ninner = \"20 nm\"\nlimit = \"{} kn\"\n\
             inner_compliance = {}\nouter_compliance = {}",
            dice.wild(21.0, 60.0),
            dice.wild(8.0, 14.0),
            share(dice),
            share(dice)
        );
    }
    if dice.once_in(2) {
        let _ = writeln!(text, "[approach]\nwaiting = \"offshore\"");
    }
    if dice.once_in(3) {
        let _ = writeln!(
            text,
            "[capture_barges.harbor]\nbarges = {}\nconnect = {}\ntransfer = \"{} h\"",
            dice.wild_whole(0, 2),
            time(dice, 0.5, 4.0),
            dice.wild(0.0, 3.0)
        );
    }
    if dice.once_in(3) {
        let _ = writeln!(
            text,
            "[bunker_barges.harbor]\nbarges = {}\nrate = \"{} t/h\"\nshare = {}",
            dice.wild_whole(1, 2),
            dice.wild(100.0, 800.0),
            share(dice)
        );
    }
    text
}

fn labor(dice: &mut Dice) -> String {
    let mut text = String::new();
    if dice.once_in(2) {
        let manning = dice.pick(&["shifts", "continuous"]);
        let (day, night) = (dice.wild_whole(1, 20), dice.wild_whole(0, 20));
        let _ = writeln!(
            text,
            "[labor]\nmanning = \"{manning}\"\nholidays = [\"4 Jan\"]\npool = {}\n\
             extension = \"{} h\"\nall_fast_before = \"{} h\"\n\
             [labor.shift.day]\nstart = \"08:00\"\nend = \"17:00\"\nmeal = \"12:00-13:00\"\n\
             gangs = {day}\n[labor.shift.night]\nstart = \"18:00\"\nend = \"03:00\"\n\
             meal = \"22:00-23:00\"\ngangs = {night}",
            share(dice),
            dice.wild_whole(0, 3),
            dice.wild(0.0, 4.0)
        );
    }
    if dice.once_in(3) {
        let _ = writeln!(
            text,
            "[grid]\nemergencies = [\"2025-01-05/2025-01-06\"]\ndips_per_year = {}\ndip_recovery = {}",
            dice.wild(0.0, 300.0),
            time(dice, 0.5, 6.0)
        );
    }
    text
}

/// A scenario; not every one can be simulated.
pub(crate) fn scenario(dice: &mut Dice) -> String {
    let wildness = [0, 0, 200, 80, 30, 10][dice.below(6)];
    dice.wild_once_in(wildness);
    let has_demand = dice.once_in(3);
    let terminals: &[&str] = if dice.once_in(2) {
        &["quay"]
    } else {
        &["quay", "pier"]
    };
    let mut text = format!(
        "name = \"random\"\n[horizon]\nstart = 2025-01-01\ndays = \"{} d\"\nwarm_up = \"{} d\"\n\
         [experiment]\nreplications = 2\nseed = {}\n[port.harbor]\nname = \"Harbor\"\n",
        dice.wild_whole(1, 20),
        dice.wild_whole(0, 9),
        dice.number() >> 1
    );
    if dice.once_in(2) {
        let _ = writeln!(
            text,
            "pilots = {}\ntugs = {}\ninbound = {}\noutbound = {}\nheadway = \"{} min\"",
            dice.wild_whole(1, 3),
            dice.wild_whole(2, 6),
            time(dice, 0.5, 2.0),
            time(dice, 0.5, 2.0),
            dice.wild(0.0, 60.0)
        );
    }
    for class_id in ["small", "large"] {
        text += &class(dice, class_id);
    }
    text += &sea(dice, has_demand);
    for id in terminals {
        text += &terminal(dice, id);
    }
    text += &services(dice, terminals, has_demand);
    text += &labor(dice);
    text
}
