"""The vectors of the standard's own table, for texts and for layout."""

from __future__ import annotations

import io
import sys
import tomllib
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import mutations
import pytest
import wordbases
import wordmutations
from bases import general
from sheet import PT, Sheet, Text
from wordbases import body, par
from wordsheet import Run, Word

from gongwen.checking import Verdict, check

sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))
VECTORS = tomllib.loads((Path(__file__).parent / "vectors.toml").read_text(encoding="utf-8"))["vector"]


def base(name: str) -> Word:
    if name == "classified":
        return wordmutations.classified(wordbases.general())
    if name == "single":
        word = wordbases.general().drop("note.2").drop("second.mark").drop("second.title").drop("second.body")
        return word.change("first.mark", text="附件").change("first.title", text="名单")
    return wordbases.BASES[name]()


def verdict_on(vector: dict, text: str) -> Verdict:
    word = base(vector["base"])
    if vector["tag"] == "footer":
        word = word.number("default", text=text).number("even", text=text)
    else:
        word = word.change(vector["tag"], text=text)
    return check(word.bytes(), "vector")


CASES = [(v, text, outcome) for v in VECTORS for outcome in ("pass", "fail") for text in v[outcome]]


@pytest.mark.parametrize(
    ("vector", "text", "outcome"), CASES, ids=[f"{v['rule']}-{o}-{t}" for v, t, o in CASES]
)
def test_texts(vector, text, outcome):
    verdict = verdict_on(vector, text)
    assert (vector["rule"] in verdict.broken) == (outcome == "fail")
    if outcome == "pass" and vector["rule"] not in ("B-09", "U-02", "U-08"):
        assert vector["rule"] in verdict.passed


TITLES = [((10, 14), True), ((14, 10), True), ((10, 16, 10), True), ((8, 12, 16), True)]
TITLES += [((16, 10, 16), False), ((12, 12), False), ((12, 12, 12), False)]


@pytest.mark.parametrize(("widths", "good"), TITLES)
def test_shapes_of_titles(widths, good):
    text = "\n".join("某" * width for width in widths)
    verdict = check(wordbases.general().change("title", text=text).bytes(), "title")
    assert ("B-02" in verdict.passed) == good


@pytest.mark.parametrize("mark", "，。、；：？！）》”")
def test_marks_that_begin_no_line(mark):
    data = mutations.divided(general(), "实", mark).bytes()
    assert "K-01" in check(data, "line").broken


@pytest.mark.parametrize("mark", "（《“")
def test_marks_that_end_no_line(mark):
    closing = {"（": "）", "《": "》", "“": "”"}[mark]
    data = mutations.divided(general(), mark, "各" + closing).bytes()
    assert "K-02" in check(data, "line").broken


def test_several_attachments_are_numbered():
    word = wordbases.general().change("note.1", text="附件：1.名单").change("note.2", text="2.方案")
    assert "A-02" in check(word.bytes(), "note").passed


# Layout.


def test_the_grid_of_print_closes():
    """15.75 pt on cells of 156/28, pitch (225 − 5.556)/21: 22 lines from 37.00 to 262.00."""
    pitch = (225 - 15.75 * PT) / 21
    text = "各地各部门要认真学习贯彻会议精神结合实际抓好落实确保各项任务"[:28]
    items = [Text("t", 1, "某某市人民政府公告", 60, 37, face="小标宋", size=22.0)]
    items += [Text(f"p.{n}", 1, text, 28, 37 + pitch * n, size=15.75) for n in range(3, 22)]
    for page in (2, 3):
        items += [Text(f"b{page}.{n}", page, text, 28, 37 + pitch * n, size=15.75) for n in range(22)]
    verdict = check(Sheet(items).bytes(), "grid")
    assert {"G-01", "G-02", "G-03", "G-04", "P-02", "P-03", "P-04"} <= set(verdict.passed)


@pytest.mark.parametrize(("line", "rows"), [(560, 22), (579, 22), (580, 21), (589, 21)])
def test_lines_of_a_page(line, rows):
    verdict = check(wordbases.general().change("body", line=line).bytes(), "rows")
    assert ("G-01" in verdict.passed) == (rows == 22)


@pytest.mark.parametrize(("spacing", "columns"), [(-5, 28), (-4, 27), (0, 27)])
def test_characters_of_a_line(spacing, columns):
    verdict = check(wordbases.general().change("body", spacing=spacing).bytes(), "columns")
    assert ("G-02" in verdict.passed) == (columns == 28)


def test_the_profile_of_33476():
    word = replace(
        wordbases.general(),
        margins=(1960, 1847, 1588, 1474),
        grid='<w:docGrid w:type="lines" w:linePitch="592"/>',
    ).change("body", line=240, rule="auto")
    verdict = check(word.bytes(), "33476")
    assert verdict.margins == "33476.2"
    assert {"P-02", "P-04", "P-06", "G-01"} <= set(verdict.passed)


def _package(word: Word) -> bytes:
    """A file that LibreOffice opens: the body of the test's words in a package of python-docx."""
    plain = io.BytesIO()
    docx.Document().save(plain)
    made = io.BytesIO()
    with (
        zipfile.ZipFile(plain) as source,
        zipfile.ZipFile(io.BytesIO(word.bytes())) as ours,
        zipfile.ZipFile(made, "w") as target,
    ):
        for name in source.namelist():
            own = name in ("word/document.xml", "word/styles.xml")
            target.writestr(name, (ours if own else source).read(name))
    return made.getvalue()


GRIDS = {
    (560, -5, "lines"): (22, 28),
    (579, -5, "lines"): (22, 28),
    (580, -5, "lines"): (21, 28),
    (579, 0, "lines"): (22, 27),
    (579, 0, "linesAndChars"): (22, 14),
}
"""Line in twips, spacing of characters, kind of grid: lines a page and characters a line in LibreOffice."""


def gridded(line: int, spacing: int, grid: str) -> Word:
    text = "各地各部门要认真学习贯彻会议精神结合实际抓好落实确保各项任务按期完成" * 60
    space = ' w:charSpace="-849"' if grid == "linesAndChars" else ""
    title = par("title", "某某市人民政府公告", "方正小标宋简体", {"size": 22}, align="center")
    prose = replace(body("body", text), line=line, runs=(Run(text, spacing=spacing),))
    grid = f'<w:docGrid w:type="{grid}" w:linePitch="{line}"{space}/>'
    return Word([title, prose], footers={}, grid=grid)


@pytest.fixture(scope="module")
def rendered(tmp_path_factory) -> dict:
    """The verdict on what LibreOffice makes of each grid, all in one start."""
    office = pytest.importorskip("office")
    if not office.soffice():
        pytest.skip("no LibreOffice")
    folder = tmp_path_factory.mktemp("grids")
    paths = [folder / f"{number}.docx" for number in range(len(GRIDS))]
    for path, grid in zip(paths, GRIDS, strict=True):
        path.write_bytes(_package(gridded(*grid)))
    made = office.render(paths, folder)
    return {grid: check(pdf.read_bytes(), pdf.name) for grid, pdf in zip(GRIDS, made, strict=True)}


@pytest.mark.office
@pytest.mark.parametrize("grid", GRIDS, ids=str)
def test_what_libreoffice_makes_of_a_grid(rendered, grid):
    rows, columns = GRIDS[grid]
    passed = rendered[grid].passed
    assert ("G-01" in passed, "G-02" in passed) == (rows == 22, columns == 28)
