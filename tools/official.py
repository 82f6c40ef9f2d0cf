"""Frames of official documents around texts of any kind: letterhead, title, address, closing, attachments.

The development texts have few of the lines that stand around the text of an official document, and to
`wrap.join` those matter most: short, without stops, and never to be put together. So some texts are framed
before they are damaged. What lines there are, and in which order, is that of GB/T 9704-2012; the words are
in `official.toml`.
"""

from __future__ import annotations

import random
import tomllib
from functools import lru_cache
from pathlib import Path

_COUNT = "一二三四五六七八九十"
_LONGEST = 18
"""Paragraphs of the text that is framed; each line of the frame should weigh."""


@lru_cache(maxsize=1)
def _words() -> dict[str, list[str]]:
    return tomllib.loads((Path(__file__).parent / "official.toml").read_text("utf-8"))


def framed(paragraphs: list[str], chance: random.Random) -> list[str]:
    """The lines of an official document whose text is the first ones of these paragraphs."""
    body = paragraphs[:_LONGEST]
    rest = paragraphs[_LONGEST : _LONGEST + 6] or paragraphs[:3]
    issuers = [_organ(chance) for _ in range(chance.choice([1, 1, 1, 1, 2, 3, 4]))]
    names = chance.sample(_words()["attachments"], chance.choice([0, 0, 1, 2, 3]))
    head = [*_letterhead(chance, issuers), *_title(chance, issuers), *_address(chance)]
    text = _headed(body, chance)
    closing = [*_formula(chance), *_note_of(names), *_signature(chance, issuers), *_imprint(chance, issuers)]
    return [*head, *text, *closing, *_attachments(names, rest, chance)]


def _one(chance: random.Random, name: str) -> str:
    return chance.choice(_words()[name])


def _organ(chance: random.Random) -> str:
    return _one(chance, "places") + _one(chance, "organs")


def _date(chance: random.Random) -> str:
    return f"{chance.randint(2000, 2026)}年{chance.randint(1, 12)}月{chance.randint(1, 28)}日"


def _letterhead(chance: random.Random, issuers: list[str]) -> list[str]:
    if chance.random() < 0.3:
        return []
    lines = [line for line in (f"{chance.randint(1, 999):06d}", "机密★5年", "加急") if chance.random() < 0.25]
    lines += [*issuers[:-1], issuers[-1] + chance.choice(["文件", "\u3000\u3000文件", ""])]
    number = f"{_one(chance, 'codes')}〔{chance.randint(2000, 2026)}〕{chance.randint(1, 200)}号"
    if chance.random() < 0.7:
        return [*lines, number]
    names = chance.sample(_words()["names"], chance.choice([1, 2, 4]))
    rows = ["　".join(names[at : at + 2]) for at in range(0, len(names), 2)]
    signers = [f"签发人：{rows[0]}", *rows[1:]]
    if chance.random() < 0.5:
        return [*lines, number, *signers]
    return [*lines, *signers[:-1], f"{number}　　　　{signers[-1]}"]


def _title(chance: random.Random, issuers: list[str]) -> list[str]:
    first, matter, kind = issuers[0], _one(chance, "matters"), _one(chance, "kinds")
    shapes = (
        [f"关于{matter}的{kind}"],
        [f"{first}关于{matter}的{kind}"],
        [first, f"关于{matter}的{kind}"],
        [f"{first}关于", matter, f"的{kind}"],
        [f"{first}关于{matter}", f"的{kind}"],
    )
    return chance.choice(shapes)


def _address(chance: random.Random) -> list[str]:
    return [_one(chance, "addresses")] if chance.random() < 0.75 else []


def _headed(body: list[str], chance: random.Random) -> list[str]:
    """The paragraphs with headings of one or two levels between some of them, on lines of their own."""
    if chance.random() < 0.5:
        return body
    lines: list[str] = []
    first = second = 0
    for paragraph in body:
        if chance.random() < 0.3 and first < len(_COUNT):
            lines.append(f"{_COUNT[first]}、{_one(chance, 'headings')}")
            first, second = first + 1, 0
        elif first and chance.random() < 0.3 and second < len(_COUNT):
            lines.append(f"（{_COUNT[second]}）{_one(chance, 'headings')}")
            second += 1
        lines.append(paragraph)
    return lines


def _formula(chance: random.Random) -> list[str]:
    return [_one(chance, "formulas")] if chance.random() < 0.5 else []


def _note_of(names: list[str]) -> list[str]:
    if len(names) < 2:
        return [f"附件：{name}" for name in names]
    return [f"{'' if place else '附件：'}{place + 1}.{name}" for place, name in enumerate(names)]


def _signature(chance: random.Random, issuers: list[str]) -> list[str]:
    if chance.random() < 0.1:
        return [f"{_one(chance, 'posts')}　{_one(chance, 'names')}", _date(chance)]
    return [*issuers, _date(chance)]


def _imprint(chance: random.Random, issuers: list[str]) -> list[str]:
    lines = [_one(chance, "notes")] if chance.random() < 0.4 else []
    if chance.random() < 0.4:
        lines.append(f"抄送：{_one(chance, 'copies')}")
    if chance.random() < 0.4:
        lines.append(f"{issuers[0]}办公室　　{_date(chance)}印发")
    return lines


def _attachments(names: list[str], rest: list[str], chance: random.Random) -> list[str]:
    lines: list[str] = []
    for place, name in enumerate(names):
        lines += [f"附件{place + 1 if len(names) > 1 else ''}", name]
        lines += chance.sample(rest, min(2, len(rest)))
    return lines
