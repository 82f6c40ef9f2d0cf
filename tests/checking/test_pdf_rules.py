"""Each rule that is checked in a PDF: a conforming document keeps it, one changed in one thing breaks it."""

from __future__ import annotations

from functools import cache

import bases
import mutations
import pytest

from gongwen.checking import Verdict, check
from gongwen.checking.chapters import PDF

TOLD_OF_ALL = {"P-05", "S-13"}
"""Remarks that the base documents have themselves: no mirrored margins, no seal."""


@cache
def base(name: str) -> Verdict:
    return check(bases.BASES[name]().bytes(), name)


@pytest.mark.parametrize("name", bases.BASES)
def test_a_conforming_document_keeps_every_rule(name):
    verdict = base(name)
    assert [f.message for f in verdict if f.level != "info"] == []
    assert {f.rule for f in verdict} <= TOLD_OF_ALL
    assert verdict.layout == ("general" if name in ("upward", "sealed") else name)


@pytest.mark.parametrize(
    ("rule", "name", "change", "also"), mutations.ROWS, ids=[row[0] for row in mutations.ROWS]
)
def test_a_document_that_breaks_one_rule_is_caught(rule, name, change, also):
    verdict = check(change(bases.BASES[name]()).bytes(), name)
    assert rule in verdict.broken
    if also is not None:
        bound = {f.rule for f in verdict if f.level != "info"}
        assert bound - {rule} <= set(also)


def test_mirrored_margins_of_duplex_print_conform():
    sheet = bases.general()
    for tag in dict.fromkeys(item.tag for item in sheet.items if item.page % 2 == 0):
        sheet = sheet.move(tag, dx=-2)
    verdict = check(sheet.bytes(), "duplex")
    assert {"P-03", "P-04", "P-05", "N-03"} <= set(verdict.passed)
    assert not verdict.of("error")


def test_every_rule_has_its_mutation():
    assert {row[0] for row in mutations.ROWS} == set(PDF)
