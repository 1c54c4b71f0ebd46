"""Which files are whose submission, in folders and zips, and which are refused."""

import os
import stat
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from autograder.grading.files import MAX_NOTEBOOK_BYTES, UnreadableFile
from autograder.grading.intake import NoSubmissions, open_submissions
from autograder.grading.recognise import Marks

HW = "hw4_oscillator"
MARKS = Marks(HW, frozenset({"hw1_autodiff"}))


def fill(root: Path, *paths: str) -> Path:
    """Write files that contain their own path, each a second later than the one before."""
    for place, path in enumerate(paths):
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(path)
        os.utime(target, (1e9 + place, 1e9 + place))
    return root


def pack(target: Path, *members, **contents) -> Path:
    """A zip with members that contain their own name, or given `contents`."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in members:
            archive.writestr(member, member if isinstance(member, str) else member.filename)
        for member, content in contents.items():
            archive.writestr(member, content)
    return target


def taken(path: Path) -> dict[str, str]:
    """Student → contents of the file that was taken, or why it could not be read."""
    with open_submissions(path, MARKS) as intake:
        return {item.student: read(item) for item in intake.submissions}


def read(submission) -> str:
    try:
        return submission.read().decode()
    except UnreadableFile as problem:
        return str(problem)


def notes(path: Path) -> list[str]:
    with open_submissions(path, MARKS) as intake:
        return list(intake.notes)


LAYOUTS = {
    "flat": (["ada.ipynb", "Bob Müller.ipynb"], {"ada": 0, "Bob Müller": 1}),
    "folders": ([f"ada/{HW}.ipynb", "bob/my solution.ipynb"], {"ada": 0, "bob": 1}),
    "nbgrader": ([f"ada/{HW}/{HW}.ipynb", f"bob/{HW}/{HW}.ipynb", f"bob/{HW}/timestamp.txt"], {"ada": 0, "bob": 1}),
    "mixed": (["ada.ipynb", f"bob/{HW}.ipynb"], {"ada": 0, "bob": 1}),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("form", ["folder", "zip", "zip of the folder", "backslashes"])
def test_layouts_in_folders_and_zips(tmp_path, layout, form):
    paths, students = LAYOUTS[layout]
    if form == "folder":
        path = fill(tmp_path / "class", *paths)
    else:
        inner = [f"class/{item}" for item in paths] if form == "zip of the folder" else paths
        names = [item.replace("/", "\\") for item in inner] if form == "backslashes" else inner
        path = pack(tmp_path / "class.zip", *names)
    found = taken(path)
    assert found.keys() == students.keys()
    assert all(found[name].replace("\\", "/").endswith(paths[place]) for name, place in students.items())


def test_a_whole_nbgrader_course_means_its_submitted_folder(tmp_path):
    fill(tmp_path, f"source/{HW}/{HW}.ipynb", f"submitted/ada/{HW}/{HW}.ipynb", f"autograded/ada/{HW}/{HW}.ipynb")
    assert taken(tmp_path) == {"ada": f"submitted/ada/{HW}/{HW}.ipynb"}


@pytest.mark.parametrize(
    ("members", "students"),
    [
        ([f"ada/{HW}.ipynb"], ["ada"]),
        ([f"ada/{HW}/{HW}.ipynb"], ["ada"]),
        (["ada/mine.ipynb"], ["ada"]),
        (["handin/ada.ipynb"], ["ada"]),
        (["anything/ada.ipynb", "anything/bob.ipynb"], ["ada", "bob"]),
    ],
)
def test_a_zip_of_one_folder_is_told_from_the_folder_of_one_student(tmp_path, members, students):
    assert sorted(taken(pack(tmp_path / "handin.zip", *members))) == students


def test_one_notebook(tmp_path):
    assert taken(fill(tmp_path, "ada.ipynb") / "ada.ipynb") == {"ada": "ada.ipynb"}


def test_the_latest_of_two_notebooks_is_kept_and_the_other_reported(tmp_path):
    fill(tmp_path, "ada/first.ipynb", "ada/again.ipynb", "bob.ipynb")
    assert taken(tmp_path) == {"ada": "ada/again.ipynb", "bob": "bob.ipynb"}
    assert notes(tmp_path) == ["ada: ada/first.ipynb is ignored, ada/again.ipynb is later"]


def test_a_later_notebook_does_not_count_more_than_the_one_with_the_right_name(tmp_path):
    fill(tmp_path, f"ada/{HW}.ipynb", "ada/again.ipynb", "bob.ipynb", "ada.ipynb")
    assert taken(tmp_path) == {"ada": f"ada/{HW}.ipynb", "bob": "bob.ipynb"}
    assert f"ada: ada.ipynb is ignored, ada/{HW}.ipynb has the assignment's name" in notes(tmp_path)
    assert len(notes(tmp_path)) == 2


def test_of_two_notebooks_of_the_same_second_the_one_with_the_right_name_is_kept(tmp_path):
    path = pack(tmp_path / "a.zip", "ada/zzz.ipynb", f"ada/{HW}.ipynb", "bob.ipynb")
    assert taken(path)["ada"] == f"ada/{HW}.ipynb"


def test_notebooks_of_other_assignments_and_clutter_are_passed_over(tmp_path):
    clutter = [
        ".hidden.ipynb",
        "__MACOSX/._ada.ipynb",
        ".ipynb_checkpoints/ada-checkpoint.ipynb",
        "ada/.nbgrader.log",
    ]
    fill(tmp_path, f"ada/{HW}.ipynb", "ada/hw1_autodiff.ipynb", "ada/hw1_autodiff/hw1_autodiff.ipynb", *clutter)
    assert taken(tmp_path) == {"ada": f"ada/{HW}.ipynb"}
    assert notes(tmp_path) == []


def test_files_about_the_class_are_reported_and_students_none_the_less_for_odd_places(tmp_path):
    fill(tmp_path, "ada.ipynb", "bob.zip", "carol/too/deep.ipynb", "roster.xlsx", "README.md")
    assert [note.split(":")[0] for note in notes(tmp_path)] == ["README.md", "roster.xlsx"]
    found = taken(tmp_path)
    assert found.pop("bob").startswith("bob.zip cannot be opened.")
    assert found == {"ada": "ada.ipynb", "carol": "carol/too/deep.ipynb"}


@pytest.mark.parametrize("name", ["empty", "missing", "note.txt", "fake.zip"])
def test_nothing_to_grade(tmp_path, name):
    (tmp_path / "empty").mkdir()
    fill(tmp_path, "note.txt", "fake.zip", "empty/readme.md")
    with pytest.raises(NoSubmissions, match=name), open_submissions(tmp_path / name, MARKS):
        pass


# --- files that must not be read -------------------------------------------------------------------------------


def test_links_are_not_followed(tmp_path):
    secret = fill(tmp_path / "outside", "secret.ipynb", f"ada/{HW}.ipynb")
    root = fill(tmp_path / "class", "bob.ipynb")
    (root / "eve.ipynb").symlink_to(secret / "secret.ipynb")
    (root / "mallory").symlink_to(secret / "ada")
    (root / "loop.ipynb").symlink_to("loop.ipynb")
    found = taken(root)
    assert found.pop("bob") == "bob.ipynb"
    assert found.keys() == {"eve", "loop", "mallory"}
    assert all("is a link" in why for why in found.values())


def test_folders_that_are_links_have_names_with_dots(tmp_path):
    root = fill(tmp_path / "class", "ada.ipynb")
    for name in ("bo.smith", "bo.jones"):
        (root / name).symlink_to(tmp_path)
    assert taken(root).keys() == {"ada", "bo.smith", "bo.jones"}


def test_folders_in_folders_without_end_are_told_and_have_a_row(tmp_path):
    found = taken(fill(tmp_path, "ada.ipynb", f"bo/a/b/c/d/e/f/g/{HW}.ipynb"))
    assert "More than 7 folders in each other" in found["bo"]


@pytest.mark.parametrize("call", ["stat", "scandir"])
def test_a_folder_that_cannot_be_looked_into_costs_one_submission(tmp_path, monkeypatch, call):
    root = fill(tmp_path, "ada.ipynb", f"bo/{HW}.ipynb")
    inside, real = os.stat(root / "bo").st_ino, getattr(os, call)

    def refuse(place, *args, dir_fd=None, **options):
        folder = place if call == "scandir" else dir_fd
        if isinstance(folder, int) and os.fstat(folder).st_ino == inside:
            raise PermissionError(13, "Permission denied")
        return real(place, *args, **options, **({} if dir_fd is None else {"dir_fd": dir_fd}))

    monkeypatch.setattr(os, call, refuse)
    found = taken(root)
    assert found["ada"] == "ada.ipynb"
    assert found.keys() == {"ada", "bo"}
    assert "Permission denied" in found["bo"]


def test_a_folder_that_becomes_a_link_after_listing_is_not_followed(tmp_path):
    secret = fill(tmp_path / "outside", f"{HW}.ipynb")
    root = fill(tmp_path / "class", f"eve/{HW}.ipynb")
    with open_submissions(root, MARKS) as intake:
        (root / "eve").rename(tmp_path / "gone")
        (root / "eve").symlink_to(secret)
        with pytest.raises(UnreadableFile):
            intake.submissions[0].read()


def test_pipes_and_folders_called_like_notebooks_do_not_block(tmp_path):
    os.mkfifo(tmp_path / "pipe.ipynb")
    (tmp_path / "folder.ipynb").mkdir()
    fill(tmp_path, "ada.ipynb")
    assert "not a regular file" in taken(tmp_path)["pipe"]
    assert "folder" not in taken(tmp_path)


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    with open(tmp_path / "ada.ipynb", "wb") as file:
        file.truncate(MAX_NOTEBOOK_BYTES + 1)
    assert "at most 50 MB" in taken(tmp_path)["ada"]
    assert "Clear the outputs" in taken(tmp_path)["ada"]


# --- zips --------------------------------------------------------------------------------------------------------


def test_paths_out_of_a_zip_are_refused_and_never_win(tmp_path):
    path = pack(tmp_path / "a.zip", "ada.ipynb", "../ada.ipynb", "../../etc/eve.ipynb", "..\\..\\mallory.ipynb")
    found = taken(path)
    assert found["ada"] == "ada.ipynb"
    assert "leads out of the zip" in found["mallory"]
    assert "leads out of the zip" in found["etc"]


def test_a_bomb_is_refused_unread(tmp_path):
    zeros = b"0" * (40 * 2**20)
    path = pack(tmp_path / "a.zip", "ada.ipynb", **{"bomb.ipynb": zeros, "big.ipynb": zeros * 2})
    assert "shrink" in taken(path)["bomb"]
    assert "at most 50 MB" in taken(path)["big"]
    assert taken(path)["ada"] == "ada.ipynb"


def test_a_zip_that_lies_about_its_sizes_is_refused(tmp_path):
    zeros = b"0" * (4 * 2**20)
    raw = pack(tmp_path / "a.zip", **{"bomb.ipynb": zeros}).read_bytes()
    size = len(zeros).to_bytes(4, "little")
    (tmp_path / "a.zip").write_bytes(raw.replace(size, (1000).to_bytes(4, "little")))
    assert "damaged" in taken(tmp_path / "a.zip")["bomb"]


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_that_cannot_be_read_in_pieces_is_refused(tmp_path, packing):
    """50 kB of bzip2 are 60 GB, and Python unpacks what it has read of it at once, whatever the zip claims."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w", packing) as archive:
        archive.writestr("bomb.ipynb", b"0" * 10**6)
    assert "zip it again as usual" in taken(tmp_path / "a.zip")["bomb"]


