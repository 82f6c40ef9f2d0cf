"""Which input becomes which files."""

import os
import sys
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.batch import Job, Outcome, plan
from gongwen.batch.manifest import Key, Manifest
from gongwen.batch.planning import _Input, _names
from gongwen.model import UnreadableInput, UnwritableOutput


def make(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("文", encoding="utf-8")
    return folder


def table(planned, root: Path) -> dict[str, list[str]]:
    return {
        job.source.relative_to(root).as_posix(): [t.relative_to(root).as_posix() for t in job.targets]
        for job in planned.jobs
    }


def test_the_tree_is_kept_in_a_folder_beside(tmp_path):
    make(tmp_path / "in", "b.txt", "a.html", "sub/deep/c.docx", "sub/d.md")
    assert table(plan([tmp_path / "in"], ["docx", "pdf"]), tmp_path) == {
        "in/a.html": ["in-gongwen/a.docx", "in-gongwen/a.pdf"],
        "in/b.txt": ["in-gongwen/b.docx", "in-gongwen/b.pdf"],
        "in/sub/d.md": ["in-gongwen/sub/d.docx", "in-gongwen/sub/d.pdf"],
        "in/sub/deep/c.docx": ["in-gongwen/sub/deep/c.docx", "in-gongwen/sub/deep/c.pdf"],
    }


def test_what_is_hidden_locked_or_of_another_kind_is_left_out(tmp_path):
    make(
        tmp_path, "a.txt", ".b.txt", ".git/c.txt", "~$d.docx", "e.png", "f.PNG", "g.xls", "Makefile", "H.TXT"
    )
    planned = plan([tmp_path], ["docx"], tmp_path / "out")
    assert [job.source.name for job in planned.jobs] == ["H.TXT", "a.txt"]
    assert dict(planned.left_out) == {".png": 2, ".xls": 1, "Makefile": 1}


def test_outputs_inside_the_folder_are_not_read_again(tmp_path):
    make(tmp_path, "a.txt", "out/a.docx")
    planned = plan([tmp_path], ["docx"], tmp_path / "out")
    assert table(planned, tmp_path) == {"a.txt": ["out/a.docx"]}


def test_outputs_beside_their_sources_are_not_read_again(tmp_path):
    make(tmp_path, "a.txt", "a.docx", "a.pdf")
    assert table(plan([tmp_path], ["docx"], tmp_path), tmp_path) == {"a.txt": ["a.docx"]}


def test_rivals_for_a_name_keep_their_full_names_and_are_told(tmp_path):
    make(tmp_path / "in", "a.txt", "a.html", "b.txt", "sub/a.txt")
    planned = plan([tmp_path / "in"], ["docx"], tmp_path / "out")
    assert table(planned, tmp_path) == {
        "in/a.html": ["out/a.html.docx"],
        "in/a.txt": ["out/a.txt.docx"],
        "in/b.txt": ["out/b.docx"],
        "in/sub/a.txt": ["out/sub/a.docx"],
    }
    assert [job.source.name for job in planned.renamed] == ["a.html", "a.txt"]


def test_a_full_name_that_is_taken_gives_way(tmp_path):
    make(tmp_path / "in", "a.txt", "a.html", "a.html.txt")
    targets = [job.targets[0].name for job in plan([tmp_path / "in"], ["docx"], tmp_path / "out").jobs]
    assert sorted(targets) == ["a.html.docx", "a.html.txt.docx", "a.txt.docx"]


@given(st.lists(st.text("aA.x", min_size=1, max_size=6).map(lambda s: s + ".txt"), unique=True, max_size=8))
def test_no_two_inputs_ever_share_a_name_whatever_the_letter_case(names):
    named = _names([_Input(Path("in") / name, Path("out")) for name in names])
    assert len({name.casefold() for name in named.values()}) == len(names)


def test_files_go_beside_themselves_or_into_the_folder(tmp_path):
    make(tmp_path, "x/a.txt", "y/b.txt")
    files = [tmp_path / "x/a.txt", tmp_path / "y/b.txt"]
    assert table(plan(files, ["pdf"]), tmp_path) == {"x/a.txt": ["x/a.pdf"], "y/b.txt": ["y/b.pdf"]}
    assert table(plan(files, ["pdf"], tmp_path / "o"), tmp_path) == {
        "x/a.txt": ["o/a.pdf"],
        "y/b.txt": ["o/b.pdf"],
    }


def test_several_folders_keep_their_names_in_the_output(tmp_path):
    make(tmp_path, "x/a.txt", "y/a.txt")
    planned = plan([tmp_path / "x", tmp_path / "y"], ["pdf"], tmp_path / "o")
    assert table(planned, tmp_path) == {"x/a.txt": ["o/x/a.pdf"], "y/a.txt": ["o/y/a.pdf"]}


def test_an_input_named_twice_is_converted_once(tmp_path):
    make(tmp_path, "a.txt")
    assert len(plan([tmp_path / "a.txt", tmp_path], ["pdf"], tmp_path / "o").jobs) == 1


def test_an_output_never_replaces_an_input(tmp_path):
    make(tmp_path, "a.docx", "b.txt")
    with pytest.raises(UnwritableOutput, match=r"a\.docx is an input itself"):
        plan([tmp_path], ["docx"], tmp_path)


@pytest.mark.parametrize("names", [(), (".hidden.txt",), ("a.png",)])
def test_a_folder_with_nothing_to_read(tmp_path, names):
    make(tmp_path, *names)
    with pytest.raises(UnreadableInput, match="nothing to read"):
        plan([tmp_path], ["docx"])


def test_a_missing_input(tmp_path):
    with pytest.raises(UnreadableInput, match="does not exist"):
        plan([tmp_path / "missing"], ["docx"])


def zipped(path: Path, *names: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "文")
    return path


def test_an_archive_is_a_folder(tmp_path):
    given = zipped(tmp_path / "a.zip", "b.txt", "sub/c.md", "d.png", "../e.txt", "/f.txt", ".g.txt", "h.zip")
    planned = plan([given], ["docx"])
    assert table(planned, tmp_path) == {
        "a.zip/b.txt": ["a-gongwen/b.docx"],
        "a.zip/sub/c.md": ["a-gongwen/sub/c.docx"],
    }
    assert dict(planned.left_out) == {".png": 1, ".txt": 3, ".zip": 1}


def test_an_archive_in_a_folder_is_a_folder_in_it(tmp_path):
    (tmp_path / "in").mkdir()
    zipped(tmp_path / "in/a.zip", "b.txt")
    make(tmp_path, "in/c.txt")
    assert table(plan([tmp_path / "in"], ["md"], tmp_path / "o"), tmp_path) == {
        "in/a.zip/b.txt": ["o/a/b.md"],
        "in/c.txt": ["o/c.md"],
    }


def test_an_archive_of_one_file_is_that_file(tmp_path):
    given = zipped(tmp_path / "a.zip", "b.txt", "c.png")
    assert table(plan([given], ["docx"]), tmp_path) == {"a.zip": ["a.docx"]}


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there these are the same files")
def test_outputs_differ_on_systems_that_know_no_case_and_one_e_with_an_accent(tmp_path):
    names = (
        "A/x.txt",
        "a/x.txt",
        "caf\u00e9.txt",
        "cafe\u0301.txt",
        "b.txt",
        "B.txt",
        "b.txt-2.txt",
        "B.TXT",
    )
    for name in names:
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text("关于开展检查的通知", encoding="utf-8")
    planned = plan([tmp_path / "in"], ["md"], tmp_path / "out")
    places = {unicodedata.normalize("NFC", str(job.targets[0])).casefold() for job in planned.jobs}
    assert len(places) == len(planned.jobs) == len(names)


@pytest.mark.parametrize(
    ("include", "exclude", "left"),
    [
        (["*.txt"], [], ["a.txt", "sub/b.txt", "sub/deep/c.txt"]),
        (["sub"], [], ["sub/b.txt", "sub/d.md", "sub/deep/c.txt"]),
        (["sub/*"], ["deep"], ["sub/b.txt", "sub/d.md"]),
        ([], ["sub/"], ["a.txt"]),
        (["a*", "*.md"], [], ["a.txt", "sub/d.md"]),
        ([], ["b.txt", "sub/deep/*"], ["a.txt", "sub/d.md"]),
    ],
)
def test_globs_choose_files_of_a_folder(tmp_path, include, exclude, left):
    make(tmp_path, "a.txt", "sub/b.txt", "sub/deep/c.txt", "sub/d.md")
    planned = plan([tmp_path], ["docx"], tmp_path / "out", include=include, exclude=exclude)
    assert sorted(job.source.relative_to(tmp_path).as_posix() for job in planned.jobs) == left


def test_globs_that_leave_nothing_are_an_error_and_spare_named_files(tmp_path):
    make(tmp_path, "a.txt", "in/b.txt")
    with pytest.raises(UnreadableInput, match="--exclude"):
        plan([tmp_path], ["md"], tmp_path / "out", exclude=["*"])
    planned = plan([tmp_path / "a.txt", tmp_path / "in"], ["docx"], exclude=["a*"])
    assert len(planned.jobs) == 2


def test_what_a_batch_tells_of_itself_is_no_input(tmp_path):
    make(tmp_path, "a.txt", "gongwen-index.html", "gongwen-index.csv", "gongwen-manifest.jsonl")
    planned = plan([tmp_path], ["docx"], tmp_path)
    assert [job.source.name for job in planned.jobs] == ["a.txt"]
    assert planned.left_out == ()


@pytest.mark.skipif(os.name == "nt", reason="named pipes of POSIX")
def test_a_pipe_has_no_end_and_a_dangling_link_is_told_later(tmp_path):
    make(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "b.txt")
    (tmp_path / "c.txt").symlink_to("nowhere")
    (tmp_path / "loop").symlink_to(tmp_path)
    planned = plan([tmp_path], ["docx"], tmp_path / "out")
    assert [job.source.name for job in planned.jobs] == ["a.txt", "c.txt"]
    assert planned.left_out == (("b.txt", 1),)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is closed to root")
def test_a_folder_that_cannot_be_opened_is_named(tmp_path):
    make(tmp_path, "a.txt", "sub/b.txt")
    (tmp_path / "sub").chmod(0)
    try:
        assert plan([tmp_path], ["docx"], tmp_path / "out").left_out == ((f"sub{os.sep}", 1),)
    finally:
        (tmp_path / "sub").chmod(0o755)


def test_what_a_batch_made_in_a_folder_below_is_no_input_unless_it_is_given(tmp_path):
    make(tmp_path, "a.txt", "out/a.docx", "out/mine.txt")
    job = Job(tmp_path / "a.txt", (tmp_path / "out/a.docx",), tmp_path / "out")
    with Manifest(tmp_path / "out") as manifest:
        manifest.note(Outcome(job, hashes=("0" * 64,)), Key("", ""))
    for inputs, wanted in ((tmp_path, ["a.txt", "mine.txt"]), (tmp_path / "out", ["a.docx", "mine.txt"])):
        planned = plan([inputs], ["md"], tmp_path / "elsewhere")
        assert [job.source.name for job in planned.jobs] == wanted


def test_two_stars_are_any_folders_or_none(tmp_path):
    make(tmp_path, "a.txt", "x/b.txt", "x/y/c.txt", "x/y/d.md")
    for glob, wanted in (("**/*.txt", "abc"), ("x/**/*.txt", "bc"), ("**/y/*", "cd"), ("x/**", "bcd")):
        planned = plan([tmp_path], ["docx"], tmp_path / "out", include=[glob])
        assert sorted(job.source.stem for job in planned.jobs) == list(wanted)
