"""Folders made to break whoever counts or removes them."""

import os
import tempfile

from autograder.engine.worker.files import folder_bytes, remove_tree


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
    assert folder_bytes(folder) == float("inf")
    remove_tree(folder)
    assert not os.path.exists(folder)


def test_links_are_neither_counted_nor_followed(tmp_path):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "file").write_bytes(bytes(2**20))
    (tmp_path / "folder" / "inner").mkdir(parents=True)
    (tmp_path / "folder" / "inner" / "link").symlink_to(tmp_path / "kept")
    assert folder_bytes(str(tmp_path / "folder")) < 2**20
    remove_tree(str(tmp_path / "folder"))
    assert os.listdir(tmp_path) == ["kept"]
    (tmp_path / "link").symlink_to(tmp_path / "kept")
    remove_tree(str(tmp_path / "link"))
    assert (tmp_path / "kept" / "file").exists()
