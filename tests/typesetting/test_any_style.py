"""Whatever stands in a document: every style sets it, loses nothing of it and keeps to the sheet."""

from dataclasses import replace

from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from gongwen import stylesheets
from gongwen.model import Block, BlockKind, Document
from gongwen.typesetting import typeset
from properties import examples

MM = 72 / 25.4
HEAD = [
    BlockKind.COPY_NUMBER,
    BlockKind.SECRET_LEVEL,
    BlockKind.URGENCY,
    BlockKind.ISSUER_MARK,
    BlockKind.ISSUER_MARK,
    BlockKind.DOCUMENT_NUMBER,
    BlockKind.SIGNER,
    BlockKind.SIGNER,
    BlockKind.DATE_LINE,
    BlockKind.TITLE,
    BlockKind.SALUTATION,
    BlockKind.PARAGRAPH,
]
"""In this order they make a 版头; each may be left out."""
WORDS = [
    "宜城市人民政府",
    "文件",
    "宜政发〔2024〕1号",
    "签发人：王强　李芳",
    "市长　张建国",
    "宜城市财政局　宜城市教育局",
    "2024年3月5日",
    "附件：1.甲\n2.乙",
    "抄送：甲，\n乙。",
    "宜城市人民政府办公室 2024年3月5日印发",
    "出席：张建国、李明",
    "",
]
TEXTS = st.sampled_from(WORDS) | st.text(
    alphabet="国务院，。《》“”—…aB1 \n\t\u200b\x07😀\ud800　：", max_size=150
)


@examples(120, HealthCheck.function_scoped_fixture)
@given(
    st.lists(st.booleans() | st.none(), min_size=len(HEAD), max_size=len(HEAD)),
    st.lists(TEXTS, min_size=len(HEAD), max_size=len(HEAD)),
    st.lists(st.tuples(st.sampled_from(list(BlockKind)), TEXTS), max_size=8),
    st.sampled_from(stylesheets.names()),
    st.booleans(),
)
def test_nothing_is_lost_and_nothing_leaves_the_sheet(chosen, head, rest, name, is_sealed):
    items = [(kind, text) for kind, text, is_there in zip(HEAD, head, chosen, strict=True) if is_there] + rest
    blocks = [Block(k, t, 0, len(t), 1 if k is BlockKind.HEADING else None) for k, t in items]
    style = stylesheets.load(name)
    if is_sealed:
        seal, page = replace(style.seal, kept=True), replace(style.page, mirrored=True)
        style = replace(style, seal=seal, page=page)
    texts = [""] * len(blocks)
    pages = typeset(Document(tuple(blocks)), style)
    for page in pages.pages:
        for line in page.lines:
            texts[line.block] += line.text
            for run in line.runs:
                assert len(run.text) == len(run.glyphs) == len(run.xs)
                assert all(
                    20 * MM < x < 184.5 * MM for x in run.xs
                )  # origins: a stretched dash begins left of its cell
                assert 29 * MM < run.y < 277 * MM
    # 主送机关 may have been moved into the foot, with a label
    for block, text in zip(pages.blocks, texts, strict=True):
        assert "".join(text.split()) == "".join(block.text.split())
