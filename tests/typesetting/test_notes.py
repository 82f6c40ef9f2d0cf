"""Notes on the typeset page."""

from __future__ import annotations

from gongwen import stylesheets
from gongwen.model import Block, BlockKind, Cell, Document, Link, Note, Picture, Row, Table
from gongwen.typesetting import typeset
from gongwen.typesetting.notes import number_sign, with_notes

STYLE = stylesheets.load("general")


def made() -> Document:
    table = Table(0, 3, (Row((Cell(0, 1), Cell(2, 3, 1))),))
    return Document(
        (
            Block(
                BlockKind.PARAGRAPH,
                "要自查，认真整改。",
                0,
                9,
                notes=(Note(3, "甲注"), Note(9, "乙注\n二段")),
                links=(Link(4, 6, "http://example.cn/"),),
            ),
            Block(BlockKind.TABLE, "库\t数", 10, 13, table=table, notes=(Note(1, "丙注"),)),
            Block(BlockKind.COPY_TO, "抄送：市局。", 14, 20),
        )
    )


def test_signs_stand_in_the_text_and_their_text_below_it() -> None:
    blocks = with_notes(made()).blocks
    assert blocks[0].text == "要自查①，认真整改。②"
    assert blocks[0].text[blocks[0].links[0].start : blocks[0].links[0].end] == "认真"
    assert blocks[1].table is not None
    assert [c.paragraphs(blocks[1].text) for c in blocks[1].table.rows[0].cells] == [("库③",), ("数",)]
    assert [block.text for block in blocks[3:]] == ["①甲注", "②乙注\n二段", "③丙注"]


def test_they_are_on_the_page_above_the_imprint() -> None:
    pages = typeset(made(), STYLE).pages
    text = "".join(line.text for page in pages for line in page.lines)
    assert text.index("要自查①") < text.index("库③") < text.index("③丙注") < text.index("抄送")


def test_signs_go_on_beyond_the_circled_numbers() -> None:
    assert [number_sign(n) for n in (1, 20, 21, 35, 36, 50, 51)] == [*"①⑳㉑㉟㊱㊿", "〔51〕"]


def test_a_picture_that_only_windows_draws_is_told() -> None:
    own = Picture(0, b"\x01\x00\x00\x00", "image/x-emf")
    pages = typeset(Document((Block(BlockKind.PICTURE, "", 0, 0, pictures=(own,)),)), STYLE)
    assert "picture.frame" in [notice.code for notice in pages.notices]
