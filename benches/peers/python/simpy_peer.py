"""The models on SimPy: processes and resources, after the examples of its documentation."""

import random

import simpy

import common
from common import Tally


def hold(pending, seed, hours):
    env, tally, rng = simpy.Environment(), Tally(), random.Random(seed)

    def holder():
        while True:
            yield env.timeout(rng.expovariate(1.0 / common.HOLD_HOURS))
            tally.served += 1

    for _ in range(pending):
        env.process(holder())
    return lambda: (env.run(until=hours), tally)[1]


def queue(servers, seed, hours):
    env, tally, rng = simpy.Environment(), Tally(), random.Random(seed)
    station = simpy.Resource(env, capacity=servers)

    def customer():
        arrived = env.now
        with station.request() as request:
            yield request
            begun = env.now
            yield env.timeout(rng.expovariate(1.0 / common.SERVICE_HOURS))
            tally.serve(arrived, begun, env.now)

    def source():
        while True:
            yield env.timeout(rng.expovariate(common.UTILIZATION * servers / common.SERVICE_HOURS))
            env.process(customer())

    env.process(source())
    return lambda: (env.run(until=hours), tally)[1]


def port(_, seed, hours):
    env, tally, rng = simpy.Environment(), Tally(), random.Random(seed)
    berths = [simpy.Resource(env, common.BERTHS) for _ in range(common.TERMINALS)]
    cranes = [simpy.Resource(env, common.CRANES) for _ in range(common.TERMINALS)]

    def hatch(terminal):
        with cranes[terminal].request() as crane:
            yield crane
            for _ in range(common.MOVES_PER_HATCH):
                yield env.timeout(rng.lognormvariate(common.MOVE_MU, common.MOVE_SIGMA))
                tally.moves += 1

    def ship(terminal):
        arrived = env.now
        with berths[terminal].request() as berth:
            yield berth
            berthed = env.now
            hatches = [env.process(hatch(terminal)) for _ in range(common.HATCHES)]
            yield env.all_of(hatches)
            tally.serve(arrived, berthed, env.now)

    def sea():
        while True:
            yield env.timeout(rng.expovariate(common.SHIPS_PER_DAY / common.HOURS_PER_DAY))
            env.process(ship(rng.randrange(common.TERMINALS)))

    env.process(sea())
    return lambda: (env.run(until=hours), tally)[1]


if __name__ == "__main__":
    common.main({"hold": hold, "mm": queue, "port": port})
