"""Do all programs simulate the same model? Asked before any ratio is printed.

Queues and the hold model are held against exact theory. The stripped port has none: every
program, ours too, is held against a reference of other seeds of ours over the same horizon.
How far the mean of a few runs may stray comes from the spread of the reference's runs, or from
the Poisson law of a count. The limit is set so that, of about a hundred questions, a true
agreement fails one in a hundred times; seeds are fixed, so a pass stays a pass.
"""

import math
from statistics import fmean, stdev

from .programs import BATCHED, ONE_BY_ONE

# Two-sided 99.99 % of the normal distribution.
LIMIT = 3.89
# Runs of the reference, with seeds far from those of the timed runs.
REFERENCE_SEEDS = range(1_001, 1_041)

# The parameters of benches/models/parameters.rs that theory needs.
HOLD_HOURS = 1.0
SERVICE_HOURS = 1.0
UTILIZATION = 0.8


def erlang_wait(servers):
    """Mean wait of M/M/c in hours (Erlang C, through the recursion of Erlang B)."""
    load = UTILIZATION * servers
    blocked = 1.0
    for n in range(1, servers + 1):
        blocked = load * blocked / (n + load * blocked)
    waits = blocked / (1.0 - UTILIZATION * (1.0 - blocked))
    return waits * SERVICE_HOURS / (servers * (1.0 - UTILIZATION))


def reference(ours, model, days):
    """Mean and spread of each figure over the reference's runs."""
    runs = [ours.run(model, seed, days) for seed in REFERENCE_SEEDS]
    figures = [name for name, value in runs[0].items() if value is not None]
    return {
        name: (fmean(run[name] for run in runs), stdev(run[name] for run in runs))
        for name in figures
        if name != "cpu_seconds"
    }


def expectations(ours, model, days, runs):
    """What the mean of so many runs should be: (figure, mean, standard error, source)."""
    hours = days * 24.0
    if model.name.startswith("hold"):
        holds = int(model.name.partition("_")[2]) * hours / HOLD_HOURS
        return [("served", holds, math.sqrt(holds / runs), "theory")]
    spread = reference(ours, model, days)
    if model.name.startswith("mm"):
        servers = int(model.name[2:])
        customers = UTILIZATION * servers / SERVICE_HOURS * hours
        service_error = SERVICE_HOURS / math.sqrt(customers * runs)
        wait_error = spread["mean_wait_hours"][1] / math.sqrt(runs)
        return [
            ("served", customers, math.sqrt(customers / runs), "theory"),
            ("mean_wait_hours", erlang_wait(servers), wait_error, "theory"),
            ("mean_stay_hours", SERVICE_HOURS, service_error, "theory"),
        ]
    both = math.sqrt(1.0 / runs + 1.0 / len(REFERENCE_SEEDS))
    return [(name, mean, sd * both, "reference") for name, (mean, sd) in spread.items()]


def questions(programs, model):
    """Every figure of every program beside what it should be, as rows of text and a verdict."""
    ours = programs[0] if programs[0].simulates(model) else programs[1]
    known = {}
    for program in (p for p in programs if model.name in p.results):
        runs, days = program.results[model.name], program.days(model)
        key = (days, len(runs))
        if key not in known:
            known[key] = expectations(ours, model, days, len(runs))
        for figure, mean, error, source in known[key]:
            found = fmean(run[figure] for run in runs)
            agrees = abs(found - mean) <= LIMIT * error
            text = f"{model.name:12} {program.name:21} {figure:16} {found:14.5g}"
            yield f"{text} {source} {mean:.5g} ± {LIMIT * error:.2g}", agrees


def paces_differ(programs, model):
    """Whether our two paces give anything but the same figures to the last digit."""
    by_name = {program.name: program.results.get(model.name) for program in programs}
    if not by_name[BATCHED] or not by_name[ONE_BY_ONE]:
        return False

    def figures(runs):
        return [{k: v for k, v in run.items() if k != "cpu_seconds"} for run in runs]

    return figures(by_name[BATCHED]) != figures(by_name[ONE_BY_ONE])