def test_folders_without_end_in_a_zip_take_no_time(tmp_path):
    deep = ["a/" * 32_000 + f"{number}.ipynb" for number in range(20)]
    path = pack(tmp_path / "a.zip", "ada.ipynb", *deep)
    start = time.process_time()
    found = taken(path)
    assert time.process_time() - start < 5  # each of its folders is no longer listed, which took gigabytes
    assert found["ada"] == "ada.ipynb"
    assert "more than 30 folders" in found["a"]


def test_a_late_students_zip_is_hers_whatever_names_are_in_it(tmp_path):
    names = ("adalovelace_111_222_x.ipynb", "bobby_112_223_x.ipynb")
    late = tmp_path / "late"
    late.mkdir()
    path = pack(late / "evedoe_LATE_12345_678_work.zip", *names)
    assert list(taken(late)) == ["evedoe"]
    assert list(taken(path)) == ["evedoe"]


def test_a_class_whose_zip_has_a_date_in_its_name_is_a_class(tmp_path):
    path = pack(tmp_path / "hw4_2026_11_20.zip", "ada.ipynb", "bob.ipynb", "eve.ipynb")
    assert list(taken(path)) == ["ada", "bob", "eve"]


@pytest.mark.parametrize("name", ["2024-02-31", "[" * 900, "12345", "1e5", "null", "!!python/none x"])
def test_a_name_that_looks_like_something_else_in_gradescopes_list_is_a_name(tmp_path, name):
    listed = f"submission_1:\n  :submitters:\n  - :name: {name}\n    :sid: 7\n"
    path = pack(tmp_path / "a.zip", **{"submission_metadata.yml": listed, f"submission_1/{MARKS.name}.ipynb": "x"})
    assert len(taken(path)) == 1


