//! `[demand.*]`: a port's cargo by month, and whether its services can carry it.

use jiff::ToSpan;

use super::cargo::CallSizeRule;
use super::check::Check;
use super::deployed::Deployed;
use super::yearly::{Yearly, days_in_year};
use crate::engine::{SimDuration, SimTime};
use crate::port::bay::{CargoMix, Carriage, Demand, DemandMonth, MOST_SECOND_LOOPS, MonthCargo};
use crate::scenario::civil::LEAD_DAYS;
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::faults::Faults;
use crate::scenario::kind::{cargo, growth, items, missed_sum, number, share, whole};
use crate::scenario::limits::MOST_ANNUAL_TEU;
use crate::scenario::reader::{Named, Reader};
use crate::scenario::tree::Node;
use crate::units::Teu;

/// Share of a month's cargo that may be left without a word.
const LEAST_LOSS_SAID: f64 = 0.01;

/// Demand of the ports that have one, with how its cargo divides.
pub(super) fn demands(
    of: &Reader<'_>,
    sizes: &CallSizeRule,
    deployed: &Deployed<'_>,
) -> Vec<Named<Option<(Demand, CargoMix)>>> {
    of.keyed("demand", "demand of port", |of| demand(of, sizes, deployed))
}

fn demand(
    of: &Reader<'_>,
    sizes: &CallSizeRule,
    deployed: &Deployed<'_>,
) -> Option<(Demand, CargoMix)> {
    let check = deployed.ground.check;
    let port = check.name("port", of.id(), of.place());
    let year = of.required("year", "2024", whole(1900..=2999_u16));
    let annual = of.required("annual", "\"10297352 TEU\"", cargo);
    let growth = of.optional("growth", growth);
    let weights = of.optional("monthly", months_of_a_year);
    let reference = of.optional("reference_annual", cargo);
    let share_of = |key, usual| of.or(key, share, usual);
    let growth_by_call_size = share_of("growth_by_call_size", 0.5);
    let season_by_call_size = share_of("season_by_call_size", 0.2);
    let blank_share = share_of("blank_share", 0.04);
    let mix = cargo_mix(of, check);
    let carried = carrier(of, deployed, port?);
    let (year, annual) = (year.value()?.cast_signed(), annual.at()?);
    let yearly = Yearly {
        annual: annual.value,
        year,
        growth: growth.value_or(0.0),
        weights: weights.value(),
    };
    let blamed = growth.at().map_or(&annual.place, |given| &given.place);
    let months = months(&yearly, check).map_err(|(year, annual)| {
        let message = format!("the demand of port `{}` is out of all proportion", of.id());
        let label = format!("comes to {annual:.1e} TEU in {year}");
        check.error(blamed, message, label);
    });
    let reference: Teu = reference.value_or(annual.value);
    let carriage = Carriage {
        reference_teu_per_day: reference.value() / f64::from(days_in_year(year)),
        deployed_per_day: carried?,
        growth_by_call_size,
        season_by_call_size,
        blank_share,
    };
    let mix = mix?;
    let built = Demand::new(&months.ok()?, carriage).given(year, annual.value.value());
    if is_carried(of, &built, check) {
        warn_of_full_calls(of, &built, sizes, check);
    }
    Some((built, mix))
}

/// How the cargo divides: fractions that add up to 1.
fn cargo_mix(of: &Reader<'_>, check: &Check<'_>) -> Option<CargoMix> {
    let import = of.required("import_loaded", "\"52 %\"", share);
    let export = of.required("export_loaded", "\"14.5 %\"", share);
    let empty = of.required("empty", "\"33.5 %\"", share);
    let (import, export, empty) = (import.at()?, export.at()?, empty.at()?);
    let sum = import.value + export.value + empty.value;
    if let Some(percent) = missed_sum(sum) {
        let message = format!("the cargo of port `{}` does not add up to 100 %", of.id());
        check.push(
            Diagnostic::error(&empty.place, message)
                .label(format!("together {percent} %"))
                .related(&import.place, "loaded imports")
                .related(&export.place, "loaded exports"),
        );
        return None;
    }
    Some(CargoMix {
        import_loaded: import.value / sum,
        export_loaded: export.value / sum,
        empty: empty.value / sum,
    })
}

