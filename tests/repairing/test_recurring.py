"""Lines that several files of a folder have, as evidence of headers."""

from __future__ import annotations

import pytest

from gongwen import read_text
from gongwen.model import Folder, Source
from gongwen.repairing import repair
from gongwen.repairing.pages import headers, recurring
from gongwen.repairing.stage import Context

SITE = "江城公文写作网"
OPENING = "同志们：\n今天会议的主要任务，是总结去年工作，部署今年任务。\n"
HALVES = (
    "过去一年，全县上下坚持稳中求进工作总基调，扎实推进各项重点工作，全县经济社会发展取得了新的",
    "成效，城乡面貌发生了可喜变化，人民群众的获得感进一步增强。",
)
LEGIT = ["各位代表：", "同志们：", "（此页无正文）", "特此通知。", "一、总体要求", "江城市人民政府办公室"]


def repaired(text: str, *lines: str) -> str:
    return repair(Source.from_text(text), folder=Folder(frozenset(lines))).text


def test_a_line_between_the_halves_of_a_sentence() -> None:
    text = OPENING + HALVES[0] + "\n大地之声\n" + HALVES[1] + "\n"
    assert repaired(text, "大地之声") == OPENING + "".join(HALVES) + "\n"


def test_a_line_that_names_a_site() -> None:
    text = f"{OPENING}{''.join(HALVES)}\n{SITE}\n下面，我讲几点意见。\n"
    assert SITE not in repaired(text, SITE)


def test_the_same_cut_into_a_sentence() -> None:
    whole = OPENING + "".join(HALVES) + "\n"
    for text in (
        OPENING + HALVES[0] + SITE + "\n" + HALVES[1] + "\n",
        OPENING + HALVES[0] + "\n" + SITE + HALVES[1] + "\n",
    ):
        changes = headers.find(text, Context(Source.from_text(text), recurring=frozenset([SITE])))
        assert [text[c.start : c.end].strip() for c in changes] == [SITE]
        assert repaired(text, SITE) == whole


@pytest.mark.parametrize("line", LEGIT)
def test_what_recurs_by_right_stays(line: str) -> None:
    text = f"{OPENING}{''.join(HALVES)}\n{line}\n下面，我讲几点意见。\n{''.join(HALVES)}\n{line}\n"
    assert repaired(text, *LEGIT) == text
    torn = f"{OPENING}{HALVES[0]}\n{line}\n{HALVES[1]}\n"
    assert repaired(torn, *LEGIT) == repaired(torn)
    assert not recurring.may_be_header(line)


@pytest.mark.parametrize(
    ("before", "line", "behind"),
    [
        ("会议听取和审议了国务院总理所作的", "政府工作报告", "，会议高度评价过去一年的工作。"),
        ("本作品不适用于该法，所以属于", "公有领域", "。以下内容供参考。"),
        ("全市各级各部门要认真学习贯彻《", "中华人民共和国著作权法", "》第五条，切实抓好落实。"),
    ],
)
def test_words_of_a_sentence_that_a_link_broke_stay(before: str, line: str, behind: str) -> None:
    text = f"{OPENING}{before}\n{line}\n{behind}\n{OPENING}"
    assert line in repaired(text, line)


def test_a_title_stays_though_other_files_have_it() -> None:
    text = "政府工作报告\n" + OPENING + "".join(HALVES) + "\n"
    assert repaired(text, "政府工作报告") == text


def test_nothing_but_such_lines_is_left_alone() -> None:
    assert repaired(SITE + "\n" + SITE, SITE) == repaired(SITE + "\n" + SITE)


def test_a_text_without_them_is_as_before() -> None:
    text = read_text(OPENING + "".join(HALVES))
    assert repair(text, folder=Folder(frozenset([SITE]))) == repair(text)
