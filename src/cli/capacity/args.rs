//! What `capacity` takes, and the command that asks the same again.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::batch::BatchOptions;
use crate::cli::keep::KeepOptions;
use crate::experiment::capacity::{Change, Growth, Inquiry};
use crate::scenario::Scenario;

use super::values::{above_zero, gangs, growth, years};

/// What `capacity` takes.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sanpedro capacity scenarios/pier_500.toml --terminal pier_500
  sanpedro capacity scenarios/pier_500.toml --against scenarios/without_pier_500.toml \\
      --bay --years 2026..2050
  sanpedro capacity scenarios/pier_500.toml --terminal pier_500 --berths 1,2,3 --no-bottleneck
  sanpedro capacity scenarios/textbook/m_m_4.toml --terminal quay --max-wait-ratio 0.1")]
pub(crate) struct CapacityArgs {
    /// Scenario file.
    pub(super) scenario: PathBuf,

    #[command(flatten)]
    pub(super) of: Of,

    /// How the bay is filled.
    #[arg(long, value_enum, default_value_t = Fill::Each, conflicts_with = "terminal")]
    pub(super) fill: Fill,

    /// Service level: most mean wait over mean time at berth.
    #[arg(long, value_name = "RATIO", default_value = "0.10", value_parser = above_zero)]
    pub(super) max_wait_ratio: f64,

    /// Another scenario beside it, on the same random numbers; the difference has an interval.
    #[arg(long, value_name = "SCENARIO")]
    pub(super) against: Option<PathBuf>,

    /// Demand against capacity over these years, such as `2026..2050`.
    #[arg(long, value_name = "FROM..TO", value_parser = years)]
    pub(super) years: Option<(i64, i64)>,

    /// A case of growth of demand from the scenario's first year on, such as `low=1.5%`
    /// [default: low=1.5% (assumption) and high=2.9% (Long Beach, 20 million TEU by 2050)].
    #[arg(long, value_name = "NAME=RATE", value_parser = growth)]
    pub(super) growth: Vec<Growth>,

    /// What this many TEU a year ask for: waiting, berths, cranes.
    #[arg(long, value_name = "TEU", value_parser = above_zero)]
    pub(super) for_teu: Option<f64>,

    /// Capacity with these numbers of nominal berths, wharf and cranes in proportion.
    #[arg(long, value_name = "N,…", value_delimiter = ',', value_parser = clap::value_parser!(u32).range(1..=50))]
    pub(super) berths: Vec<u32>,

    /// Capacity with these numbers of cranes.
    #[arg(long, value_name = "N,…", value_delimiter = ',', value_parser = clap::value_parser!(u32).range(1..=500))]
    pub(super) cranes: Vec<u32>,

    /// Capacity with these shares of the bay's gangs, or a pool that grows with the cargo, such as
    /// `90%,110%,in-step`.
    #[arg(long, value_name = "SHARE,…", value_delimiter = ',', value_parser = gangs)]
    pub(super) gangs: Vec<Change>,

    /// Leave out what a little more of each resource would add, which takes most of the time.
    #[arg(long)]
    pub(super) no_bottleneck: bool,

    #[command(flatten)]
    pub(super) batch: BatchOptions,

    #[command(flatten)]
    pub(super) keep: KeepOptions,
}

/// Whose capacity.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(super) struct Of {
    /// Of one terminal, whose traffic alone is scaled.
    #[arg(long, value_name = "ID")]
    pub(super) terminal: Option<String>,

    /// Of the whole bay.
    #[arg(long)]
    pub(super) bay: bool,
}

/// How a bay is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Fill {
    /// Each terminal until its own vessels wait so long (assumption: cargo goes where there is
    /// room).
    Each,
    /// All by one factor until the vessels of the bay together wait so long: cargo stays with its
    /// terminals, and the first to give out decides.
    Together,
}

impl CapacityArgs {
    /// The name of whose capacity is asked for, in the folder's name.
    pub(super) fn part_of_name(&self) -> &str {
        self.of.terminal.as_deref().unwrap_or("bay")
    }

    /// All that is asked about the capacity.
    pub(super) fn inquiry(&self) -> Inquiry {
        let berths = self.berths.iter().map(|count| Change::Berths(*count));
        let cranes = self.cranes.iter().map(|count| Change::CraneCount(*count));
        let growth = match &self.growth[..] {
            [] => Growth::usual(),
            cases => cases.to_vec(),
        };
        Inquiry {
            bottleneck: !self.no_bottleneck,
            variants: berths.chain(cranes).chain(self.gangs.clone()).collect(),
            for_teu: self.for_teu,
            years: self.years,
            growth,
        }
    }

    /// The command that makes the folder again, typed within it.
    pub(super) fn again(&self, scenarios: &[&Scenario]) -> String {
        let file = |scenario: &Scenario| format!("scenarios/{}.toml", scenario.name);
        let mut words = vec![format!("sanpedro capacity {}", file(scenarios[0]))];
        let text = |counts: &[u32]| counts.iter().map(ToString::to_string).collect();
        let gangs = self.gangs.iter().map(|gangs| match gangs {
            Change::Gangs(share) => format!("{}%", 100.0 * share),
            _ => "in-step".to_owned(),
        });
        let lists: [(&str, Vec<String>); 3] = [
            ("berths", text(&self.berths)),
            ("cranes", text(&self.cranes)),
            ("gangs", gangs.collect()),
        ];
        let growth = self.growth.iter();
        let years = self.years.map(|(from, to)| format!("--years {from}..{to}"));
        words.extend(
            scenarios
                .get(1)
                .map(|other| format!("--against {}", file(other))),
        );
        words.push(match &self.of.terminal {
            Some(id) => format!("--terminal {id}"),
            None if self.fill == Fill::Together => "--bay --fill together".to_owned(),
            None => "--bay".to_owned(),
        });
        words.push(format!("--max-wait-ratio {}", self.max_wait_ratio));
        words.extend(years);
        words.extend(growth.map(|case| format!("--growth {}={}%", case.name, 100.0 * case.rate)));
        words.extend(self.for_teu.map(|teu| format!("--for-teu {teu}")));
        let lists = lists.into_iter().filter(|(_, list)| !list.is_empty());
        words.extend(lists.map(|(name, list)| format!("--{name} {}", list.join(","))));
        words.extend(self.no_bottleneck.then(|| "--no-bottleneck".to_owned()));
        words.join(" ")
    }
}
