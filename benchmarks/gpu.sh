#!/usr/bin/env bash
# All that a GPU is needed for, in one command of about 9 minutes, on a machine that has one and nothing else:
#
#     OUT=figures WHEELS=wheels benchmarks/gpu.sh             # on the GPU
#     OUT=figures DEVICE=cpu benchmarks/gpu.sh                # a rehearsal, on any machine
#
# OUT      folder for the figures; each step writes its files before the next one begins.
# PYTHON   interpreter with JAX; on a GPU, JAX with CUDA. Default: python3.
# WHEELS   folder of wheels of what is missing there, see gpu_wheels.sh; nothing is downloaded here.
# DEVICE   gpu or cpu. Default: gpu.
#
# Afterwards, in the checkout:  python benchmarks/gpu_report.py figures
set -uo pipefail

DEVICE=${DEVICE:-gpu}
python=${PYTHON:-python3}
PYTHON=$(command -v "$python") || { echo "$python is not there; PYTHON says which to take" >&2; exit 2; }
[[ -n ${OUT:-} ]] || { echo "OUT is not set: it is the folder for the figures" >&2; exit 2; }
mkdir -p "$OUT"
OUT=$(realpath "$OUT")
course=$(realpath "$(dirname "$0")/..")

# Everything runs in a copy: the checkout keeps its budgets, and the class is graded against those measured here.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/course"
tar -C "$course" --exclude=.git --exclude=.venv --exclude=dist --exclude=out --exclude=__pycache__ -cf - . |
  tar -C "$work/course" -xf -
export PYTHONPATH="$work/course" PYTHONUNBUFFERED=1 XDG_CACHE_HOME="$work/cache"
if [[ -n ${WHEELS:-} ]]; then
  "$PYTHON" -m pip install --quiet --no-index --no-deps --no-compile --target "$work/site" "$WHEELS"/*.whl || exit 2
  PYTHONPATH="$PYTHONPATH:$work/site"
fi
cd "$work/course" || exit 2

started=$SECONDS
printf 'step\texit\tseconds\n' >"$OUT/steps.tsv"

# step NAME SECONDS COMMAND…: run it, at most that long, and write down what became of it.
step() {
  local name=$1 most=$2 before=$SECONDS status
  shift 2
  echo "== $name (at most $most s)"
  timeout --kill-after=10 "$most" "$@" 2>&1 | tee -a "$OUT/log.txt"
  status=${PIPESTATUS[0]}
  printf '%s\t%s\t%s\n' "$name" "$status" "$((SECONDS - before))" | tee -a "$OUT/steps.tsv"
}

# The seconds are those of a GPU machine with many cores; a rehearsal on two of them takes what it takes.
factor=1
[[ $DEVICE == cpu ]] && factor=5
lecture08=("$PYTHON" -m lecture08_utils.cli)
ensembles=("$PYTHON" benchmarks/ensembles.py --study 0)
measured=(--device "$DEVICE" --out "$OUT/measured" --runs 1)

# What the same machine's processor takes, to compare: meanwhile, and in processor time. A rehearsal measures that anyway.
to_compare=(hw1 hw2 hw3 hw4)
[[ $DEVICE == cpu ]] && to_compare=(hw1)
compared() {
  step compared $((300 * factor)) "${lecture08[@]}" budget --device cpu --out "$OUT/compared" --runs 1 "${to_compare[@]}"
  step compared-ensembles $((60 * factor)) "${ensembles[@]}" --device cpu --sizes 1 16 --out "$OUT/compared"
}
compared &

step machine $((20 * factor)) "$PYTHON" benchmarks/gpu_machine.py --device "$DEVICE" --out "$OUT"
step ensembles $((60 * factor)) "${ensembles[@]}" --device "$DEVICE" --out "$OUT" --minutes 1
# References share the card: compiling, on the processor, takes nine tenths of their time.
step long-budget $((330 * factor)) "${lecture08[@]}" budget "${measured[@]}" hw3 &
step short-budgets $((160 * factor)) "${lecture08[@]}" budget "${measured[@]}" hw1 hw2 &
step class-budget $((250 * factor)) "${lecture08[@]}" budget "${measured[@]}" hw4
cp "$OUT/measured/$DEVICE.json" autograder/budgets/
step class $((230 * factor)) "$PYTHON" benchmarks/gpu_class.py --device "$DEVICE" --jobs 7 --out "$OUT"
wait
# Pages can be made from the figures at any time.
rm -f "$OUT"/ensembles.md "$OUT"/compared/ensembles.md

echo "== $((SECONDS - started)) s in all"
cat "$OUT/steps.tsv"
awk 'NR > 1 && $2 != 0 { failed = 1 } END { exit failed }' "$OUT/steps.tsv"
