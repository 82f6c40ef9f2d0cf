"""What each line is, over cases kept as files, and that no character is lost."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.model import BlockKind, Genre
from gongwen.parsing import parse
from gongwen.parsing.patterns import layouts

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["case"]


def shown(block) -> str:
    kind = f"heading{block.level}" if block.kind is BlockKind.HEADING else block.kind.value
    return f"{kind}{'+' if block.run_in else ''}"


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_case(case):
    document = parse(case["text"])
    assert [shown(b) for b in document.blocks] == case["blocks"].split()
    assert document.kind.value == case["kind"]
    if "genre" in case:
        assert (document.genre.value if document.genre else "") == case["genre"]
        assert document.layout == case["layout"]


LINES = st.sampled_from([line for case in CASES for line in case["text"].split("\n")] + ["", "  ", "　　"])


@given(st.lists(LINES | st.text(max_size=20), max_size=25))
def test_no_character_is_lost(lines):
    text = "\n".join(lines)
    blocks = parse(text).blocks
    assert "".join("".join(b.text for b in blocks).split()) == "".join(text.split())
    for block in blocks:
        assert text[block.start : block.end].split() == block.text.split()
        assert block.text
        assert not block.given
    assert [b.start for b in blocks] == sorted(b.start for b in blocks)


TITLES = ["江城市财政局", "关于做好防汛", "抗旱等各项", "工作的通知"]


@pytest.mark.parametrize("lines", [1, 2, 3, 4])
@pytest.mark.parametrize("above", range(1, 6))
def test_a_title_of_one_to_four_lines_below_any_part_of_a_letterhead(lines, above):
    letterhead = ["000012", "机密★1年", "特急", "江城市财政局文件", "江财发〔2026〕3号"]
    title = ["".join(TITLES[: 5 - lines]), *TITLES[5 - lines :]]
    for kept in (letterhead[:above], letterhead[-above:]):
        document = parse("\n".join([*kept, *title, "各单位：", "请做好工作。"]))
        assert document.title == "".join(TITLES)
        kinds = [b.kind.value for b in document.blocks]
        assert kinds[-3:] == ["title", "salutation", "paragraph"]
        assert len(kinds) == len(kept) + 3
        assert document.genre is Genre.NOTICE


@pytest.mark.parametrize("brackets", ["〔〕", "[]", "()", "（）", "【】", "［］", "﹝﹞", "〈〉"])
@pytest.mark.parametrize("form", ["江政发{}2026{}3号", "江政发 {} 2026 {} 3 号", "江政发{}2026{}第3号"])
def test_a_number_is_known_in_whatever_brackets(brackets, form):
    document = parse(f"江城市人民政府文件\n{form.format(*brackets)}\n关于修路的通知\n各单位：\n请修路。")
    assert [b.kind.value for b in document.blocks[:3]] == ["issuer_mark", "document_number", "title"]


@pytest.mark.parametrize("genre", Genre)
def test_every_kind_of_document_is_known_by_its_title(genre):
    document = parse(f"江城市人民政府关于防汛工作的{genre.value}\n江城市的防汛工作如下。\n")
    assert document.genre is genre


def test_an_attachment_counts_its_headings_anew():
    text = (
        "关于甲的通知\n一、甲一\n说甲。\n二、甲二\n说乙。\n附件1\n乙方案\n一、乙一。说丙。\n二、乙二。说丁。"
    )
    blocks = parse(text).blocks
    assert [shown(b) for b in blocks if b.kind is BlockKind.HEADING] == ["heading1"] * 4
    assert [b.text for b in blocks if b.run_in] == ["说丙。", "说丁。"]


def test_layouts_are_those_that_the_standard_has():
    assert {rule.style for rule in layouts()} == {"upward", "letter", "order", "minutes"}


@pytest.mark.parametrize(
    "line",
    [
        "附件1：清单",
        "江城市财政局",
        "2026年1月1日",
        "一、甲",
        "抄送：甲，",
        "出席：甲乙",
        "关于",
        "000012",
        "（一",
    ],
)
def test_time_grows_with_the_text_and_no_faster(line):
    def seconds(count):
        text = f"{line}\n" * count
        start = time.process_time()
        parse(text)
        return time.process_time() - start

    seconds(100)
    short = min(seconds(1500) for _ in range(5))
    assert min(seconds(6000) for _ in range(5)) < 10 * short + 0.05


def test_a_list_of_authorities_does_not_take_the_headings_behind_it() -> None:
    """A template whose recipients are not filled in yet."""
    text = "关于试点的请示\n主送机关：\n一、基本情况\n（一）请在这里写文字，样式已经设好。\n请从这里下载。"
    kinds = {block.kind: block.text for block in parse(text).blocks}
    assert "一、" not in kinds.get(BlockKind.COPY_TO, "")
