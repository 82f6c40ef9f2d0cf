"""Revisions as LibreOffice and pandoc settle them; what LibreOffice saves is read back."""

import shutil
from pathlib import Path

import pytest
from officerevisions import Office, pandoc
from reviewing import Desk, W
from revisedcases import TEXT, edits_of, repaired_of, revised

import gongwen
from gongwen.model import Status
from office import soffice

pytestmark = pytest.mark.office
needs_office = pytest.mark.skipif(soffice() is None, reason="LibreOffice (soffice) is not installed")
needs_pandoc = pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")

WRAPPED = (
    "关于做好\n防汛工作的通知\n\n"
    "　　汛期将至,各级各部门要落\n实值班制度,做好物资储备,加\n强巡查,确保安全度汛.\n"
    "　　一是\x0b加强领导;二是强化\t责任(含\U00020000);三是严格考核.\n\n\n　　特此通知.\n"
)
SAMPLES = Path(__file__).parents[2] / "samples/input"


def cases():
    yield "notice", repaired_of(TEXT, edits_of(TEXT))
    yield "wrapped", gongwen.repair(gongwen.read_text(WRAPPED, "wrapped.txt"))
    for name in ("speech.txt", "notice.txt"):
        yield name, gongwen.repair(gongwen.read(SAMPLES / name))


CASES = dict(cases())
every_case = pytest.mark.parametrize("name", CASES)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return Office(tmp_path_factory.mktemp("office"))


@pytest.fixture
def made(name, tmp_path):
    path = tmp_path / "made.docx"
    path.write_bytes(revised(CASES[name]).data)
    return path


def lines(text):
    """The lines without the blanks around them, which the layout makes."""
    return [line.strip() for line in text.replace("\x0b", "").split("\n") if line.strip()]


def ink(text):
    return "".join(text.replace("\x0b", "").split())


@needs_office
@every_case
def test_libreoffice_refuses_all(office, made, name):
    target = made.with_suffix(".txt")
    office.save(made, target, "RejectAllTrackedChanges")
    found = target.read_text(encoding="utf-8-sig")
    assert found.rstrip("\n") == CASES[name].source.text.replace("\x0b", "").rstrip("\n")


@needs_office
@every_case
def test_libreoffice_accepts_all(office, made, name):
    target = made.with_suffix(".txt")
    office.save(made, target, "AcceptAllTrackedChanges")
    assert lines(target.read_text(encoding="utf-8-sig")) == lines(CASES[name].text)


@needs_pandoc
@every_case
@pytest.mark.parametrize("changes", ["accept", "reject"])
def test_pandoc_settles_all(made, name, changes):
    """Apart from blanks, which it sets anew, and without styles.

    It puts a title into the head of what it writes, and joins nothing with a heading.
    """
    desk = Desk(made.read_bytes())
    for style in list(desk.document.iter(W + "pStyle")):
        style.getparent().remove(style)
    made.write_bytes(desk.done())
    case = CASES[name]
    wanted = case.text if changes == "accept" else case.source.text
    assert ink(pandoc(made, changes)) == ink(wanted)


@needs_office
@every_case
def test_what_libreoffice_saves_is_read_back(office, made, name):
    case = CASES[name]
    applied = [n for n, e in enumerate(case.edits) if e.status is Status.APPLIED]
    remarks = [n for n, e in enumerate(case.edits) if e.status is not Status.APPLIED]
    desk = Desk(made.read_bytes()).refuse(*applied[1::3]).accept(*applied[2::3])
    for number in remarks[::2]:
        desk.delete_comment(number)
    reviewed, saved = made.with_name("reviewed.docx"), made.with_name("saved.docx")
    reviewed.write_bytes(desk.done())
    office.save(reviewed, saved)
    before, after = gongwen.read(reviewed), gongwen.read(saved)
    assert after.review == before.review
    assert after.text == before.text
    assert len(after.review.open) == len(applied[::3]) + len(remarks[1::2])


@needs_office
def test_what_libreoffice_accepted_is_accepted(office, tmp_path):
    case = CASES["notice"]
    made, saved = tmp_path / "made.docx", tmp_path / "saved.docx"
    made.write_bytes(revised(case).data)
    office.save(made, saved, "AcceptAllTrackedChanges")
    review = gongwen.read(saved).review
    assert review.accepted == tuple(e for e in case.edits if e.status is Status.APPLIED)
    assert review.refused == ()


TABLE_META = {
    "secrecy": "秘密",
    "issuer": "临河县人民政府办公室",
    "number": "临政办发〔2025〕13号",
    "to": ["各乡（镇）人民政府", "县直各单位"],
    "copies": "市水务局。",
    "printed_by": "临河县人民政府办公室",
    "printed_on": "2025年6月4日",
}


@pytest.fixture(scope="module")
def with_table(tmp_path_factory):
    """A notice with a table, comments in its cells, and elements that the source lacks or has otherwise."""
    docx = pytest.importorskip("docx")
    folder = tmp_path_factory.mktemp("table")
    document = docx.Document()
    for line in ("关于经费安排的通知", "各乡镇:", "　　现将特产业经费安排如下,请认真组织实施."):
        document.add_paragraph(line)
    rows = [
        ("项目", "金额", "说明"),
        ("特产业", "12万元", "第一项,要发展特产业,x月x日前办结,不得有误.\n第二项,很长,x月x日前完成,再上报."),
        ("", "3万元", "第三项(含奖金),马汰效应."),
    ]
    table = document.add_table(rows=0, cols=3)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            first, *more = text.split("\n")
            cell.text = first
            for paragraph in more:
                cell.add_paragraph(paragraph)
    for line in ("　　特此通知.", "临河县人民政府", "2024年3月5日"):
        document.add_paragraph(line)
    source, made = folder / "source.docx", folder / "made.docx"
    document.save(source)
    return gongwen.convert(source, made, meta=TABLE_META, revisions="all"), made


def cells(text):
    return [line.strip() for line in text.replace("\t", "\n").split("\n") if line.strip()]


@needs_office
def test_libreoffice_refuses_all_in_cells_with_comments(office, with_table, tmp_path):
    result, made = with_table
    target = tmp_path / "refused.txt"
    assert list(Desk(made.read_bytes()).document.iter(W + "commentReference"))
    office.save(made, target, "RejectAllTrackedChanges")
    text = target.read_text(encoding="utf-8-sig")
    assert cells(text) == cells(result.source.text)
    assert (
        len(text) - len(text.rstrip("\n")) <= 2
    )  # the empty paragraph behind a table, and the end of the file


@needs_office
def test_libreoffice_accepts_all_in_cells_with_comments(office, with_table, tmp_path):
    result, made = with_table
    target, plain, wanted = (tmp_path / name for name in ("accepted.txt", "plain.docx", "wanted.txt"))
    office.save(made, target, "AcceptAllTrackedChanges")
    gongwen.write(result.document, plain)
    data = gongwen.read(plain).text
    wanted.write_text(data, encoding="utf-8")
    assert ink(target.read_text(encoding="utf-8-sig")) == ink(data)


@needs_pandoc
def test_pandoc_refuses_all_in_cells_with_comments(with_table):
    result, made = with_table
    found = "".join(char for char in ink(pandoc(made, "reject")) if char != "-")
    assert found == ink(result.source.text)
