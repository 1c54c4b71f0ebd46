"""What a notebook compiled is read in the next one, on a student's machine and nowhere else."""

import os
import subprocess
import sys

import platformdirs
import pytest
from click.testing import CliRunner

from lecture08_utils import compilation_cache
from lecture08_utils.cli import commands

BEGIN = "from lecture08_utils import begin\nbegin('hw4_oscillator')\n"
COMPUTE = """
import jax
import jax.numpy as jnp

hits = []

def listen(event, **_):
    if event.endswith("/cache_hits"):
        hits.append(event)

jax.monitoring.register_event_listener(listen)
jax.jit(lambda x: jnp.sin(x) ** 2)(2.0)
print(jax.config.jax_compilation_cache_dir, len(hits))
"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home folder without a cache, and no setting around it."""
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda name, appauthor: tmp_path / name)
    monkeypatch.delenv("JAX_ENABLE_COMPILATION_CACHE", raising=False)
    monkeypatch.delenv("JAX_COMPILATION_CACHE_DIR", raising=False)
    return tmp_path


def run(home, source, **variables):
    """Folder of the cache and number of hits, as a process that runs the source sees them."""
    environment = {name: value for name, value in os.environ.items() if name != "JAX_ENABLE_COMPILATION_CACHE"}
    environment |= {"XDG_CACHE_HOME": str(home), "HOME": str(home), **variables}
    done = subprocess.run(
        [sys.executable, "-W", "error::UserWarning", "-c", source], env=environment, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    folder, hits = done.stdout.split()
    return folder, int(hits)


def kept(home):
    return sorted(path.name for path in home.rglob("*-cache"))


@pytest.mark.parametrize("source", [BEGIN + COMPUTE, "import jax\n" + BEGIN + COMPUTE], ids=["before jax", "after"])
def test_the_second_run_reads_what_the_first_one_compiled(tmp_path, source):
    folder, hits = run(tmp_path, source)
    assert hits == 0
    first = kept(tmp_path)
    assert first
    assert folder.startswith(str(tmp_path))
    assert run(tmp_path, source) == (folder, len(first))
    assert kept(tmp_path) == first


@pytest.mark.parametrize(
    ("variables", "folder"),
    [
        ({"JAX_ENABLE_COMPILATION_CACHE": "false"}, "None"),
        ({"JAX_COMPILATION_CACHE_DIR": "/nowhere"}, "/nowhere"),
        ({"XDG_CACHE_HOME": "/proc"}, "None"),
    ],
    ids=["off", "elsewhere", "cannot be written"],
)
def test_what_the_environment_says_stays(tmp_path, variables, folder):
    settings = "import jax\nprint(jax.config.jax_compilation_cache_dir, 0)"
    assert run(tmp_path, BEGIN + settings, **variables) == (folder, 0)
    assert kept(tmp_path) == []


def test_a_grading_worker_keeps_nothing(tmp_path):
    inert = "from lecture08_utils.checking import notebook\nnotebook.make_inert()\n"
    assert run(tmp_path, inert + BEGIN + COMPUTE) == ("None", 0)
    assert kept(tmp_path) == []


def test_a_cache_that_has_grown_too_large_is_begun_anew(home, monkeypatch):
    old = compilation_cache.cache_folder() / "old" / "program-cache"
    old.parent.mkdir(parents=True)
    old.write_bytes(bytes(100))
    monkeypatch.setattr(os, "environ", dict(os.environ))
    monkeypatch.setattr(sys, "modules", {name: module for name, module in sys.modules.items() if name != "jax"})
    compilation_cache.keep_compiled_code()
    assert compilation_cache.size() == 100
    assert os.environ.pop("JAX_COMPILATION_CACHE_DIR")
    monkeypatch.setattr(compilation_cache, "_LARGEST_BYTES", 99)
    compilation_cache.keep_compiled_code()
    assert compilation_cache.size() == 0


def test_doctor_says_where_it_is_and_clears_it(home):
    program = compilation_cache.cache_folder() / "here" / "program-cache"
    program.parent.mkdir(parents=True)
    program.write_bytes(bytes(2_100_000))
    told = CliRunner().invoke(commands(), ["doctor"]).output
    assert f"what JAX compiled for the notebooks takes 2.1 MB in {compilation_cache.cache_folder()}" in told
    told = CliRunner().invoke(commands(), ["doctor", "--clear"]).output
    assert "takes 0.0 MB" in told
    assert not program.exists()
