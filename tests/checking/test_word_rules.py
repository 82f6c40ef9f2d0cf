"""Each rule checked in a Word file: a conforming file keeps it, one changed in one thing breaks it."""

from __future__ import annotations

from functools import cache

import pytest
import wordbases
import wordmutations

from gongwen.checking import Verdict, check
from gongwen.checking.chapters import WORD

TOLD_OF_ALL = {"S-13"}
"""A remark that the base documents have themselves: no seal."""


@cache
def base(name: str) -> Verdict:
    return check(wordbases.BASES[name]().bytes(), name)


@pytest.mark.parametrize("name", wordbases.BASES)
def test_a_conforming_file_keeps_every_rule(name):
    verdict = base(name)
    assert [f.message for f in verdict if f.level != "info"] == []
    assert {f.rule for f in verdict} <= TOLD_OF_ALL
    assert verdict.layout == ("general" if name in ("upward", "sealed") else name)


@pytest.mark.parametrize(
    ("rule", "name", "change", "also"), wordmutations.ROWS, ids=[r[0] for r in wordmutations.ROWS]
)
def test_a_file_that_breaks_one_rule_is_caught(rule, name, change, also):
    verdict = check(change(wordbases.BASES[name]()).bytes(), name)
    assert rule in verdict.broken
    bound = {f.rule for f in verdict if f.level != "info"}
    assert bound - {rule} <= set(also)


def test_every_rule_has_its_mutation():
    assert {row[0] for row in wordmutations.ROWS} == set(WORD)
