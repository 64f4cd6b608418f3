#!/usr/bin/env bash
# searoute 1.6.0 (PyPI), shortest routes over the Eurostat marine network, the usual open source of
# distances between ports.
#
# Expected: with `append_orig_dest=True`, by its documentation, the line from Kwai Chung (Hong Kong)
# to Los Angeles begins at Kwai Chung itself, and its length counts the way from there to the network.
#
# Seen: without `include_ports` the option does nothing. Line and length are those of the nearest
# node of the network, here in Urmston Road, 13 nautical miles away behind Lantau: a vessel leaves
# Hong Kong by East Lamma Channel, the line leaves it by the estuary of the Pearl River. 6,516
# nautical miles come out for both places, and nothing in the answer says that its first point is not
# the one asked for. (The node is looked up inside the graph and never handed back to the caller that
# would append the points, so that it sees no difference between the two.)
#
# What to do: compare the first and last coordinates with the points asked for, and add the gap or
# refuse the route.
#
# Needs python3 with venv, and the Python package index. Fails if the behavior changes.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --disable-pip-version-check \
  searoute==1.6.0 networkx==3.6.1 geojson==3.3.0
"$place/venv/bin/python" - <<'PYTHON'
from searoute import searoute
from searoute.utils import distance

KWAI_CHUNG, LOS_ANGELES = (114.12, 22.34), (-118.25, 33.70)


def route(origin, append):
    feature = searoute(origin, LOS_ANGELES, units="naut", append_orig_dest=append)
    return feature.geometry["coordinates"], feature.properties["length"]


plain, plain_length = route(KWAI_CHUNG, False)
appended, appended_length = route(KWAI_CHUNG, True)
gap = distance(KWAI_CHUNG, plain[0], units="naut")
node, node_length = route(tuple(plain[0]), False)
print(f"asked for {KWAI_CHUNG}, begins at {tuple(plain[0])}, {gap:.1f} nautical miles away")
print(f"append_orig_dest=False {plain_length:,.0f}, True {appended_length:,.0f} nautical miles")
print(f"from that node itself {node_length:,.0f} nautical miles")

assert gap > 10, "the nearest node is more than ten nautical miles off"
assert appended == plain, "the line is the same with and without append_orig_dest"
assert appended_length == plain_length == node_length, "the gap is in no length"
assert list(KWAI_CHUNG) not in [list(point) for point in appended], "Kwai Chung is not in the line"
print("seen as described")
PYTHON