def test_a_notebook_that_is_called_like_the_assignment_is_said_to_be(tmp_path):
    fill(tmp_path, f"{HW} (1).ipynb", "ada.ipynb")
    [note] = notes(tmp_path)
    assert f"{HW} (1): graded as a student of that name" in note


def test_who_has_a_number_on_a_platform_is_known_by_it(tmp_path):
    fill(tmp_path, f"Jane Doe_101_assignsubmission_file_/{HW}.ipynb", "ada.ipynb")
    with open_submissions(tmp_path, MARKS) as intake:
        assert {item.student: item.owner for item in intake.submissions} == {"Jane Doe": "Jane Doe_101", "ada": ""}


def test_links_and_passwords_and_damage_in_zips_cost_one_submission(tmp_path):
    link = zipfile.ZipInfo("link.ipynb")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = pack(tmp_path / "a.zip", link, "ada.ipynb", **{"torn.ipynb": bytes(range(256)) * 20})
    raw = bytearray(path.read_bytes())
    start = raw.index(b"torn.ipynb") + len("torn.ipynb")
    raw[start : start + 20] = b"\xff" * 20
    path.write_bytes(raw)
    found = taken(path)
    assert "is a link" in found["link"]
    assert "damaged" in found["torn"]
    assert found["ada"] == "ada.ipynb"


def test_a_password_is_named(tmp_path):
    raw = bytearray(pack(tmp_path / "a.zip", "ada.ipynb").read_bytes())
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(raw)
    assert "encrypted" in taken(tmp_path / "a.zip")["ada"]


def test_a_zip_with_too_many_entries_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("autograder.grading.zips.MAX_FILES", 3)
    path = pack(tmp_path / "a.zip", *(f"s{number}.ipynb" for number in range(4)))
    with pytest.raises(NoSubmissions, match="more than 3 files"):
        taken(path)


def test_a_truncated_zip_is_no_candidate(tmp_path):
    path = pack(tmp_path / "a.zip", "ada.ipynb")
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(NoSubmissions, match="not a zip"):
        taken(path)


def test_zips_are_read_by_several_threads(tmp_path):
    contents = {f"s{number}.ipynb": os.urandom(10_000) for number in range(40)}
    path = pack(tmp_path / "a.zip", **contents)
    with open_submissions(path, MARKS) as intake, ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda item: (item.student, item.read()), intake.submissions * 5))
    assert all(contents[f"{student}.ipynb"] == content for student, content in found)
