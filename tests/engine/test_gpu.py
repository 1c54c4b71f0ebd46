"""What a sandbox shows of a GPU: stand-ins for its device nodes and its driver, and nothing beside them."""

import dataclasses
import os
import stat

import pytest

from autograder.engine import Engine, Gpu, NoGpu, NoSafeSandbox, find_gpu, gpu
from autograder.engine.backends import worker_variables

from .conftest import LIMITS, Notebook

NULL = os.makedev(1, 3)


@pytest.fixture
def host(tmp_path, monkeypatch):
    """A host with two GPUs, as far as files go: its /dev, its driver, and things that are nobody's business."""
    if os.geteuid() != 0:
        pytest.skip("only root can make device nodes")
    dev, driver = tmp_path / "dev", tmp_path / "driver"
    dev.mkdir()
    driver.mkdir()
    others = ("nvidia-uvm-tools", "nvidia-modeset", "sda")
    for name in ("nvidiactl", "nvidia-uvm", "nvidia10", "nvidia2", *others):
        os.mknod(dev / name, stat.S_IFCHR | 0o666, NULL)
        os.chmod(dev / name, 0o666)
    (driver / "libcuda.so.580.1").write_text("the driver")
    (driver / "libcuda.so.1").symlink_to("libcuda.so.580.1")
    (driver / "libnvidia-ptxjitcompiler.so.1").write_text("its compiler")
    (driver / "licence.key").write_text("a secret")
    monkeypatch.setattr(gpu, "FOLDERS", (driver,))
    monkeypatch.setattr(gpu, "_linker_cache", lambda: "\tlibm.so.6 (libc6,x86-64) => /lib/libm.so.6\n")
    return tmp_path


def found(host) -> Gpu:
    return find_gpu(host / "dev", {})


def test_cards_the_nodes_that_they_share_and_the_driver_are_found(host):
    card = found(host)
    assert [path.name for path in card.cards] == ["nvidia2", "nvidia10"]
    assert [path.name for path in card.shared_nodes] == ["nvidiactl", "nvidia-uvm"]
    assert [path.name for path in card.libraries] == [
        *("libcuda.so.1", "libcuda.so.580.1", "libnvidia-ptxjitcompiler.so.1")
    ]
    assert card.library_path == str(host / "driver")
    assert card.jobs == 2, "one job per card"


def test_the_grader_s_own_choice_of_cards_holds(host):
    chosen = find_gpu(host / "dev", {"CUDA_VISIBLE_DEVICES": "1"})
    assert (chosen.names, chosen.jobs) == (("1",), 1)
    assert chosen.variables_of_worker(0) == {"CUDA_VISIBLE_DEVICES": "1"}
    assert chosen.nodes == found(host).nodes, "CUDA counts all of them"
    for hidden in ("", "-1"):
        with pytest.raises(NoGpu, match="hides all GPUs"):
            find_gpu(host / "dev", {"CUDA_VISIBLE_DEVICES": hidden})


def test_memory_that_is_only_mapped_is_free_on_a_gpu_and_what_is_touched_is_not(host):
    mapped = "import mmap\nroom = mmap.mmap(-1, 2**30, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)"
    touch = "room.write(bytes(2**30))\nimport time; time.sleep(1000)"
    with Engine("bwrap", LIMITS, gpu=found(host)) as engine, Notebook(engine, mapped, touch) as notebook:
        assert notebook.verdicts == {2: "memory_limit_exceeded"}


def test_a_driver_that_the_linker_knows_needs_no_search_path(host, monkeypatch):
    cache = f"\tlibcuda.so.1 (libc6,x86-64) => {host}/driver/libcuda.so.1\n"
    monkeypatch.setattr(gpu, "_linker_cache", lambda: cache)
    assert found(host).library_path == ""
    assert "LD_LIBRARY_PATH" not in found(host).variables()
    assert find_gpu(host / "dev", {"LD_LIBRARY_PATH": f"/nowhere:{host}/driver"}).library_path == f"{host}/driver"


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda host: [path.unlink() for path in (host / "dev").glob("nvidia[0-9]*")], "there is no NVIDIA GPU"),
        (lambda host: (host / "dev/nvidia-uvm").unlink(), "nvidia-uvm does not exist; `nvidia-modprobe"),
        (lambda host: (host / "driver/libcuda.so.1").unlink(), r"libcuda\.so\.1 is not installed"),
        (lambda host: (host / "dev/nvidia2").chmod(0o660), "workers may not use .*nvidia2; `chmod 666"),
        (lambda host: [(host / "dev/nvidia2").unlink(), (host / "dev/nvidia2").touch()], "nvidia2 is no device node"),
    ],
)
def test_what_is_missing_is_named(host, spoil, words):
    spoil(host)
    with pytest.raises(NoGpu, match=words):
        found(host)


