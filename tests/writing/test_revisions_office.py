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
