//! How the numbers of a capacity were found, for whoever has to trust them.

use crate::experiment::capacity::{CapacityStudy, Site};
use crate::report::words::number;

/// How the numbers were found.
pub(super) fn method(found: &CapacityStudy) -> Vec<String> {
    let n = found.question.replications;
    let who = match found.question.site {
        Site::Bay => {
            "Everybody's traffic is scaled by one factor, the load, so that cargo stays with its \
             terminals and the level is that of all vessels together."
        }
        Site::EachTerminal => {
            "Each terminal's traffic is scaled by a factor of its own, until its own vessels are at \
             the level; all are looked for at once, so that what terminals take from one another \
             (gangs, pilots, the channel) counts. This assumes that cargo goes where there is room, \
             carried by each terminal's own services. The load is then one factor more, of all of \
             them. Of each terminal the smaller of berth side and yard counts; where yards bind, \
             the gangs that this would free are not used again."
        }
        Site::Terminal(_) => {
            "The traffic of this terminal alone is scaled by one factor, the load; the others keep \
             theirs and share gangs, pilots and channel with it."
        }
    };
    let mut method = vec![
        format!(
            "{who} Weekly services and extra loaders grow as the scenario's demand says \
             (growth_by_call_size: the rest comes as more calls), random traffic comes more often. \
             Every load is run with the same {n} replications on common random numbers."
        ),
        "Each replication's waiting beyond the service level, and its TEU, are smoothed over the \
         loads around the answer by a polynomial; the answer is where the mean crosses zero. The \
         interval holds every load at which Student's t, or Hall's test for skewed values, does not \
         tell the mean from zero, after taking off what a replication's surplus of cargo explains \
         (Fieller's inversion); its coverage is measured on queues with exact answers (benches/capacity_coverage.rs)."
            .to_owned(),
        "The yard's ceiling is static: acres times the most TEU an acre handles in a year. Yard, \
         gate and rail are not simulated. The smaller of berth side and yard binds."
            .to_owned(),
        "Textbook rows: the load at which the rule or the exact queue is at the level, given the \
         occupancy and time at berth that were simulated at the capacity. Occupancy rule: UNCTAD, \
         Port development (1985). The queues are computed, not looked up."
            .to_owned(),
    ];
    if !found.effects.is_empty() {
        method.push(
            "Bottleneck: each resource is given a little more, everything else and all chance the \
             same, and the capacity is found again; intervals are those of paired differences, \
             each at 95 %, not corrected for their number. Gangs in step with cargo: the bay's pool \
             grows as the cargo over all its quays does, to the nearest gang of a shift; elsewhere \
             the pool stays as the scenario has it."
                .to_owned(),
        );
    }
    if let Some(years) = &found.years {
        method.push(format!(
            "Years: demand grows from {} TEU in {}, the year that the scenario's demand is given \
             for, by each case's rate. Capacity is that of the year simulated throughout: \
             terminals, fleet and gangs do not change with the years.",
            number(years.base_teu, 0),
            years.base_year
        ));
        if years.scenarios.iter().any(|of| of.ways.in_step.is_some()) {
            method.push(
                "Years with gangs in step: the same with a pool that grows as the cargo over all \
                 quays of the bay does, to the nearest gang of a shift (assumption: as many are \
                 hired and trained in time). What it adds is measured as that of a bottleneck, and \
                 not beyond the land of a terminal."
                    .to_owned(),
            );
        }
    }
    method
}
