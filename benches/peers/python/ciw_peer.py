"""The queues on Ciw, which is a library of queueing networks.

The other models cannot be said in it: a hold model has no queue, and a ship of the stripped port
is worked by five cranes at once and sails when the last is done, a fork and join that Ciw's
nodes do not have.
"""

import math

import ciw

import common
from common import Tally


def queue(servers, seed, hours):
    ciw.seed(seed)
    arrivals = common.UTILIZATION * servers / common.SERVICE_HOURS
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate=arrivals)],
        service_distributions=[ciw.dists.Exponential(rate=1.0 / common.SERVICE_HOURS)],
        number_of_servers=[servers],
    )
    simulation = ciw.Simulation(network)

    def run():
        simulation.simulate_until_max_time(hours)
        # Ciw keeps a record of every service, to be read when the run has ended.
        tally = Tally()
        records = simulation.get_all_records(only=["service"])
        tally.served = len(records)
        tally.wait = math.fsum(record.waiting_time for record in records)
        tally.stay = math.fsum(record.service_time for record in records)
        return tally

    return run


if __name__ == "__main__":
    common.main({"mm": queue})
