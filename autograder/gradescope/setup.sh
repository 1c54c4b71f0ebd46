#!/usr/bin/env bash
# Gradescope runs this once, as root, while it builds the image. Afterwards grading needs no network.
set -euo pipefail

source=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# Not below the source: student code reads the interpreter and its packages, and nothing of the source.
environment=${LECTURE08_ENVIRONMENT:-/opt/lecture08}

find_python() {
  local python
  for python in python3.12 python3.13 python3.11 python3; do
    # Where Debian's venv is missing, so is ensurepip. What lies below /root only root can start.
    if "$python" -c 'import sys, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14)
                     or sys.base_prefix.startswith("/root"))' 2>/dev/null; then
      command -v "$python"
      return
    fi
  done
  return 1
}

install_python() {
  export DEBIAN_FRONTEND=noninteractive
  apt-get update
  # Ubuntu 24.04 has it; 22.04, whose own Python is 3.10, gets it from the archive of the deadsnakes team.
  if ! apt-get install -y --no-install-recommends python3.12 python3.12-venv; then
    apt-get install -y --no-install-recommends software-properties-common
    add-apt-repository -y ppa:deadsnakes/ppa
    apt-get update
    apt-get install -y --no-install-recommends python3.12 python3.12-venv
  fi
  rm -rf /var/lib/apt/lists/*
}

python=$(find_python) || { install_python && python=$(find_python); } || {
  echo "setup.sh: no Python from 3.11 to 3.13 with venv; choose an image of Ubuntu 22.04 or later" >&2
  exit 1
}

"$python" -m venv "$environment"
"$environment/bin/python" -m pip install --quiet --no-cache-dir --disable-pip-version-check \
  --constraint "$source/constraints.txt" --requirement "$source/requirements.txt"
# Others read it whatever the umask was.
chmod -R go+rX "$environment"

# Each submission runs as a user of its own, to which all this must be closed.
chown -R root:root "$source"
chmod -R u+rwX,go-rwx "$source"

cd "$source"
"$environment/bin/python" -m compileall -q autograder lecture08_utils solutions
"$environment/bin/python" -c 'import autograder.gradescope.run, jax, optax, matplotlib.pyplot'
echo "setup.sh: ready, $("$python" --version)"
