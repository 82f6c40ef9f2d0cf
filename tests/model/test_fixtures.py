"""Repairs and tables: cells stay apart whatever stages propose, and pictures stand between lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongwen.model import Cell, Change, EditLog, Kept, Picture, Repaired, Row, Source, Table, kept_in
from properties import examples

WORDS = st.text(alphabet="甲乙 ，a", max_size=4)
ROWS = st.lists(
    st.lists(WORDS.filter(lambda w: w == w.strip()), min_size=2, max_size=3), min_size=1, max_size=3
)


@st.composite
def table_between_lines(draw):
    """Text with a table in it and a picture above its last line."""
    above, below, last = (draw(WORDS.filter(bool)) for _ in range(3))
    rows = draw(ROWS)
    start = place = len(above) + 1
    made = []
    for row in rows:
        cells = []
        for column, cell in enumerate(row):
            cells.append(Cell(place, place + len(cell), column))
            place += len(cell) + 1
        made.append(Row(tuple(cells)))
    text = "\n".join([above, *("\t".join(row) for row in rows), below, last])
    picture = Picture(len(text) - len(last), b"x")
    return Source(text, kept=Kept((Table(start, place - 1, tuple(made)),), (picture,)))


@given(st.data(), table_between_lines())
@examples(600)
def test_every_cell_holds_what_became_of_it(data, source):
    log = EditLog(source.text, kept=source.kept)
    for _ in range(data.draw(st.integers(1, 4))):
        changes = []
        for _ in range(data.draw(st.integers(1, 4))):
            start = data.draw(st.integers(0, len(log.text)))
            end = data.draw(st.integers(start, min(len(log.text), start + 8)))
            after = data.draw(st.text(alphabet="天\n\t ", max_size=4))
            changes.append(Change(start, end, after, "wrap.join", 1.0, "why"))
        log.add(changes)
    kept = kept_in(Repaired(source, log.text, log.edits()))
    (picture,) = kept.pictures
    for table in kept.tables:
        if not any(c.start < c.end for row in table.rows for c in row.cells):
            continue  # deleted whole; what was put in beside it may stand at its place
        lines = log.text[table.start : table.end].split("\n")
        assert [[log.text[c.start : c.end] for c in row.cells] for row in table.rows] == [
            line.split("\t") for line in lines
        ]
        assert log.text[: table.start][-1:] in ("\n", "")
        assert log.text[table.end :][:1] in ("\n", "")
    before, behind = log.text[: picture.place], log.text[picture.place :]
    assert before.rstrip(" ")[-1:] in ("\n", "") or behind.lstrip(" ")[:1] in ("\n", "")


def test_blanks_between_paragraphs_of_a_cell_stay_and_a_whole_table_may_go():
    text = "上\n甲 乙\t丙\n下"
    table = Table(2, 7, (Row((Cell(2, 5, breaks=(3,)), Cell(6, 7, 1))),))
    log = EditLog(text, kept=Kept((table,)))
    assert not log.add([Change(3, 4, "", "space.han", 1.0, "x")])
    assert not log.add([Change(4, 8, "", "residue.line", 1.0, "x")])
    assert log.add([Change(1, 7, "", "residue.line", 1.0, "x")])
    assert log.text == "上\n下"


def test_lines_are_not_joined_over_a_picture_but_may_go_around_it():
    text = "上\n下\n末"
    log = EditLog(text, kept=Kept(pictures=(Picture(2, b"x"),)))
    assert not log.add([Change(1, 2, "", "wrap.join", 1.0, "x")])
    assert not log.add([Change(0, 3, "上下", "wrap.join", 1.0, "x")])
    assert log.add([Change(0, 2, "", "residue.line", 1.0, "x")])
    assert log.text == "下\n末"


def test_lines_round_a_picture_do_not_go_with_a_part_of_what_was_put_in():
    text = "上\n下面\n末了"
    log = EditLog(text, kept=Kept(pictures=(Picture(5, b"x"),)))
    assert log.add([Change(6, 6, "天天", "char.missing", 1.0, "x")])
    assert not log.add([Change(2, 7, "", "residue.line", 1.0, "x")])
    assert log.add([Change(2, 9, "", "residue.line", 1.0, "x")])
    assert log.text == "上\n"
