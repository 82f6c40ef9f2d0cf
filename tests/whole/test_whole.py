"""What the house promises of any document, from its text to the files: nothing lost, nothing invented."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given
from hypothesis import strategies as st

import gongwen
from documents import DOCUMENTS, PARTS, damaged
from gongwen.model import Level, Status, apply_edits
from gongwen.model.parts import IMPRINT, LETTERHEAD
from properties import examples

LEVELS = st.sampled_from(["certain", "likely", "all"])
SIGNED = "临政发[2024]17号　　　签发人：陈志"
PRINTED = "临河县人民政府办公室　　2024年4月16日印发"
PRESENT = "出席：王建国、李强"
SCRIPTS = st.sampled_from(["auto", "keep", "simplified"])


def ink(text: str) -> str:
    return "".join(text.split())


def inked_lines(text: str) -> list[str]:
    """All but blank ones, which a Word file cannot tell from a break at the end of a paragraph."""
    return [line for line in text.split("\n") if line.strip()]


def holdable(text: str) -> str:
    """What a file of XML can hold of a text."""
    return "".join(c for c in text if (c >= " " or c in "\t\n") and c not in "\ufffe\uffff")


def check(repaired: gongwen.Repaired, level: str) -> None:
    """The edits are all that lies between source and result, and none is surer or less sure than asked."""
    source = repaired.source.text
    least = {"certain": Level.CERTAIN, "likely": Level.LIKELY, "all": Level.DOUBTFUL}[level]
    assert apply_edits(source, repaired.edits) == repaired.text
    assert all(a.end <= b.start for a, b in pairwise(repaired.edits))
    for edit in repaired.edits:
        assert source[edit.start : edit.end] == edit.before
        assert (edit.after == edit.before) == (edit.status is Status.NOTED)
        assert edit.status is not Status.APPLIED or edit.level >= least
        assert edit.status is not Status.SUGGESTED or edit.level < least
        assert edit.status is not Status.APPLIED or "\t" not in edit.after  # it would be a cell of a table
        assert edit.rules
        assert edit.reason


@examples(100)
@given(damaged(), LEVELS, SCRIPTS, st.booleans())
def test_edits_lead_to_the_result_and_a_second_run_changes_nothing(
    text: str, level: str, script: str, uniform: bool
) -> None:
    asked = {"level": level, "script": script, "uniform_masks": uniform}
    once = gongwen.repair(gongwen.read_text(text), **asked)
    check(once, level)
    assert gongwen.repair(gongwen.read_text(once.text), **asked).text == once.text


@examples(60)
@given(damaged(), LEVELS)
def test_who_refuses_every_repair_gets_the_source(text: str, level: str) -> None:
    source = gongwen.read_text(text)
    refused: list[gongwen.Edit] = []
    for _ in range(20):
        repaired = gongwen.repair(source, level=level, reject=refused)
        check(repaired, level)
        applied = [edit for edit in repaired.edits if edit.status is Status.APPLIED]
        if not applied:
            break
        refused += applied
    assert repaired.text == source.text


@examples(60)
@given(damaged(), LEVELS, st.data())
def test_what_is_to_stay_stays(text: str, level: str, data: st.DataObject) -> None:
    source = gongwen.read_text(text)
    start = data.draw(st.integers(0, len(source.text)))
    phrase = source.text[start : start + data.draw(st.integers(1, 12))].strip()
    repaired = gongwen.repair(source, level=level, untouched=[phrase])
    check(repaired, level)
    assert not phrase or repaired.text.count(phrase) >= source.text.count(phrase)


@examples(100)
@given(damaged())
def test_parsing_loses_no_character_and_knows_where_each_came_from(text: str) -> None:
    blocks = gongwen.parse(text).blocks
    assert ink("".join(block.text for block in blocks)) == ink(text)
    for block in blocks:
        assert ink(text[block.start : block.end]) == ink(block.text)


@examples(30)
@given(damaged(), LEVELS)
def test_any_text_is_written_in_every_format_and_read_back(text: str, level: str) -> None:
    """The plain text in order; in .docx and .pdf what the layout puts elsewhere may stand elsewhere."""
    with TemporaryDirectory() as folder:
        made = [Path(folder) / f"a.{suffix}" for suffix in ("txt", "md", "docx", "pdf")]
        result = gongwen.convert(gongwen.read_text(text), made, level=level)
        wanted = ink(result.repaired.text)
        assert ink(made[0].read_text("utf-8")) == wanted
        if wanted:
            found = gongwen.read(made[2]).text
            assert sorted(ink(found)) == sorted(holdable(wanted))


@examples(30)
@given(damaged(), LEVELS)
def test_of_any_text_the_revisions_lead_back_to_the_source(text: str, level: str) -> None:
    """Read as it was written it is the source, line for line, and nothing in it is decided.

    What the layout moved is read as it lies, with the repairs in it: that may be where a letterhead or 版记
    is in another order than the standard's.
    """
    with TemporaryDirectory() as folder:
        made = Path(folder) / "a.docx"
        result = gongwen.convert(gongwen.read_text(text), made, level=level, revisions="all")
        if not ink(result.source.text):
            return
        read = gongwen.read(made)
        assert read.review
        assert read.review.accepted == read.review.refused == ()
        if not {block.kind for block in result.document.blocks} & (LETTERHEAD | IMPRINT):
            assert inked_lines(read.text) == inked_lines(holdable(result.source.text))


@examples(100)
@given(DOCUMENTS)
@example([SIGNED, "特急", PARTS["titles"][0], PRINTED])
@example(
    [*PARTS["titles"][:2], PARTS["addresses"][0], "　　　2.值班电话表", "2024年4月15日", "出席：王建国、李强"]
)
def test_a_sound_document_keeps_its_words(lines: list[str]) -> None:
    """Marks and blanks may be set right; no word of it is lost or put in, no two lines are made one."""
    text = "\n".join(lines)
    repaired = gongwen.repair(gongwen.read_text(text))
    words = [ink("".join(filter(str.isalnum, line))) for line in repaired.text.split("\n")]
    assert [w for w in words if w] == [w for line in lines if (w := "".join(filter(str.isalnum, line)))]
