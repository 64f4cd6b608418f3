//! Name, question, replications, and the figures a result is held against.

use std::path::Path;

use super::horizon::HOME_ZONE;
use super::{Check, all};
use crate::emissions::Settings;
use crate::engine::SimDuration;
use crate::port::bay::Bay;
use crate::scenario::checked::{Scenario, Target, TargetBasis, WarmUpBy};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::raw::{self, WarmUp};
use crate::scenario::reader::Named;
use crate::scenario::reader::OrDefault as _;

/// The parts of a scenario that are not the bay.
pub(super) struct Study {
    name: Option<String>,
    question: String,
    replications: u32,
    seed: u64,
    warm_up_days: f64,
    warm_up_by: WarmUpBy,
    time_zone: String,
    targets: Option<Vec<Target>>,
    assumptions: Vec<String>,
}

impl Study {
    pub(super) fn into_scenario(
        self,
        bay: Bay,
        emissions: Settings,
        effective: String,
    ) -> Option<Scenario> {
        Some(Scenario {
            name: self.name?,
            question: self.question,
            bay,
            emissions,
            replications: self.replications,
            seed: self.seed,
            warm_up_days: self.warm_up_days,
            warm_up_by: self.warm_up_by,
            time_zone: self.time_zone,
            targets: self.targets?,
            assumptions: self.assumptions,
            effective,
        })
    }
}

impl Check<'_> {
    pub(super) fn study(&self, file_stem: &str) -> Study {
        let raw = self.raw;
        let horizon = raw.horizon.as_ref().map(|horizon| &horizon.value);
        let warm_up = horizon.and_then(|horizon| horizon.warm_up.as_ref());
        let warm_up = warm_up.map(|given| given.value);
        let time_zone = horizon.and_then(|horizon| horizon.time_zone.as_ref());
        Study {
            name: self.name(file_stem),
            question: raw
                .question
                .as_ref()
                .map_or_else(String::new, |question| question.value.clone()),
            replications: u32::try_from(raw.replications.value_or(20))
                .expect("read as at most a million"),
            seed: raw.seed.value_or(1),
            warm_up_days: warm_up
                .and_then(WarmUp::known)
                .map_or(0.0, SimDuration::days),
            warm_up_by: match warm_up {
                Some(WarmUp::Found(_)) => WarmUpBy::Mser5,
                _ => WarmUpBy::Scenario,
            },
            time_zone: time_zone.map_or_else(|| HOME_ZONE.to_owned(), |zone| zone.value.clone()),
            targets: self.targets(),
            assumptions: raw.assumptions.clone(),
        }
    }

    /// The name given, or the file's; it names a folder, so it is kept plain.
    fn name(&self, file_stem: &str) -> Option<String> {
        let (name, place) = match &self.raw.name {
            Some(name) => (name.value.as_str(), &name.place),
            None => (file_stem, &self.raw.start),
        };
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-';
        if !name.is_empty() && name.len() <= 100 && name.chars().all(plain) {
            return Some(name.to_owned());
        }
        let message = format!("`{name}` cannot name a folder of results");
        let help = "a name is lower-case letters, digits, `_` and `-`, at most 100; \
                    without `name` it is the file's";
        self.push(Diagnostic::error(place, message).help(help));
        None
    }

    fn targets(&self) -> Option<Vec<Target>> {
        all(self.raw.targets.iter().map(|target| self.target(target)))
    }

    fn target(&self, target: &Named<raw::Target>) -> Option<Target> {
        let raw = &target.value;
        let of = raw.of.as_ref().map_or("bay", |of| of.value.as_str());
        let is_known = of == "bay"
            || self.raw.ports.iter().any(|port| port.id == of)
            || self.raw.terminals.iter().any(|terminal| terminal.id == of);
        if let (Some(given), false) = (&raw.of, is_known) {
            let message = format!("there is no port or terminal `{of}`");
            self.error(&given.place, message, "`bay`, a port or a terminal");
            return None;
        }
        let (measure, low, high) = (raw.measure.as_ref()?, raw.low.as_ref()?, raw.high.as_ref()?);
        if low.value > high.value {
            self.push(
                Diagnostic::error(&high.place, "`high` is below `low`")
                    .label("high")
                    .related(&low.place, "low"),
            );
            return None;
        }
        Some(Target {
            id: target.id.clone(),
            measure: measure.value.clone(),
            of: of.to_owned(),
            published: raw.published.as_ref().map(|published| published.value),
            low: low.value,
            high: high.value,
            source: raw.source.as_ref()?.value.clone(),
            // Nobody said that nobody looked.
            basis: raw.basis.value_or(TargetBasis::LookedAt),
        })
    }
}

/// The name of a scenario file without folder and ending.
pub(in crate::scenario) fn stem(path: &Path) -> String {
    path.file_stem()
        .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}
