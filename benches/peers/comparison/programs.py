"""Who is compared, on which models, how they are built and called."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

PEERS = Path(__file__).resolve().parents[1]
ROOT = PEERS.parents[1]
VENV = PEERS / "python" / "venv"

BATCHED = "sanpedro, batched"
ONE_BY_ONE = "sanpedro, one by one"


@dataclass(frozen=True)
class Model:
    """A model and how long it runs: the slow Python programs get a shorter horizon, since cost is
    per move or event."""

    name: str
    title: str
    unit: str
    days: float
    python_days: float


MODELS = [
    Model("port", "stripped port", "move", 365, 120),
    Model("mm1", "M/M/1", "customer", 52_000, 650),
    Model("mm10", "M/M/10", "customer", 5_200, 65),
    Model("hold_200", "hold, 200 pending", "hold", 417, 42),
    Model("hold_1000", "hold, 1,000 pending", "hold", 84, 8.4),
    Model("hold_100000", "hold, 100,000 pending", "hold", 1.67, 0.5),
]


@dataclass
class Program:
    """One side of the comparison."""

    name: str
    version: str
    command: list
    python: bool = False
    # Families of models it cannot say.
    lacks: tuple = ()
    results: dict = field(default_factory=dict)

    def simulates(self, model):
        return not model.name.startswith(self.lacks)

    def days(self, model):
        return model.python_days if self.python else model.days

    def run(self, model, seed, days):
        """One run; its line of JSON."""
        command = [*self.command, model.name, "--seed", str(seed), "--days", str(days)]
        if self.name == ONE_BY_ONE:
            command.append("--one-by-one")
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr}")
        return json.loads(done.stdout)


def build(folder, *arguments):
    """Builds with cargo; the executables by name."""
    command = ["cargo", *arguments, "--locked", "--message-format=json-render-diagnostics"]
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, text=True, check=True)
    messages = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return {m["target"]["name"]: m["executable"] for m in messages if m.get("executable")}


def crate_version(lock, name):
    text = (lock / "Cargo.lock").read_text()
    return re.search(rf'name = "{name}"\nversion = "([^"]+)"', text)[1]


def python_with_packages():
    """The interpreter of a virtual environment that holds the pinned packages."""
    wanted = PEERS / "python" / "requirements.txt"
    python, have = VENV / "bin" / "python", VENV / "installed.txt"
    if not have.exists() or have.read_text() != wanted.read_text():
        subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)
        install = [python, "-m", "pip", "install", "--quiet", "--requirement", wanted]
        subprocess.run(install, check=True)
        have.write_text(wanted.read_text())
    return str(python)


def package_version(name):
    text = (PEERS / "python" / "requirements.txt").read_text()
    return re.search(rf"^{name}==(\S+)", text, re.MULTILINE)[1]


def prepare():
    """Builds everything; the programs, ours first."""
    ours = build(ROOT, "bench", "--no-run", "--bench", "ours")["ours"]
    rust = build(PEERS, "build", "--release")
    python = python_with_packages()
    version = crate_version(ROOT, "sanpedro")
    programs = [
        Program(BATCHED, version, [ours], lacks=("mm", "hold")),
        Program(ONE_BY_ONE, version, [ours]),
    ]
    for name, crate in [("desque", "desque"), ("Ixa", "ixa"), ("NeXosim", "nexosim")]:
        programs.append(Program(name, crate_version(PEERS, crate), [rust[crate]]))
    for name, lacks in [("SimPy", ()), ("salabim", ()), ("Ciw", ("port", "hold"))]:
        script = str(PEERS / "python" / f"{name.lower()}_peer.py")
        version = package_version(name.lower())
        programs.append(Program(name, version, [python, script], python=True, lacks=lacks))
    return programs


def pin_to_one_core():
    """Keeps this process, and so every program it starts, on one core."""
    core = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    return core
