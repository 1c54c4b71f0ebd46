"""An NVIDIA GPU for student code: which of the host's files a sandbox must show for it, and how workers share it."""

from __future__ import annotations

import os
import re
import stat
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .model import NoGpu

DEV = Path("/dev")
# Where the driver is on machines whose linker cache does not list it: Kubernetes' containers, NixOS.
FOLDERS = (Path("/usr/local/nvidia/lib64"), Path("/run/opengl-driver/lib"))

_CARD = re.compile(r"nvidia[0-9]+")
_SHARED_NODES = ("nvidiactl", "nvidia-uvm")
_DRIVER = "libcuda.so.1"
# What the CUDA driver loads itself: compilers, and the library that reports the card's state.
_LIBRARIES = ("libcuda.so*", "libnvidia-*.so*")
_CACHED = re.compile(rf"^\s*{re.escape(_DRIVER)} .*=> (\S+)$", re.MULTILINE)
# JAX's own default is three quarters for one process; the CUDA context of each process comes on top.
_SHARE = 0.8
# XLA would choose kernels by timing them, which makes results depend on how busy the card is. On one core beside an
# H200, compiling a training takes 19 s then, 4 s without, and 2.5 s without Triton's kernels for products as well.
XLA_FLAGS = "--xla_gpu_autotune_level=0 --xla_gpu_enable_triton_gemm=false"


@dataclass(frozen=True)
class Gpu:
    """The GPUs of this machine, as student code gets them.

    Attributes:
        cards: device nodes, one per GPU.
        names: of the GPUs that student code may use, as CUDA_VISIBLE_DEVICES spells them.
        shared_nodes: device nodes that all GPUs need.
        libraries: files of the driver.
        library_path: the folder that the dynamic linker must be told; "" if it knows.
        jobs: how many workers share the GPUs.
    """

    cards: tuple[Path, ...]
    names: tuple[str, ...]
    shared_nodes: tuple[Path, ...]
    libraries: tuple[Path, ...]
    library_path: str = ""
    jobs: int = 1

    @property
    def nodes(self) -> tuple[Path, ...]:
        """All device nodes."""
        return (*self.shared_nodes, *self.cards)

    def variables(self) -> dict[str, str]:
        """What JAX and the driver read from the environment of every worker."""
        workers_per_card = -(-self.jobs // len(self.names))
        return {
            # Without a GPU that works, JAX raises instead of computing on the processor.
            "JAX_PLATFORMS": "cuda,cpu",
            # On cards that have it, JAX would multiply float32 matrices in TF32, which keeps three digits: fewer than
            # checks ask for.
            "JAX_DEFAULT_MATMUL_PRECISION": "float32",
            "XLA_PYTHON_CLIENT_PREALLOCATE": "false",
            "XLA_PYTHON_CLIENT_MEM_FRACTION": f"{_SHARE / workers_per_card:.3f}",
        } | ({"LD_LIBRARY_PATH": self.library_path} if self.library_path else {})

    def variables_of_worker(self, card: int) -> dict[str, str]:
        """What a worker has in addition if it computes on that one of `names`."""
        return {"CUDA_VISIBLE_DEVICES": self.names[card]}


def find_gpu(dev: Path = DEV, environment: Mapping[str, str] = os.environ) -> Gpu:
    """The GPUs of this machine, used by one job per card.

    Args:
        dev: folder of the device nodes.
        environment: its LD_LIBRARY_PATH is searched for the driver first, and its CUDA_VISIBLE_DEVICES says which
            GPUs may be used; without it, all.

    Raises:
        NoGpu: something that CUDA needs is missing; the message says what and what to do.
    """
    cards = tuple(sorted((path for path in dev.glob("nvidia*") if _CARD.fullmatch(path.name)), key=_number))
    if not cards:
        raise NoGpu(f"there is no NVIDIA GPU: {dev}/nvidia0 does not exist")
    shared = tuple(dev / name for name in _SHARED_NODES)
    for node in (*shared, *cards):
        _demand_usable(node)
    names = _visible(environment) or tuple(map(str, range(len(cards))))
    folder, is_known = _driver_folder(environment)
    libraries = sorted({path for pattern in _LIBRARIES for path in folder.glob(pattern)})
    return Gpu(cards, names, shared, tuple(libraries), "" if is_known else str(folder), jobs=len(names))


def _number(card: Path) -> int:
    return int(card.name.removeprefix("nvidia"))


def _visible(environment: Mapping[str, str]) -> tuple[str, ...]:
    chosen = environment.get("CUDA_VISIBLE_DEVICES")
    names = tuple(filter(None, (chosen or "").split(",")))
    if chosen is not None and (not names or "-1" in names):
        raise NoGpu(f"CUDA_VISIBLE_DEVICES is {chosen!r}, which hides all GPUs; unset it, or name some")
    return names


def _demand_usable(node: Path) -> None:
    try:
        status = node.stat()
    except OSError:
        raise NoGpu(f"{node} does not exist; `nvidia-modprobe -u -c 0` makes the driver's device nodes") from None
    if not stat.S_ISCHR(status.st_mode):
        raise NoGpu(f"{node} is no device node")
    # Root's workers are users of their own, who own no node and are in no group.
    everybody = status.st_mode & 0o006 == 0o006
    if not (everybody if os.geteuid() == 0 else os.access(node, os.R_OK | os.W_OK)):
        raise NoGpu(f"workers may not use {node}; `chmod 666 {node}`, or NVreg_DeviceFileMode=0666 for the driver")


def _driver_folder(environment: Mapping[str, str]) -> tuple[Path, bool]:
    """The driver's folder, and whether the dynamic linker finds it by itself."""
    for folder, is_known in _candidates(environment):
        if (folder / _DRIVER).exists():
            return folder.resolve(), is_known
    raise NoGpu(f"the NVIDIA driver's {_DRIVER} is not installed, or not in LD_LIBRARY_PATH")


def _candidates(environment: Mapping[str, str]) -> Iterator[tuple[Path, bool]]:
    # In the linker's own order.
    for named in filter(None, environment.get("LD_LIBRARY_PATH", "").split(os.pathsep)):
        yield Path(named), False
    for library in _CACHED.findall(_linker_cache()):
        yield Path(library).parent, True
    for folder in FOLDERS:
        yield folder, False


def _linker_cache() -> str:
    for command in ("ldconfig", "/sbin/ldconfig"):
        try:
            return subprocess.run([command, "-p"], capture_output=True, text=True, timeout=10).stdout
        except (OSError, subprocess.TimeoutExpired):
            continue
    return ""
