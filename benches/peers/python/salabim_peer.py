"""The models on salabim: components and resources, after the examples of its manual.

Processes are generators (its "yield" mode, the default); the monitors of resources, which nobody
reads here, are off.
"""

import random

import salabim as sim

import common
from common import Tally

sim.yieldless(False)


def environment():
    return sim.Environment(trace=False)


def unmonitored(name, capacity, env):
    return sim.Resource(name, capacity=capacity, env=env, monitor=False)


def hold(pending, seed, hours):
    env, tally, rng = environment(), Tally(), random.Random(seed)

    class Holder(sim.Component):
        def process(self):
            while True:
                yield self.hold(rng.expovariate(1.0 / common.HOLD_HOURS))
                tally.served += 1

    for _ in range(pending):
        Holder(env=env)
    return lambda: (env.run(till=hours), tally)[1]


def queue(servers, seed, hours):
    env, tally, rng = environment(), Tally(), random.Random(seed)
    station = unmonitored("station", servers, env)

    class Customer(sim.Component):
        def process(self):
            arrived = env.now()
            yield self.request(station)
            begun = env.now()
            yield self.hold(rng.expovariate(1.0 / common.SERVICE_HOURS))
            self.release()
            tally.serve(arrived, begun, env.now())

    class Source(sim.Component):
        def process(self):
            while True:
                rate = common.UTILIZATION * servers / common.SERVICE_HOURS
                yield self.hold(rng.expovariate(rate))
                Customer(env=env)

    Source(env=env)
    return lambda: (env.run(till=hours), tally)[1]


def port(_, seed, hours):
    env, tally, rng = environment(), Tally(), random.Random(seed)
    terminals = range(common.TERMINALS)
    berths = [unmonitored(f"berths {t}", common.BERTHS, env) for t in terminals]
    cranes = [unmonitored(f"cranes {t}", common.CRANES, env) for t in terminals]

    class Hatch(sim.Component):
        def setup(self, ship, terminal):
            self.ship = ship
            self.terminal = terminal

        def process(self):
            yield self.request(cranes[self.terminal])
            for _ in range(common.MOVES_PER_HATCH):
                yield self.hold(rng.lognormvariate(common.MOVE_MU, common.MOVE_SIGMA))
                tally.moves += 1
            self.release()
            self.ship.hatches_left -= 1
            if self.ship.hatches_left == 0:
                self.ship.activate()

    class Ship(sim.Component):
        def setup(self, terminal):
            self.terminal = terminal
            self.hatches_left = common.HATCHES

        def process(self):
            arrived = env.now()
            yield self.request(berths[self.terminal])
            berthed = env.now()
            for _ in range(common.HATCHES):
                Hatch(ship=self, terminal=self.terminal, env=env)
            yield self.passivate()
            self.release()
            tally.serve(arrived, berthed, env.now())

    class Sea(sim.Component):
        def process(self):
            while True:
                yield self.hold(rng.expovariate(common.SHIPS_PER_DAY / common.HOURS_PER_DAY))
                Ship(terminal=rng.randrange(common.TERMINALS), env=env)

    Sea(env=env)
    return lambda: (env.run(till=hours), tally)[1]


if __name__ == "__main__":
    common.main({"hold": hold, "mm": queue, "port": port})
