#!/bin/bash
# The same with GNU parallel, on one machine or over ssh (with --sshloginfile and --transfer).
#
#   scenarios/cluster/parallel.sh 8 scenarios/pier_500.toml --replications 400
#   COMMAND=sweep scenarios/cluster/parallel.sh 8 scenarios/pier_500.toml --vary terminal.pier_500.wharf.main.cranes=8,10,12
set -euo pipefail
shares=$1
shift
parts=${PARTS:-parts}
sanpedro=${SANPEDRO:-sanpedro}
mkdir -p "$parts"
# Each share on one thread: parallel keeps all processors busy. A share that failed is tried
# again, from where it stopped; --quote keeps values with spaces, such as `60 d`, in one piece.
seq "$shares" | RAYON_NUM_THREADS=1 parallel --quote --halt soon,fail=1 --retries 2 \
  "$sanpedro" "${COMMAND:-run}" "$@" --shard "{}/$shares" --resume --quiet --out "$parts/{}-of-$shares.part"
files=()
for share in $(seq "$shares"); do files+=("$parts/$share-of-$shares.part"); done
exec "$sanpedro" merge "${files[@]}" ${OUT:+--out "$OUT"}
