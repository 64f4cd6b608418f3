#!/bin/bash
# A Slurm job array: each task runs one share of the replications and writes one part.
#
#   job=$(sbatch --parsable --array=1-8 scenarios/cluster/slurm_array.sh scenarios/pier_500.toml --replications 400)
#   sbatch --dependency=afterok:$job --wrap 'sanpedro merge parts/*.part'
#
# The cells of a sweep are divided in the same way, with COMMAND=sweep before sbatch and the
# arguments of `sanpedro sweep`.
#
# A task that was killed, preempted or ran out of time is sent again as it was: --resume goes on
# with what it had kept, and a share that is there already ends at once. The shares of an array
# are of the whole array: to repeat some of them alone, keep its size with SHARES, such as
#   SHARES=8 sbatch --array=3,5 ... ; the merge says which are missing.
#SBATCH --job-name=sanpedro
#SBATCH --cpus-per-task=1
#SBATCH --output=slurm-%A_%a.out
#SBATCH --requeue
# Half a minute before the limit: time to end the replications under way and keep them.
#SBATCH --signal=B:TERM@30
set -euo pipefail
shares=${SHARES:-$SLURM_ARRAY_TASK_COUNT}
share=$SLURM_ARRAY_TASK_ID
parts=${PARTS:-parts}
mkdir -p "$parts"
export RAYON_NUM_THREADS=${SLURM_CPUS_PER_TASK:-1}
exec "${SANPEDRO:-sanpedro}" "${COMMAND:-run}" "$@" --shard "$share/$shares" --resume --quiet --out "$parts/$share-of-$shares.part"
