"""Which machine this is: its GPU, driver and versions, and what a sandbox would show of them.

    python benchmarks/gpu_machine.py --device gpu --out FOLDER

Writes ``FOLDER/machine.json``. The first step of `gpu.sh`: what goes wrong later is understood from this.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from autograder.budgets.machine import this_machine  # noqa: E402
from autograder.engine import NoGpu, NoSafeSandbox, find_gpu  # noqa: E402
from autograder.engine.backends import choose_backend  # noqa: E402
from autograder.engine.gpu import Gpu  # noqa: E402

_CARD = "name,driver_version,memory.total,power.limit,clocks.max.sm,compute_cap"


def card() -> dict[str, str]:
    """What the driver says of the first GPU; empty without one."""
    command = ["nvidia-smi", f"--query-gpu={_CARD}", "--format=csv,noheader", "--id=0"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        return {}
    return dict(zip(_CARD.split(","), done.stdout.strip().split(", "), strict=True))


def devices(device: str) -> list[str]:
    """What JAX computes on, in a process of its own, so that this one leaves the GPU alone."""
    source = "import jax; print(*[f'{d.platform}: {d.device_kind}' for d in jax.devices()], sep='\\n')"
    environment = {**os.environ, "JAX_PLATFORMS": "cuda,cpu" if device == "gpu" else "cpu"}
    done = subprocess.run([sys.executable, "-c", source], env=environment, capture_output=True, text=True)
    return (done.stdout or done.stderr[-2000:]).splitlines()


def sandbox(gpu: Gpu | None) -> str:
    """The sandbox that grading would take here, or why there is none."""
    try:
        backend = choose_backend(None, gpu=gpu)
    except NoSafeSandbox as problem:
        return str(problem)
    backend.close()
    return backend.name


def describe(device: str) -> dict:
    """All of it, as plain data."""
    gpu, missing = None, ""
    if device == "gpu":
        try:
            gpu = find_gpu()
        except NoGpu as problem:
            missing = str(problem)
    return {
        "date": date.today().isoformat(),
        "device": device,
        **asdict(this_machine()),
        "kernel": platform.release(),
        "card": card(),
        "jax devices": devices(device),
        "gpu for student code": json.loads(json.dumps(asdict(gpu), default=str)) if gpu else missing,
        "sandbox": sandbox(gpu),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--device", choices=("cpu", "gpu"), default="gpu")
    parser.add_argument("--out", type=Path, required=True, help="folder for machine.json")
    options = parser.parse_args()
    found = describe(options.device)
    text = json.dumps(found, indent=1, ensure_ascii=False) + "\n"
    (options.out / "machine.json").write_text(text, encoding="utf-8")
    print(text)
    if options.device == "gpu" and not any(line.startswith("gpu: ") for line in found["jax devices"]):
        sys.exit("JAX finds no CUDA device here.")


if __name__ == "__main__":
    main()
