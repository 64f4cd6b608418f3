//! The command line and the one line of JSON that every program of the comparison shares:
//! `PROGRAM MODEL --seed N [--days D]`.

use std::fmt::Write as _;

/// A model of the comparison, see `benches/models/parameters.rs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Model {
    /// The hold model with so many pending events.
    Hold(u32),
    /// The queue with so many servers.
    Queue(usize),
    /// The stripped port.
    Port,
}

/// What to simulate.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// The model.
    pub model: Model,
    /// Seed of all chance.
    pub seed: u64,
    /// Simulated days.
    pub days: f64,
    /// `--one-by-one`: every move of the port an event of its own. Peers know no other way.
    pub one_by_one: bool,
}

impl Command {
    /// Reads the arguments of the program.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn parse(arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut command = Self {
            model: Model::Port,
            seed: 1,
            days: 365.0,
            one_by_one: false,
        };
        let mut arguments = arguments.peekable();
        let model = arguments
            .next()
            .ok_or("usage: MODEL [--seed N] [--days D]")?;
        command.model = Model::parse(&model)?;
        while let Some(option) = arguments.next() {
            let mut value = || arguments.next().ok_or(format!("{option} needs a value"));
            match option.as_str() {
                "--seed" => command.seed = number(&value()?)?,
                "--days" => command.days = number(&value()?)?,
                "--one-by-one" => command.one_by_one = true,
                _ => return Err(format!("unknown option `{option}`")),
            }
        }
        Ok(command)
    }
}

impl Model {
    fn parse(name: &str) -> Result<Self, String> {
        match name.split_once('_') {
            Some(("hold", pending)) => Ok(Self::Hold(number(pending)?)),
            None if name == "port" => Ok(Self::Port),
            None if name.starts_with("mm") => Ok(Self::Queue(number(&name[2..])?)),
            _ => Err(format!("unknown model `{name}`: hold_N, mmN or port")),
        }
    }
}

fn number<T: std::str::FromStr>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("`{text}` is no number"))
}

/// What a run gave.
#[derive(Clone, Copy, Debug, Default)]
pub struct Report {
    /// Holds, customers served or ships sailed.
    pub served: u64,
    /// Crane moves completed, where the model has them.
    pub moves: Option<u64>,
    /// Mean wait for a server or berth, where the model has one.
    pub mean_wait_hours: Option<f64>,
    /// Mean time with the server or at berth, where the model has one.
    pub mean_stay_hours: Option<f64>,
}

impl Report {
    /// The line of JSON of a run that took `cpu_seconds` of processor time without start-up.
    pub fn line(&self, cpu_seconds: f64) -> String {
        let mut line = format!("{{\"served\":{}", self.served);
        let mut field = |name: &str, value: Option<String>| {
            let value = value.unwrap_or_else(|| "null".to_owned());
            write!(line, ",\"{name}\":{value}").expect("a string takes all");
        };
        field("moves", self.moves.map(|moves| moves.to_string()));
        field(
            "mean_wait_hours",
            self.mean_wait_hours.map(|hours| hours.to_string()),
        );
        field(
            "mean_stay_hours",
            self.mean_stay_hours.map(|hours| hours.to_string()),
        );
        field("cpu_seconds", Some(cpu_seconds.to_string()));
        line + "}"
    }
}
