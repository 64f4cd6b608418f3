"""The tables, in Markdown."""

import datetime
import os
import platform
import subprocess
from statistics import median

from .programs import BATCHED, ONE_BY_ONE

# What the stripped port is to reach, per move: (batched, one by one).
GOALS = {"SimPy": (400, 120), "NeXosim": (60, 18), "desque": (12, 4)}


def nanoseconds(program, model):
    """Median cost of one move or event."""
    units = "moves" if model.unit == "move" else "served"
    runs = program.results[model.name]
    return median(run["cpu_seconds"] * 1e9 / run[units] for run in runs)


def digits(value):
    """Three digits, no powers of ten."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def beside_goal(ratio, goal):
    """A ratio and, where there is one, its goal."""
    text = f"{digits(ratio)}×"
    if goal is None:
        return text
    return f"{text} (goal {goal}×: {'reached' if ratio >= goal else 'missed'})"


def port_table(programs, model):
    costs = {p.name: nanoseconds(p, model) for p in programs if model.name in p.results}
    lines = [
        "| stripped port | version | days | ns a move | ÷ ours batched | ÷ ours one by one |",
        "|---|---|--:|--:|--:|--:|",
    ]
    for program in programs:
        if program.name not in costs:
            lines.append(f"| {program.name} | {program.version} | | cannot be said in it | | |")
            continue
        cost = costs[program.name]
        batched, single = GOALS.get(program.name, (None, None))
        ratios = [
            beside_goal(cost / costs[BATCHED], batched),
            beside_goal(cost / costs[ONE_BY_ONE], single),
        ]
        days = f"{program.days(model):g}"
        row = [program.name, program.version, days, digits(cost), *ratios]
        lines.append("| " + " | ".join(row) + " |")
    return lines


def event_table(programs, models):
    titles = " | ".join(f"{model.title}, ns a {model.unit}" for model in models)
    lines = [f"| engine alone | {titles} |", "|---|" + "--:|" * len(models)]
    ours = next(program for program in programs if program.name == ONE_BY_ONE)
    for program in programs:
        if program.name == BATCHED:
            continue
        cells = []
        for model in models:
            if model.name not in program.results:
                cells.append("–")
                continue
            cost = nanoseconds(program, model)
            ratio = f" ({digits(cost / nanoseconds(ours, model))}×)" if program != ours else ""
            cells.append(digits(cost) + ratio)
        name = "sanpedro" if program == ours else program.name
        lines.append(f"| {name} {program.version} | " + " | ".join(cells) + " |")
    return lines


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as info:
        names = [line.partition(":")[2].strip() for line in info if line.startswith("model name")]
    return names[0] if names else platform.machine()


def heading(rounds, load):
    rustc = subprocess.run(["rustc", "--version"], capture_output=True, text=True, check=True)
    date = datetime.date.today().isoformat()
    tools = f"{' '.join(rustc.stdout.split()[:2])}, Python {platform.python_version()}"
    busy = "" if load < 0.5 else f" **The machine was busy: load {load:.1f} at the start.**"
    return (
        f"{date}, one core of {os.cpu_count()}, {processor()}; {tools}. Processor time without "
        f"start-up, median of {rounds} interleaved rounds.{busy}"
    )


def markdown(programs, models, rounds, load):
    """Everything measured, as text."""
    lines = [heading(rounds, load), ""]
    ports = [model for model in models if model.unit == "move"]
    events = [model for model in models if model.unit != "move"]
    for model in ports:
        lines += [*port_table(programs, model), ""]
    if events:
        lines += [*event_table(programs, events), ""]
    return "\n".join(lines)
