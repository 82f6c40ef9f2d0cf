"""The network that tells how well a character fits where it stands."""

from __future__ import annotations

import numpy as np
import pytest

from gongwen.repairing.language import Language
from gongwen.repairing.ngrams import BREAK
from gongwen.repairing.wording import deletions
from gongwen.repairing.wording.fitting import REACH, Network


def odds(before: str, character: str, behind: str) -> float:
    language = Language.load()
    around = language.encode(before + character + behind)
    beyond = np.full(REACH, BREAK, np.uint16)
    at = len(before)
    window = np.concatenate([beyond, around, beyond])[at : at + 2 * REACH + 1]
    return float(Network.load().odds(window[None])[0])


@pytest.mark.parametrize(
    ("before", "right", "wrong", "behind"),
    [
        ("各级纪委监", "察", "业", "机关要切实履行监督职责。"),
        ("大力发展特", "色", "性", "农业，带动群众增收致富。"),
        ("进一步加强党的领", "导", "先", "，确保各项任务落到实处。"),
        ("坚持以人民为中", "心", "学", "的发展思想，不断增进民生福祉。"),
    ],
)
def test_what_belongs_fits_better(before: str, right: str, wrong: str, behind: str) -> None:
    assert odds(before, right, behind) > odds(before, wrong, behind) + 0.5


def test_nothing_asked_is_nothing_answered() -> None:
    assert Network.load().odds(np.zeros((0, 2 * REACH + 1), np.uint16)).shape == (0,)


def test_words_are_judged_by_their_characters() -> None:
    own = deletions.ground("我们要在党的领导下，全面贯彻落实决策部署，推动高质量发展。")
    place = own.text.index("决策")
    words = ("中央", "石油")
    fits = [
        own._fits_of(own.gaps(np.array([place]), own.language.encode(word)[None]))[0].item() for word in words
    ]
    assert fits[0] > fits[1]
