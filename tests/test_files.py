import os
import stat
from pathlib import Path

import pytest

from gongwen.files import check_target, make_folder, sweep, write_atomically
from gongwen.model import UnwritableOutput

not_root = pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def write_half(target: Path, error: BaseException) -> None:
    with write_atomically(target) as file:
        file.write(b"new")
        raise error


def test_a_file_appears_whole(tmp_path):
    target = tmp_path / "a.txt"
    with write_atomically(target) as file:
        file.write(b"half")
        assert not target.exists()
        file.write(b" and half")
    assert target.read_bytes() == b"half and half"
    assert names(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("error", [ValueError("x"), KeyboardInterrupt(), SystemExit(1)])
def test_an_error_leaves_nothing_and_keeps_the_old_file(tmp_path, error):
    target = tmp_path / "a.txt"
    target.write_text("old")
    with pytest.raises(type(error)):
        write_half(target, error)
    assert target.read_text() == "old"
    assert names(tmp_path) == ["a.txt"]


def test_no_space_left_is_said_in_one_line(tmp_path):
    target = tmp_path / "a.txt"
    with pytest.raises(UnwritableOutput, match=r"a\.txt.*the disk is full"), write_atomically(target):
        raise OSError(28, "No space left on device")
    assert names(tmp_path) == []


def test_an_error_about_another_file_is_not_taken_for_the_target(tmp_path):
    with pytest.raises(FileNotFoundError), write_atomically(tmp_path / "a.pdf"):
        raise FileNotFoundError(2, "No such file", "/fonts/missing.ttf")


def test_nothing_is_overwritten_unless_wanted(tmp_path):
    target = tmp_path / "a.txt"
    target.write_text("old")
    with pytest.raises(UnwritableOutput, match="exists already"), write_atomically(target, overwrite=False):
        pytest.fail("the block must not be entered")
    with write_atomically(target, overwrite=True) as file:
        file.write(b"new")
    assert target.read_text() == "new"


def test_a_file_that_came_in_between_is_kept(tmp_path):
    target = tmp_path / "a.txt"
    with pytest.raises(UnwritableOutput), write_atomically(target, overwrite=False):
        target.write_text("somebody else's")
    assert target.read_text() == "somebody else's"
    assert names(tmp_path) == ["a.txt"]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda d: d, "is a folder"),
        (lambda d: d / "missing" / "a.txt", "does not exist"),
        (lambda d: d / ("长" * 200), "cannot be written|does not exist"),
        (lambda d: d / "a\0b", "cannot be written"),
    ],
)
def test_places_that_cannot_be_written(tmp_path, make, said):
    with pytest.raises(UnwritableOutput, match=said), write_atomically(make(tmp_path)):
        pytest.fail("the block must not be entered")
    assert names(tmp_path) == []


def test_a_file_in_place_of_the_folder(tmp_path):
    (tmp_path / "f").write_text("x")
    with pytest.raises(UnwritableOutput):
        check_target(tmp_path / "f" / "a.txt", overwrite=True)
    with pytest.raises(UnwritableOutput):
        make_folder(tmp_path / "f" / "g")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in this file system")
def test_devices_and_pipes_are_not_replaced(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnwritableOutput, match="not an ordinary file"):
        check_target(tmp_path / "pipe", overwrite=True)


@not_root
def test_a_folder_without_permission(tmp_path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(UnwritableOutput, match="Nothing may be written"):
            check_target(tmp_path / "a.txt", overwrite=True)
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.skipif(os.name == "nt", reason="links and modes of POSIX")
def test_links_stay_links_and_modes_are_the_usual_ones(tmp_path):
    (tmp_path / "real").mkdir()
    link = tmp_path / "a.txt"
    link.symlink_to(tmp_path / "real" / "b.txt")
    with write_atomically(link) as file:
        file.write(b"x")
    assert link.is_symlink()
    assert (tmp_path / "real" / "b.txt").read_bytes() == b"x"
    (tmp_path / "plain").touch()
    assert stat.S_IMODE(link.stat().st_mode) == stat.S_IMODE((tmp_path / "plain").stat().st_mode)


def test_sweep_takes_only_what_our_own_workers_left(tmp_path):
    ours = tmp_path / f".gongwen-{os.getpid()}-1-ab.docx"
    others = tmp_path / ".gongwen-999999999-1-ab.docx"
    ours.touch()
    others.touch()
    sweep([tmp_path, tmp_path / "missing"], {os.getpid()})
    assert names(tmp_path) == [others.name]
