//! Extra loaders: calls outside the services, when season asks for them.

use super::fit::Deployment;
use super::traffic::terminal_id;
use super::{Check, all};
use crate::engine::{Distribution, SimDuration};
use crate::port::bay::{Service, TerminalId, Traffic};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::raw;
use crate::scenario::reader::{At, Named, OrDefault as _};

impl Check<'_> {
    /// Extra loaders of one port; `Some(None)` if the port has no demand that needs any.
    #[expect(
        clippy::option_option,
        reason = "extra loaders not needed and extra loaders that are wrong are two things"
    )]
    pub(super) fn extra_loader(&self, extra: &Named<raw::ExtraLoaders>) -> Option<Option<Service>> {
        let raw = &extra.value;
        let port = self.position("port", &extra.id, &extra.place, &self.raw.ports);
        let classes = self.mix(raw.classes.as_deref());
        let origin = raw.origin.as_ref().and_then(|origin| self.origin(origin));
        let terminals = self.extra_terminals(extra, port?);
        let (classes, origin) = (classes?, origin?);
        if !self.has_demand(&extra.id) {
            let message = format!("port `{}` has no demand for extra loaders", extra.id);
            let fault = Diagnostic::warning(&extra.place, message);
            self.push(
                fault
                    .label("never come")
                    .help(format!("add `[demand.{}]`", extra.id)),
            );
            return Some(None);
        }
        let port = &self.raw.ports[port?];
        Some(Some(Service {
            id: format!("extra_loaders_{}", extra.id),
            name: format!(
                "Extra loaders, {}",
                port.value.name.value_or(port.id.clone())
            ),
            origin: origin.name,
            origin_in_china: origin.in_china,
            distance: origin.distance,
            terminals: terminals?,
            traffic: Traffic::ExtraLoaders,
            vessel_classes: classes,
            cargo: self.carried(1.0)?,
            delay: Distribution::constant(0.0),
            early: SimDuration::ZERO,
            demand: None,
        }))
    }

    /// Terminals for extra loaders, in proportion to the capacity that calls there weekly; of
    /// those not listed by name only where all classes fit.
    fn extra_terminals(
        &self,
        extra: &Named<raw::ExtraLoaders>,
        port: usize,
    ) -> Option<Vec<(TerminalId, f64)>> {
        let classes = extra.value.classes.as_deref()?;
        let deployed = self.deployed_by_terminal(port);
        // Then nobody carries the demand either, which has been reported.
        let nobody_calls = deployed.iter().all(|(_, weekly)| *weekly <= 0.0);
        let mut chosen: Vec<(usize, f64)> = match &extra.value.terminals {
            Some(list) => all(list
                .value
                .iter()
                .map(|item| self.listed_terminal(extra, item, &deployed, classes)))?,
            None => deployed
                .into_iter()
                .filter(|(terminal, weekly)| {
                    *weekly > 0.0 && self.misfit(*terminal, classes, None).is_none()
                })
                .collect(),
        };
        if chosen.is_empty() {
            if self.any_misfit.get() || !self.services_are_known() || nobody_calls {
                return None;
            }
            let message = format!("extra loaders of port `{}` have nowhere to go", extra.id);
            let help = "no terminal that weekly services call at has a wharf for all these classes";
            self.push(Diagnostic::error(&extra.place, message).help(help));
            return None;
        }
        let sum: f64 = chosen.iter().map(|(_, weekly)| weekly).sum();
        if sum <= 0.0 {
            for (_, share) in &mut chosen {
                *share = 1.0;
            }
        }
        let sum: f64 = chosen.iter().map(|(_, share)| share).sum();
        let share = |(terminal, weekly)| (terminal_id(terminal), weekly / sum);
        Some(chosen.into_iter().map(share).collect())
    }

    fn listed_terminal(
        &self,
        extra: &Named<raw::ExtraLoaders>,
        item: &At<String>,
        deployed: &[(usize, f64)],
        classes: &[Named<f64>],
    ) -> Option<(usize, f64)> {
        let at = self.position("terminal", &item.value, &item.place, &self.raw.terminals)?;
        let Some(found) = deployed.iter().find(|(terminal, _)| *terminal == at) else {
            let message = format!("terminal `{}` is not of port `{}`", item.value, extra.id);
            self.error(&item.place, message, "of another port");
            return None;
        };
        let service = format!("extra_loaders.{}", extra.id);
        let fits = self.fits(&Deployment {
            service: &service,
            terminal: at,
            sent: &item.place,
            classes,
            loa: None,
        });
        fits.then_some(*found)
    }
}
