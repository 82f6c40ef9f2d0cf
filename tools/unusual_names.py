"""Puts names that nobody has heard of into texts: of people, places and firms, in sentences of their own.

Texts of broadcasts and laws name the same places and people over and over, which the tables then know; a
county's report is full of villages, firms and neighbours that no table has. Grown on the former alone, the
trees would take names for mistakes.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from char_damage import by_chance
from gongwen.repairing.wording.surroundings import surnames

SENTENCES = (
    "{place}、{place}、{place}等村先后完成了改造。",
    "参加会议的有{person}、{person}、{person}、{person}。",
    "{person}同志任组长，{person}、{person}同志任副组长。",
    "{place}党支部书记{person}介绍了做法。",
    "由{firm}承建的{place}至{place}公路已经通车。",
    "{firm}负责人{person}表示，企业将继续扩大生产。",
    "对{firm}、{firm}、{firm}等企业给予奖励。",
    "在{place}{place}，村民{person}正在地里忙碌。",
    "镇长{person}带队到{place}走访慰问。",
    "{person}（女，{place}人）、{person}被评为劳动模范。",
    "责任单位：{place}、{place}；责任人：{person}。",
    "{place}的{person}、{place}的{person}各领到一份补助。",
    "{firm}的产品远销海外，{firm}今年新招了工人。",
    "地处{place}的{firm}去年投产。",
)
PLACES = ("村", "镇", "乡", "街道", "社区", "屯", "寨", "坪", "沟", "湾", "水库", "小学")
FIRMS = ("公司", "有限公司", "集团", "科技公司", "合作社", "厂", "建设公司", "食品厂")
SHARE = 0.08
"""Part of the paragraphs that such a sentence is put behind."""
LEAST = 30
"""Characters of such a paragraph."""


def with_names(text: str, rng: random.Random) -> str:
    """The text with sentences full of names behind some of its paragraphs."""
    lines = text.split("\n")
    return "\n".join(
        line + sentence(rng) if len(line) >= LEAST and rng.random() < SHARE else line for line in lines
    )


def sentence(rng: random.Random) -> str:
    """A sentence with names of its own."""
    return re.sub("{([a-z]+)}", lambda match: KINDS[match[1]](rng), rng.choice(SENTENCES))


def person(rng: random.Random) -> str:
    """A surname and one or two characters."""
    return rng.choice(surnames()) + _characters(rng, rng.choice((1, 2, 2)))


def place(rng: random.Random) -> str:
    """One to three characters and what names of places end with."""
    return _characters(rng, rng.choice((1, 2, 2, 3))) + rng.choice(PLACES)


def firm(rng: random.Random) -> str:
    """Two or three characters and what names of firms end with."""
    return _characters(rng, rng.choice((2, 2, 3))) + rng.choice(FIRMS)


def _characters(rng: random.Random, count: int) -> str:
    return "".join(by_chance(rng) for _ in range(count))


KINDS: dict[str, Callable[[random.Random], str]] = {"person": person, "place": place, "firm": firm}
