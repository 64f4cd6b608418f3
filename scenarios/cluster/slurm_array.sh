#!/bin/bash
# A Slurm job array: each task runs one share of the replications and writes one part.
#
#   job=$(sbatch --parsable --array=1-8 scenarios/cluster/slurm_array.sh scenarios/pier_500.toml --replications 400)
#   sbatch --dependency=afterany:$job --wrap 'sanpedro merge parts/*.part'
#
# The merge starts once every task has ended, however it ended, and says which shares are missing.
#
# The cells of a sweep are divided in the same way, with COMMAND=sweep before sbatch and the
# arguments of `sanpedro sweep`.
#
# A task that runs out of time keeps the replications that it has done and sends itself again, until
# its share is whole; one that was killed or preempted is sent again by Slurm. --resume goes on with
# what was kept, and a share that is there already ends at once. A task in whose time not one
# replication was done is not sent again: it would never end; give it more with sbatch --time.
# The shares of an array are of the whole array: to repeat some of them alone, keep its size with
# SHARES, such as
#   SHARES=8 sbatch --array=3,5 ...
#SBATCH --job-name=sanpedro
#SBATCH --cpus-per-task=1
#SBATCH --output=slurm-%A_%a.out
#SBATCH --open-mode=append
#SBATCH --requeue
# Half a minute before the limit: time to end the replications under way and keep them.
#SBATCH --signal=B:TERM@30
set -euo pipefail
shares=${SHARES:-$SLURM_ARRAY_TASK_COUNT}
share=$SLURM_ARRAY_TASK_ID
parts=${PARTS:-parts}
part=$share-of-$shares.part
mkdir -p "$parts"
export RAYON_NUM_THREADS=${SLURM_CPUS_PER_TASK:-1}

# Bytes of replications that are kept of this share.
kept() { stat --format %s "$parts/.$part.kept" 2>/dev/null || echo 0; }
before=$(kept)
# Slurm tells this shell alone that time runs out: it passes the word on, and waits for the end.
out_of_time=
trap 'out_of_time=1; kill -TERM "$work" 2>/dev/null || true' TERM
"${SANPEDRO:-sanpedro}" "${COMMAND:-run}" "$@" --shard "$share/$shares" --resume --quiet --out "$parts/$part" &
work=$!
code=0
wait "$work" || code=$?
if [ -n "$out_of_time" ]; then
  code=0
  wait "$work" || code=$?
  # A task that is being cancelled is not running any more, and stays cancelled.
  state=$(squeue --noheader --format %T --jobs "$SLURM_JOB_ID" 2>/dev/null || true)
  if [ "$code" -eq 130 ] && [ "$state" = RUNNING ]; then
    if [ "$(kept)" -le "$before" ]; then
      echo "share $share/$shares: not one replication was done in the time of a task; give it more with --time" >&2
      exit 1
    fi
    echo "share $share/$shares: out of time, sent again" >&2
    scontrol requeue "$SLURM_JOB_ID"
    # Ended by Slurm, which has it waiting again.
    sleep 60
  fi
fi
exit "$code"
