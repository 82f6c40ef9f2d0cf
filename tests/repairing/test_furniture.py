"""Page numbers and running heads on lines of their own: which are known, and what is none."""

from __future__ import annotations

import pytest

from gongwen.repairing.lines.lines import lines_of
from gongwen.repairing.pages.furniture import page_numbers, running_heads

BODY = [
    "各级各部门要各司其职密切配合形成工作合力切实把",
    "思想和行动统一到县委的决策部署上来狠抓各项任务",
]
PAGE = BODY * 11
"""Twenty-two lines, 506 characters."""


def found(parts: list[str]) -> tuple[list[str], list[str]]:
    lines = lines_of("\n".join(parts))
    numbers = page_numbers(lines)
    heads = running_heads(lines, numbers)
    return [lines[i].text for i in sorted(numbers)], [lines[i].text for i in sorted(heads)]


@pytest.mark.parametrize(
    "shape", ["{}", "— {} —", "-{}-", "{} / 3", "第{}页", "第 {} 页 共 3 页", "· {} ·", "－{}－"]
)
def test_numbers_that_count_up_a_page_apart(shape: str) -> None:
    marks = [shape.format(n) for n in (1, 2, 3)]
    assert found([*PAGE, marks[0], *PAGE, marks[1], *BODY, marks[2]])[0] == marks


def test_a_figure_between_two_page_numbers_does_not_break_the_count() -> None:
    assert found([*PAGE, "1", *PAGE[:8], "2026", *PAGE, "2", *PAGE, "3"])[0] == ["1", "2", "3"]


@pytest.mark.parametrize("marks", [["1", "2"], ["1/2", "2/2"]])
def test_two_pages(marks: list[str]) -> None:
    assert found([*PAGE, marks[0], *PAGE, marks[1]])[0] == marks


@pytest.mark.parametrize(
    "parts",
    [
        [*PAGE, "1"],
        ["序号", "1", "土地", "2", "资金", "3", "人员"],
        [*BODY, "1", *PAGE, "2", *BODY],
        [*PAGE, "3/5", *BODY],
    ],
)
def test_what_may_be_a_cell_or_the_number_of_an_item_stays(parts: list[str]) -> None:
    assert found(parts) == ([], [])


def test_a_head_that_recurs_beside_numbers() -> None:
    parts = ["全县工作要点", *PAGE, "- 1 -", "某某县文件汇编", *PAGE, "- 2 -", "某某县文件汇编", *PAGE]
    assert found(parts)[1] == ["某某县文件汇编"] * 2


@pytest.mark.parametrize("head", ["内部资料 注意保存", "某某县人民政府公报", "关于做好安全生产"])
def test_a_head_that_comes_once_is_known_by_what_it_says(head: str) -> None:
    parts = ["关于做好安全生产工作的通知", "县安委会", "各乡镇：", *PAGE, "- 1 -", head, *PAGE, "- 2 -"]
    assert found(parts)[1] == [head]


def test_a_salutation_at_the_top_of_every_page_is_its_head() -> None:
    pages = [part for n in range(1, 6) for part in ("同志们：", *PAGE, f"- {n} -")]
    assert found(pages)[1] == ["同志们："] * 4


@pytest.mark.parametrize("line", ["一、总体要求", "县人民政府办公室", "同志们：", "2024年3月5日"])
def test_a_heading_or_signature_at_the_top_of_a_page_stays(line: str) -> None:
    parts = [line, "县安委会", "各乡镇：", *PAGE, "- 1 -", line, *PAGE, "- 2 -"]
    assert found(parts)[1] == []


def test_a_number_above_the_title_that_comes_again() -> None:
    title = "在全县防汛备汛工作会议上的讲话"
    lines = [title, *PAGE[:9], "1", title, *PAGE[:9], "2", title, *PAGE[:4]]
    assert found(lines) == (["1", "2"], [title, title])


@pytest.mark.parametrize("number", ["3", "7"])
def test_another_number_above_the_title_stays(number: str) -> None:
    title = "在全县防汛备汛工作会议上的讲话"
    assert found([title, *PAGE[:9], number, title, *PAGE[:9]]) == ([], [])
