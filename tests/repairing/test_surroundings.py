"""What a place stands in, in numbers; and where no character is doubted."""

from __future__ import annotations

import numpy as np
import pytest

from gongwen.repairing import words
from gongwen.repairing.lexicon import Lexicon
from gongwen.repairing.wording import exempt, surroundings
from gongwen.repairing.wording.proposals import Proposals, likeness
from gongwen.repairing.wording.screening import screen
from gongwen.repairing.wording.together import Together

ROW = "战贫困、建小康，控疫情、抗大灾。\n重大项目首吊成功"


def numbers(text: str, place: int, new: str) -> dict[str, float]:
    """What is said of putting a character in."""
    seen = screen(text)
    one = Proposals(
        "missing",
        0,
        np.array([place]),
        seen.language.encode(new)[:, None],
        np.ones(1, np.float32),
        np.zeros((1, 5), np.float32),
    )
    found = surroundings.of(seen, Together.of(seen, [one]))
    return dict(zip(surroundings.NAMES, (float(column[0]) for column in found), strict=True))


def test_a_clause_that_is_as_long_as_its_neighbours() -> None:
    found = numbers(ROW, ROW.index("控"), "防")
    assert (found["clause"], found["even"], found["new even"]) == (3, 2, 0)
    found = numbers("抓落实，促发展，控疫，保民生。", 10, "情")
    assert (found["even"], found["new even"]) == (0, 2)


def test_a_line_without_a_stop_is_a_heading() -> None:
    assert numbers(ROW, ROW.index("首"), "次")["heading"]
    assert not numbers(ROW, ROW.index("控"), "防")["heading"]


def test_what_the_text_has_elsewhere_is_counted() -> None:
    text = "扩规模上水平。再扩规模，还扩规模。"
    assert numbers(text, text.index("规"), "大")["run behind"] == 3
    assert numbers(text, text.index("水"), "新")["run behind"] == 1


@pytest.mark.parametrize(("new", "particle", "numeral"), [("的", 1, 0), ("三", 0, 1), ("防", 0, 0)])
def test_particles_and_numerals(new: str, particle: int, numeral: int) -> None:
    found = numbers(ROW, ROW.index("控"), new)
    assert (found["particle"], found["numeral"]) == (particle, numeral)


@pytest.mark.parametrize(
    ("line", "is_exempt"),
    [
        ("王卓然　李　珺　刘一鸣（女）　才让多吉（藏族）　买买提·艾力　赵小川", True),
        ("王卓然 刘一鸣 赵小川 孙立 周正", True),
        ("王卓然 刘一鸣 赵小川", False),
        ("王卓然、刘一鸣、赵小川、孙立和周正出席会议，并就各项工作发表意见。", False),
        ("一、 加强领导 二、 落实责任 三、 强化监督检查工作 四、 完善考核评价机制 五、 严格奖惩措施", False),
    ],
)
def test_a_list_of_names_is_exempt(line: str, is_exempt: bool) -> None:
    found = exempt.places("会议应到：\n" + line + "\n请假：无。")
    assert len(found) == len("会议应到：\n" + line + "\n请假：无。") + 1
    assert set(found[6 : 6 + len(line)]) == {int(is_exempt)}
    assert not any(found[:5])


def test_masks_are_exempt_with_their_neighbours() -> None:
    assert list(exempt.places("请张××来")) == [0, 1, 1, 1, 1, 0]


def test_likeness_falls_with_rank() -> None:
    assert likeness("己", "已") == 16
    assert likeness("裂", "列") > likeness("裂", "冽") > 0
    assert likeness("裂", "水") == 0


def test_the_words_of_the_user_are_in_the_lexicon() -> None:
    own = frozenset(["尉迟小荷", "县", "江城县农业农村局"])
    shipped = Lexicon.load()
    assert "尉迟小荷" not in shipped
    with words.known(own):
        lexicon = Lexicon.load()
        assert "尉迟小荷" in lexicon
        assert "生态环境" in lexicon
        points = np.array([[ord(character) for character in "由尉迟小荷主持"]], np.uint32)
        assert lexicon.words(points).division() < shipped.words(points).division()
    assert "尉迟小荷" not in Lexicon.load()
