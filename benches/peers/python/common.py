"""The parameters, command line and line of JSON that the Python programs share.

The models are told in benches/models/parameters.rs; the numbers here are the same.
"""

import argparse
import json
import math
import time

HOURS_PER_DAY = 24.0

HOLD_HOURS = 1.0

SERVICE_HOURS = 1.0
UTILIZATION = 0.8

TERMINALS = 6
BERTHS = 2
CRANES = 10
SHIPS_PER_DAY = 5.0
HATCHES = 5
MOVES_PER_HATCH = 580
MOVE_HOURS = 2.0 / 60.0
MOVE_CV = 0.3

# The lognormal's parameters, from the mean and coefficient of variation of the time itself.
MOVE_SIGMA = math.sqrt(math.log1p(MOVE_CV**2))
MOVE_MU = math.log(MOVE_HOURS) - MOVE_SIGMA**2 / 2.0


class Tally:
    """Whoever was served, and moves, counted as they happen; times in hours."""

    def __init__(self):
        self.served = 0
        self.moves = 0
        self.wait = 0.0
        self.stay = 0.0

    def serve(self, arrived, begun, now):
        self.served += 1
        self.wait += begun - arrived
        self.stay += now - begun


def main(models):
    """Runs `PROGRAM MODEL --seed N [--days D]`.

    `models` maps the first letters of a model's name to a function of (number in the name, seed,
    hours) that sets it up and returns how to run it, which alone is timed.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("model", help="hold_N, mmN or port")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--days", type=float, default=365.0)
    arguments = parser.parse_args()
    name = arguments.model.rstrip("0123456789")
    number = int(arguments.model[len(name):] or 0)
    if name.rstrip("_") not in models:
        parser.error(f"no model {arguments.model} here")
    run = models[name.rstrip("_")](number, arguments.seed, arguments.days * HOURS_PER_DAY)
    start = time.process_time()
    tally = run()
    cpu_seconds = time.process_time() - start
    waits = name != "hold_" and tally.served
    print(json.dumps({
        "served": tally.served,
        "moves": tally.moves if name == "port" else None,
        "mean_wait_hours": tally.wait / tally.served if waits else None,
        "mean_stay_hours": tally.stay / tally.served if waits else None,
        "cpu_seconds": cpu_seconds,
    }))