def test_the_memory_of_a_card_is_shared_out_among_its_jobs(host):
    card = found(host)
    shares = {
        jobs: dataclasses.replace(card, jobs=jobs).variables()["XLA_PYTHON_CLIENT_MEM_FRACTION"]
        for jobs in (1, 2, 3, 8)
    }
    assert shares == {1: "0.800", 2: "0.800", 3: "0.400", 8: "0.200"}
    assert card.variables()["XLA_PYTHON_CLIENT_PREALLOCATE"] == "false"


def test_jax_sees_cuda_and_the_processor_and_multiplies_in_float32(host):
    variables = found(host).variables()
    assert variables["JAX_PLATFORMS"] == "cuda,cpu"
    assert variables["JAX_DEFAULT_MATMUL_PRECISION"] == "float32"


def test_a_sandbox_in_which_cuda_does_not_start_is_refused(host):
    with pytest.raises(NoSafeSandbox, match="uid: CUDA does not start in it; a GPU needs bwrap"):
        Engine("uid", gpu=found(host))


def test_kernels_are_not_chosen_by_timing_them(host):
    flags = worker_variables("/notebook", found(host))["XLA_FLAGS"].split()
    assert "--xla_gpu_autotune_level=0" in flags
    assert set(worker_variables("/notebook")["XLA_FLAGS"].split()) < set(flags)


LOOK = """
import os
devices = sorted(os.listdir("/dev"))
environment = dict(os.environ)
below = {folder: sorted(folders + names) for folder, folders, names in os.walk(host)}

def use(name):
    try:
        with open(f"{host}/dev/{name}", "r+b", buffering=0) as node:
            return node.write(b"x")
    except OSError as error:
        return error.strerror

opened = {name: use(name) for name in ("nvidiactl", "nvidia-uvm", "nvidia2", "nvidia10", "nvidia-modeset")}
"""


def seen(engine, host) -> dict:
    with Notebook(engine, f"host = {str(host)!r}\n{LOOK}") as notebook:
        assert notebook.verdicts == {}
        return {name: notebook.ask("q1", name) for name in ("devices", "environment", "below", "opened")}


def test_the_sandbox_shows_the_card_and_nothing_else(host, monkeypatch):
    with Engine("bwrap", LIMITS, gpu=found(host)) as engine:
        with_gpu = seen(engine, host)
    assert with_gpu["below"] == {
        str(host): ["dev", "driver"],
        str(host / "dev"): ["nvidia-uvm", "nvidia10", "nvidia2", "nvidiactl"],
        str(host / "driver"): ["libcuda.so.1", "libcuda.so.580.1", "libnvidia-ptxjitcompiler.so.1"],
    }
    usable = dict.fromkeys(("nvidiactl", "nvidia-uvm", "nvidia2", "nvidia10"), 1)
    assert with_gpu["opened"] == usable | {"nvidia-modeset": "No such file or directory"}
    assert with_gpu["environment"]["LD_LIBRARY_PATH"] == str(host / "driver")
    assert with_gpu["environment"]["CUDA_VISIBLE_DEVICES"] in ("0", "1")


def test_without_a_gpu_for_the_class_no_trace_of_one_is_visible(host, engine):
    without = seen(engine, host)
    assert without["below"] == {}
    assert not [name for name in without["devices"] if "nvidia" in name]
    assert not [name for name in without["environment"] if "CUDA" in name or name == "LD_LIBRARY_PATH"]
    assert without["environment"]["JAX_PLATFORMS"] == "cpu"


def test_workers_at_the_same_time_get_a_card_each(host):
    source = "import os\ncard = os.environ['CUDA_VISIBLE_DEVICES']"
    with (
        Engine("bwrap", LIMITS, gpu=found(host)) as engine,
        Notebook(engine, source) as one,
        Notebook(engine, source) as other,
    ):
        assert {one.ask("q1", "card"), other.ask("q1", "card")} == {"0", "1"}