/// Weights of the twelve months.
fn months_of_a_year(node: &Node, faults: &Faults) -> Option<[f64; 12]> {
    let given = items(number)(node, faults)?;
    if let Some(zero) = given.iter().find(|month| month.value <= 0.0) {
        let help = "a month without cargo would stop all services; write a small weight";
        let fault = Diagnostic::error(&zero.place, "a month has no cargo");
        faults.push(fault.label("must be above zero").help(help));
        return None;
    }
    let weights: Vec<f64> = given.iter().map(|month| month.value).collect();
    let twelve = <[f64; 12]>::try_from(weights).ok();
    if twelve.is_none() {
        let message = format!("expected 12 months, got {}", given.len());
        faults.push(Diagnostic::error(&node.place, message).label("January to December"));
    }
    twelve
}

/// Capacity a day that carries the demand; none without weekly services.
fn carrier(of: &Reader<'_>, deployed: &Deployed<'_>, port: usize) -> Option<f64> {
    let per_day = deployed.per_day(port);
    if per_day > 0.0 {
        return Some(per_day);
    }
    if deployed.is_known() {
        let id = of.id();
        let message = format!("no weekly service carries the demand of port `{id}`");
        let help = "add a service with a `window` and without `moves` to one of its terminals, \
                    or take the demand out and give every service its `moves`";
        let fault = Diagnostic::error(of.place(), message).help(help);
        deployed.ground.check.push(fault);
    }
    None
}

/// Cargo of every month that services may depart or arrive in; or the first year, with its TEU,
/// that is out of all proportion.
fn months(yearly: &Yearly, check: &Check<'_>) -> Result<Vec<MonthCargo>, (i16, f64)> {
    let clock = &check.clock;
    let lead = SimDuration::from_hours(24.0 * LEAD_DAYS as f64);
    let last = clock.date(clock.period.end + lead);
    let mut months = Vec::new();
    let mut month = clock.date(SimTime::ZERO - lead).first_of_month();
    while month <= last {
        let annual = yearly.annual(month.year());
        if !(1e-3..=MOST_ANNUAL_TEU).contains(&annual) {
            return Err((month.year(), annual));
        }
        let year_teu_per_day = annual / f64::from(days_in_year(month.year()));
        months.push(MonthCargo {
            from: clock.midnight(month),
            teu_per_day: year_teu_per_day * yearly.season(month),
            year_teu_per_day,
        });
        month = month.saturating_add(1.month());
    }
    Ok(months)
}

/// Whether somebody carries all of it: growth by second loops ends where a service would sail more
/// than twice a day, and season beyond the weekly sailings needs extra loaders.
fn is_carried(of: &Reader<'_>, built: &Demand, check: &Check<'_>) -> bool {
    let id = of.id();
    let most_of =
        |what: fn(&DemandMonth) -> f64| built.months().iter().map(what).fold(0.0, f64::max);
    let loops = most_of(|month| month.second_loop);
    if loops > MOST_SECOND_LOOPS {
        let message = format!("the services of port `{id}` are too few for its demand");
        let label = format!(
            "every weekly service would sail {:.0} times a week",
            loops + 1.0
        );
        let help = format!(
            "at most {:.0} times; add services, or set `reference_annual` to the volume that \
             those listed are sized for",
            MOST_SECOND_LOOPS + 1.0
        );
        check.push(
            Diagnostic::error(of.place(), message)
                .label(label)
                .help(help),
        );
        return false;
    }
    let extra = most_of(|month| month.extra_capacity_per_day);
    if extra < 1e-6 || check.has("extra_loaders", id) {
        return true;
    }
    let message = format!("nobody carries the season of port `{id}`");
    let label = format!("up to {extra:.0} TEU of capacity a day beyond the weekly sailings");
    let help = format!(
        "add `[extra_loaders.{id}]`, or leave all of it to the weekly sailings with \
         `blank_share = \"0 %\"` and `season_by_call_size = \"100 %\"`"
    );
    check.push(
        Diagnostic::error(of.place(), message)
            .label(label)
            .help(help),
    );
    false
}

/// Odd, and legal: calls so full that the cap cuts them.
fn warn_of_full_calls(of: &Reader<'_>, built: &Demand, sizes: &CallSizeRule, check: &Check<'_>) {
    let fill = built.months().iter().map(|month| month.fill);
    let fill = fill.fold(0.0, f64::max);
    let left = sizes.share_cut_off(fill);
    if left > LEAST_LOSS_SAID {
        let id = of.id();
        let message = format!("the services of port `{id}` cannot carry its demand");
        let label = format!("calls would exchange {fill:.2} TEU per TEU of capacity");
        let help = format!(
            "no call exchanges more than {} (`call_size_cap`): the rest, {:.1} % of the fullest \
             month's cargo, is not carried",
            sizes.cap,
            100.0 * left
        );
        check.push(
            Diagnostic::warning(of.place(), message)
                .label(label)
                .help(help),
        );
    }
}
