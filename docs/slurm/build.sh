#!/bin/bash
# Build a dataset on a Slurm cluster, a part of the files for each task of an array:
#
#   bash build.sh SHARDS OUT INPUT [FLAG...]      # FLAGs are those of dsbuild build, as --tables=blocks
#
# Give it where every node sees INPUT, OUT and the command dsbuild at the same paths. Four jobs that wait for each other: the survey in parts,
# its merge, the shards, and their merge. What they write lies in OUT.shards, which the last one removes; OUT.log has what that one says.
# Flags for sbatch (account, time, memory) are taken from SBATCH_FLAGS; a task wants one core. It prints the number of the last job.
#
# A task that a node lost is queued again by Slurm. One that was killed (memory, kill -9) queues itself again, twice at most. Each goes
# on from what OUT.shards has.
set -euo pipefail

# again queues the task again when a signal ended its command, which an error does not.
again() {
  code=$?
  ((code > 128 && ${SLURM_RESTART_COUNT:-0} < 2)) && scontrol requeue "$SLURM_JOB_ID"
  exit "$code"
}

part=${SLURM_ARRAY_TASK_ID:-}/${SLURM_ARRAY_TASK_COUNT:-}
case ${1:-} in
survey) # WORK INPUT FLAG...
  dsbuild survey "${@:3}" --jobs 1 --quiet --shard "$part" -o "$2/${part%/*}.survey" || again
  exit ;;
survey-merge) # WORK
  dsbuild survey merge "$2"/*.survey -o "$2/survey" || again
  exit ;;
shard) # WORK INPUT FLAG...
  out=$2/shard-${part%/*}
  test -e "$out/shard.json" || # it was finished, and is queued again
    dsbuild build "${@:3}" --jobs 1 --quiet --shard "$part" --survey "$2/survey" -o "$out" || again
  exit ;;
merge) # WORK OUT
  test -e "$3/manifest.json" || dsbuild merge "$2"/shard-* -o "$3" || again
  dsbuild validate "$3" && rm -r "$2"
  exit ;;
esac

(($# >= 3)) || { sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' "$0"; exit 64; }
count=$1 out=$2 work=$2.shards
shift 2
test ! -e "$out" || { echo "$out exists; choose another folder" >&2; exit 1; }
mkdir "$work" # it says so where another build is at work, or was broken off: remove it where none is
submit() { sbatch --parsable --requeue --kill-on-invalid-dep=yes --output="$work/%x-%A-%a.log" ${SBATCH_FLAGS:-} "$@"; }
a=$(submit --job-name=dsbuild-survey --array="1-$count" "$0" survey "$work" "$@")
b=$(submit --job-name=dsbuild-survey-merge --dependency="afterok:$a" "$0" survey-merge "$work")
c=$(submit --job-name=dsbuild-shard --array="1-$count" --dependency="afterok:$b" "$0" shard "$work" "$@")
submit --job-name=dsbuild-merge --dependency="afterok:$c" --output="$out.log" "$0" merge "$work" "$out"
