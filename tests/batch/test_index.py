"""The index of a folder: what needs a look first, nothing that could harm who opens it."""

import csv
import html
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest

from gongwen.batch import Job, Outcome, write_indexes
from gongwen.batch.index import PAGE, SHEET, build, sheet
from gongwen.batch.indexpage import render
from gongwen.model import Notice

FONT = Notice("font.stand-in", "a stand-in is used")


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("GONGWEN_LANG", "en")


def outcome(root: Path, name: str, **told) -> Outcome:
    job = Job(root.parent / "in" / f"{name}.txt", (root / f"{name}.docx", root / f"{name}.pdf"), root)
    return Outcome(job, **told)


def some(root: Path) -> list[Outcome]:
    return [
        outcome(root, "fine", notices=(FONT,), changed=2, families=(("punct", 2),), title="<b>Title</b>"),
        outcome(root, "sub/look", notices=(FONT,), suggested=3, seconds=1.25),
        outcome(root, "warned", notices=(FONT, Notice("x", "something else"))),
        outcome(root, "=cmd()", notices=(FONT,), title="=1+1", unchanged=True),
        outcome(root, "broken", error="it is empty"),
    ]


def cells(root: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(sheet(build(root, some(root))))))


def test_failures_come_first_and_then_what_needs_a_look(tmp_path):
    index = build(tmp_path, some(tmp_path))
    assert [Path(row.source).stem for row in index.rows] == ["broken", "look", "warned", "fine", "=cmd()"]
    assert [row.needs_a_look for row in index.rows] == [True, True, True, False, False]
    assert index.warnings == (FONT.message,)


def test_a_stand_in_face_is_no_matter_of_a_file(tmp_path):
    index = build(tmp_path, [outcome(tmp_path, "titled", notices=(FONT,)), outcome(tmp_path, "plain")])
    assert not any(row.needs_a_look for row in index.rows)
    assert index.warnings == (FONT.message,)


def test_the_sheet_has_a_row_for_each_file_and_no_formula(tmp_path):
    head, *rows = cells(tmp_path)
    assert head[0] == "File"
    assert rows[0][0] == "broken.txt"
    assert rows[0][1] == ""
    assert rows[0][-1] == "it is empty"
    assert rows[1][1].split("\n") == ["sub/look.docx", "sub/look.pdf"]
    assert rows[1][4] == "3"
    assert rows[4][0] == "'=cmd().txt"
    assert rows[4][2] == "'=1+1"


@pytest.mark.parametrize("begins", list("=+-@\t\r\n＝＋－＠"))
def test_no_cell_begins_like_a_formula(tmp_path, begins):
    told = [outcome(tmp_path, f"{begins}1", title=f"{begins}1", notices=(Notice("x", f"{begins}1"),))]
    index = replace(build(tmp_path, [*told, outcome(tmp_path, "a")]), stale=(f"{begins}old.docx",))
    rows = list(csv.reader(io.StringIO(sheet(index), newline="")))
    touched = [cell for row in rows[1:] for cell in row if "1" in cell or "old" in cell]
    assert len(touched) == 5
    assert all(cell.startswith("'") for cell in touched)


def test_what_earlier_runs_left_is_listed(tmp_path):
    told = some(tmp_path)
    write_indexes(told, stale={tmp_path: ("old/<x>.docx",)})
    page = (tmp_path / PAGE).read_text("utf-8")
    assert "<summary>Left by earlier runs and not made by this one: 1 files.</summary>" in page
    assert '<a href="old/%3Cx%3E.docx">old/&lt;x&gt;.docx</a>' in page
    assert "<dt>left by earlier runs</dt> <dd>1</dd>" in page
    write_indexes(told)
    assert "<details>" not in (tmp_path / PAGE).read_text("utf-8")


def test_the_page_links_to_the_outputs_and_escapes_what_is_in_the_texts(tmp_path):
    page = render(build(tmp_path, some(tmp_path)))
    assert "&lt;b&gt;Title" in page
    assert "<b>Title" not in page
    assert 'href="sub/look.docx"' in page
    assert 'href="%3Dcmd%28%29.pdf"' in page
    assert "broken.docx" not in page
    assert page.count("<tr class=") == 5
    assert "://" not in re.sub(r"file://\S+", "", page)


def test_likely_duplicates_name_each_other(tmp_path):
    sketch = bytes(range(128))
    twins = [outcome(tmp_path, "a", sketch=sketch), outcome(tmp_path, "b", sketch=sketch)]
    other = outcome(tmp_path, "c", sketch=bytes(range(100, 228)))
    rows = {row.source: row for row in build(tmp_path, [*twins, other]).rows}
    assert rows["a.txt"].twins == ("b.txt",)
    assert rows["b.txt"].twins == ("a.txt",)
    assert rows["c.txt"].twins == ()


def test_of_many_duplicates_the_first_are_named(tmp_path):
    sketch = bytes(range(128))
    rows = build(tmp_path, [outcome(tmp_path, f"{n:04}", sketch=sketch) for n in range(1000)]).rows
    assert rows[0].twins == ("0001.txt", "0002.txt", "0003.txt", "and 996 more")
    assert rows[999].twins == ("0000.txt", "0001.txt", "0002.txt", "and 996 more")


def test_a_failed_file_is_no_duplicate(tmp_path):
    sketch = bytes(range(128))
    rows = build(tmp_path, [outcome(tmp_path, n, sketch=sketch, error=n * (n == "b")) for n in "ab"]).rows
    assert not any(row.twins for row in rows)


def test_page_and_sheet_speak_chinese(tmp_path, monkeypatch):
    monkeypatch.setenv("GONGWEN_LANG", "zh")
    page = render(build(tmp_path, some(tmp_path)))
    assert '<html lang="zh-CN">' in page
    assert html.escape("标点") in page


def test_both_are_written_into_each_folder_and_again(tmp_path):
    for name in ("x", "y"):
        (tmp_path / name).mkdir()
    told = some(tmp_path / "x") + some(tmp_path / "y")
    for _again in range(2):
        assert write_indexes(told) == [tmp_path / "x" / PAGE, tmp_path / "y" / PAGE]
    assert (tmp_path / "y" / SHEET).read_bytes().startswith(b"\xef\xbb\xbf")
    assert write_indexes([Outcome(Job(tmp_path / "a.txt", (tmp_path / "a.md",)))]) == []
