//! A port's cargo by month, and whether its services can carry it.

use jiff::ToSpan;

use super::yearly::{Yearly, days_in_year};
use super::{Check, all};
use crate::engine::{Distribution, SimDuration, Stream};
use crate::port::bay::{Carriage, Demand, MOST_SECOND_LOOPS, MonthCargo};
use crate::scenario::civil::LEAD_DAYS;
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::raw;
use crate::scenario::reader::{Named, OrDefault as _};

/// Share of a month's cargo that may be left without a word.
const LEAST_LOSS_SAID: f64 = 0.01;

/// How far written shares may miss 100 %: three thirds of 33.3 % do.
pub(super) const SHARE_TOLERANCE: f64 = 0.002;

/// More cargo in a year than all ports of the world handle together (about 9e8 TEU in 2023,
/// UNCTAD Review of Maritime Transport) is a slip in `annual` or `growth`.
const MOST_ANNUAL_TEU: f64 = 1e9;

impl Check<'_> {
    /// The demand of each port, in the order of ports; `None` where there is none.
    pub(super) fn demands(&self) -> Option<Vec<Option<Demand>>> {
        for demand in &self.raw.demands {
            self.position("port", &demand.id, &demand.place, &self.raw.ports);
        }
        all(self.raw.ports.iter().enumerate().map(|(index, port)| {
            let demand = self.raw.demands.iter().find(|demand| demand.id == port.id);
            match demand {
                None => Some(None),
                Some(demand) => self.demand(index, demand).map(Some),
            }
        }))
    }

    fn demand(&self, port: usize, demand: &Named<raw::Demand>) -> Option<Demand> {
        let raw = &demand.value;
        let mix = self.mix_adds_up(demand);
        let weights = self.monthly_weights(raw);
        let deployed = self.deployed_per_day(port);
        if deployed <= 0.0 && !self.services_are_known() {
            return None;
        }
        if deployed <= 0.0 {
            let message = format!(
                "no weekly service carries the demand of port `{}`",
                demand.id
            );
            let help = "add a service with a `window` and without `moves` to one of its terminals, \
                        or take the demand out and give every service its `moves`";
            self.push(Diagnostic::error(&demand.place, message).help(help));
            return None;
        }
        mix?;
        let year = i16::try_from(raw.year.as_ref()?.value).expect("read as at most 2999");
        let annual = raw.annual.as_ref()?;
        let reference = raw.reference_annual.value_or(annual.value);
        let carriage = Carriage {
            reference_teu_per_day: reference.value() / f64::from(days_in_year(year)),
            deployed_per_day: deployed,
            growth_by_call_size: raw.growth_by_call_size.value_or(0.5),
            season_by_call_size: raw.season_by_call_size.value_or(0.2),
            blank_share: raw.blank_share.value_or(0.04),
        };
        let yearly = Yearly {
            annual: annual.value,
            year,
            growth: raw.growth.value_or(0.0),
            weights: weights?,
        };
        let months = self.months(&yearly, demand)?;
        let built = Demand::new(&months, carriage).given(year, annual.value.value());
        self.fits_second_loops(demand, &built)?;
        self.needs_extra_loaders(demand, &built)?;
        self.warns_of_full_calls(demand, &built);
        Some(built)
    }

    /// Whether of every service it can be told when, where and with what it comes; if not, that
    /// has been reported, and conclusions from all services would mislead.
    pub(super) fn services_are_known(&self) -> bool {
        let terminals = &self.raw.terminals;
        self.raw
            .services
            .iter()
            .map(|service| &service.value)
            .all(|service| {
                let terminal = service
                    .terminal
                    .as_ref()
                    .and_then(|at| terminals.iter().position(|known| known.id == at.value));
                let classes = service.classes.as_ref();
                (service.is_weekly || service.is_random)
                    && terminal.and_then(|at| self.port_index_of(at)).is_some()
                    && classes.is_some_and(|mix| {
                        mix.iter().all(|class| self.capacity(&class.id).is_some())
                    })
            })
    }

    /// Capacity that a port's weekly, demand-driven services deploy, in TEU/day, weighted by fill.
    fn deployed_per_day(&self, port: usize) -> f64 {
        self.deployed_by_terminal(port)
            .into_iter()
            .map(|(_, capacity)| capacity)
            .sum()
    }

    /// Terminals of a port with the weighted capacity that calls there, in TEU/day.
    pub(super) fn deployed_by_terminal(&self, port: usize) -> Vec<(usize, f64)> {
        let terminals = (0..self.raw.terminals.len())
            .filter(|terminal| self.port_index_of(*terminal) == Some(port));
        terminals
            .map(|terminal| {
                let id = &self.raw.terminals[terminal].id;
                let capacity = self
                    .raw
                    .services
                    .iter()
                    .map(|service| &service.value)
                    .filter(|service| service.is_weekly && !service.has_moves)
                    .filter(|service| service.terminal.as_ref().is_some_and(|at| at.value == *id))
                    .map(|service| self.weekly_capacity(service) / 7.0)
                    .sum();
                (terminal, capacity)
            })
            .collect()
    }

    /// Mean capacity of a sailing times the service's weight, in TEU.
    fn weekly_capacity(&self, service: &raw::Service) -> f64 {
        let classes = service.classes.iter().flatten();
        let mean: f64 = classes
            .filter_map(|class| {
                let capacity = self.capacity(&class.id)?;
                Some(capacity.value() * class.value)
            })
            .sum();
        mean * service.weight.value_or(1.0)
    }

    fn mix_adds_up(&self, demand: &Named<raw::Demand>) -> Option<()> {
        let raw = &demand.value;
        let empty = raw.empty.as_ref()?;
        let import = raw.import_loaded.as_ref()?;
        let export = raw.export_loaded.as_ref()?;
        let sum = import.value + export.value + empty.value;
        if (sum - 1.0).abs() <= SHARE_TOLERANCE {
            return Some(());
        }
        let percent = (sum * 1_000.0).round() / 10.0;
        let message = format!("the cargo of port `{}` does not add up to 100 %", demand.id);
        self.push(
            Diagnostic::error(&empty.place, message)
                .label(format!("together {percent} %"))
                .related(&import.place, "loaded imports")
                .related(&export.place, "loaded exports"),
        );
        None
    }

    /// Weights of the twelve months; `None` inside if they go by days.
    #[expect(
        clippy::option_option,
        reason = "months by days and months that are wrong are two things"
    )]
    fn monthly_weights(&self, raw: &raw::Demand) -> Option<Option<[f64; 12]>> {
        let Some(given) = &raw.monthly else {
            return Some(None);
        };
        let weights: Vec<f64> = given.value.iter().map(|month| month.value).collect();
        if let Some(zero) = given.value.iter().find(|month| month.value <= 0.0) {
            let help = "a month without cargo would stop all services; write a small weight";
            let fault = Diagnostic::error(&zero.place, "a month has no cargo");
            self.push(fault.label("must be above zero").help(help));
            return None;
        }
        let Ok(twelve) = <[f64; 12]>::try_from(weights) else {
            let message = format!("expected 12 months, got {}", given.value.len());
            self.error(&given.place, message, "January to December");
            return None;
        };
        Some(Some(twelve))
    }

    /// Cargo of every month that services may depart or arrive in.
    fn months(&self, yearly: &Yearly, demand: &Named<raw::Demand>) -> Option<Vec<MonthCargo>> {
        let clock = &self.clock;
        let lead = SimDuration::from_hours(24.0 * LEAD_DAYS as f64);
        let first = clock
            .date(crate::engine::SimTime::ZERO - lead)
            .first_of_month();
        let last = clock.date(clock.period.end + lead);
        let mut months = Vec::new();
        let mut month = first;
        while month <= last {
            let annual = yearly.annual(month.year());
            if !(1e-3..=MOST_ANNUAL_TEU).contains(&annual) {
                self.grows_out_of_hand(demand, month.year(), annual);
                return None;
            }
            let year_teu_per_day = annual / f64::from(days_in_year(month.year()));
            months.push(MonthCargo {
                from: clock.midnight(month),
                teu_per_day: year_teu_per_day * yearly.season(month),
                year_teu_per_day,
            });
            month = month.saturating_add(1.month());
        }
        Some(months)
    }

    fn grows_out_of_hand(&self, demand: &Named<raw::Demand>, year: i16, annual: f64) {
        let raw = &demand.value;
        let growth = raw.growth.as_ref().map(|given| &given.place);
        let place = growth.or(raw.annual.as_ref().map(|given| &given.place));
        let message = format!(
            "the demand of port `{}` is out of all proportion",
            demand.id
        );
        let label = format!("comes to {annual:.1e} TEU in {year}");
        self.error(place.unwrap_or(&demand.place), message, label);
    }

    /// Growth by second loops ends where a service would sail more than twice a day.
    fn fits_second_loops(&self, demand: &Named<raw::Demand>, built: &Demand) -> Option<()> {
        let loops = built.months().iter().map(|month| month.second_loop);
        let most = loops.fold(0.0, f64::max);
        if most <= MOST_SECOND_LOOPS {
            return Some(());
        }
        let id = &demand.id;
        let message = format!("the services of port `{id}` are too few for its demand");
        let label = format!(
            "every weekly service would sail {:.0} times a week",
            most + 1.0
        );
        let help = format!(
            "at most {:.0} times; add services, or set `reference_annual` to the volume that \
             those listed are sized for",
            MOST_SECOND_LOOPS + 1.0
        );
        self.push(
            Diagnostic::error(&demand.place, message)
                .label(label)
                .help(help),
        );
        None
    }

    /// Season beyond the weekly sailings must be carried by somebody.
    fn needs_extra_loaders(&self, demand: &Named<raw::Demand>, built: &Demand) -> Option<()> {
        let has_them = self
            .raw
            .extra_loaders
            .iter()
            .any(|extra| extra.id == demand.id);
        let most = built
            .months()
            .iter()
            .map(|month| month.extra_capacity_per_day);
        let most = most.fold(0.0, f64::max);
        if has_them || most < 1e-6 {
            return Some(());
        }
        let id = &demand.id;
        let message = format!("nobody carries the season of port `{id}`");
        let help = format!(
            "add `[extra_loaders.{id}]`, or leave all of it to the weekly sailings with \
             `blank_share = \"0 %\"` and `season_by_call_size = \"100 %\"`"
        );
        let label = format!("up to {most:.0} TEU of capacity a day beyond the weekly sailings");
        self.push(
            Diagnostic::error(&demand.place, message)
                .label(label)
                .help(help),
        );
        None
    }

    /// Odd, and legal: calls so full that the cap cuts them.
    fn warns_of_full_calls(&self, demand: &Named<raw::Demand>, built: &Demand) {
        let cap = self.raw.cargo.call_size_cap.value_or(2.0);
        let fill = built.months().iter().map(|month| month.fill);
        let fill = fill.fold(0.0, f64::max);
        let factor = self.call_size_factor();
        // A factor whose mean is not 1 is a fault of its own, of which this would be an echo.
        let is_factor = (factor.mean() - 1.0).abs() <= 1e-3;
        let lost = share_cut_off(&factor, fill, cap);
        if is_factor && lost > LEAST_LOSS_SAID {
            let id = &demand.id;
            let message = format!("the services of port `{id}` cannot carry its demand");
            let label = format!("calls would exchange {fill:.2} TEU per TEU of capacity");
            let help = format!(
                "no call exchanges more than {cap} (`call_size_cap`): the rest, {:.1} % of the \
                 fullest month's cargo, is not carried",
                100.0 * lost
            );
            self.push(
                Diagnostic::warning(&demand.place, message)
                    .label(label)
                    .help(help),
            );
        }
    }
}

/// Share of the cargo that calls of this mean fill leave, because their sizes vary by a factor and
/// none is above the cap: by many sizes drawn, the same every time.
fn share_cut_off(factor: &Distribution, fill: f64, cap: f64) -> f64 {
    const SIZES: u32 = 10_000;
    let stream = Stream::root(0, 0).named("call size");
    let sizes = (0..SIZES).map(|size| fill * factor.draw(stream, size.into()));
    let (asked, carried) = sizes.fold((0.0, 0.0), |(asked, carried), size| {
        (asked + size, carried + size.min(cap))
    });
    1.0 - carried / asked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_near_the_cap_leave_what_is_above_it() {
        let factor = Distribution::gamma(1.0, 0.25);
        let left = |fill| share_cut_off(&factor, fill, 2.0);
        assert!(left(0.8) < 1e-3);
        // Expected parts above the cap of a gamma of this variation.
        assert!((left(1.7) - 0.0393).abs() < 0.004, "{}", left(1.7));
        assert!((left(1.92) - 0.0811).abs() < 0.004, "{}", left(1.92));
        assert!((left(4.0) - 0.5).abs() < 0.01, "{}", left(4.0));
    }
}
