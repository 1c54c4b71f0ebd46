"""Folders made to break whoever counts or removes them."""

import os
import tempfile

from autograder.engine.worker import files
from autograder.engine.worker.files import bytes_on_disk, remove_tree


def nested(folder, levels: int) -> None:
    here = os.open(".", os.O_RDONLY)
    os.chdir(folder)
    for _ in range(levels):
        os.mkdir("d")
        os.chdir("d")
    open("file", "wb").close()
    os.fchdir(here)
    os.close(here)


def test_deep_folders_are_too_much_and_can_be_removed():
    # On some disks removing a folder takes milliseconds.
    in_memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    folder = tempfile.mkdtemp(dir=in_memory)
    nested(folder, 1100)
    assert bytes_on_disk(folder) == float("inf")
    remove_tree(folder)
    assert not os.path.exists(folder)


def test_links_are_neither_counted_nor_followed(tmp_path):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "file").write_bytes(bytes(2**20))
    (tmp_path / "folder" / "inner").mkdir(parents=True)
    (tmp_path / "folder" / "inner" / "link").symlink_to(tmp_path / "kept")
    assert bytes_on_disk(str(tmp_path / "folder")) < 2**20
    remove_tree(str(tmp_path / "folder"))
    assert os.listdir(tmp_path) == ["kept"]
    (tmp_path / "link").symlink_to(tmp_path / "kept")
    remove_tree(str(tmp_path / "link"))
    assert (tmp_path / "kept" / "file").exists()


def test_all_places_together_may_hold_so_many_files(tmp_path, monkeypatch):
    """Looking at each for itself would take as many times longer as somebody likes."""
    monkeypatch.setattr(files, "MOST_FILES", 7)
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        for number in range(3):
            (tmp_path / name / str(number)).touch()
    assert bytes_on_disk(str(tmp_path / "a"), str(tmp_path / "b")) == float("inf")
    assert bytes_on_disk(str(tmp_path / "a")) < float("inf")
    assert bytes_on_disk(*[str(tmp_path / "a" / "0")] * 8) == float("inf")
