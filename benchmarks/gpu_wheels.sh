#!/usr/bin/env bash
# Fetch the wheels that gpu.sh needs on a GPU machine without network, in addition to JAX with CUDA, optax, matplotlib, click,
# rich, PyYAML and markdown-it-py, for its Python:
#
#     benchmarks/gpu_wheels.sh wheels          # Python 3.12 on x86_64
#     benchmarks/gpu_wheels.sh wheels 3.13
set -euo pipefail

folder=${1:?say which folder}
version=${2:-3.12}
here=$(dirname "$0")
platforms=()
for glibc in 2_28 2_17; do platforms+=(--platform "manylinux_${glibc}_x86_64"); done
python3 -m pip download --quiet --no-deps --only-binary=:all: --implementation cp --python-version "$version" \
  "${platforms[@]}" --platform manylinux2014_x86_64 --constraint <(grep -v '^#' "$here/../requirements.txt") \
  --requirement "$here/gpu_wheels.txt" --dest "$folder"
