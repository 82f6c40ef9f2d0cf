"""Clean texts and what copying does to their lines: damage models whose right repair is known.

Each model takes the paragraphs of a document and gives its lines with a label each: `P` opens a paragraph,
`C` goes on with the line before, `N` is a page number or header that belongs to no paragraph, and an empty
line has no label.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

Labelled = list[tuple[str, str]]

_CLOSING = set("，。、；：！？）》”’」』】〉％%,.;:!?)…")
_OPENING = set("（《“‘「『【〈([")
_UNIT = re.compile(r"[0-9A-Za-z][0-9A-Za-z.,:%/\-]*[0-9A-Za-z%]|.", re.DOTALL)


def cells(text: str) -> float:
    """Width as a page has it: half a cell for what is not Chinese."""
    return sum(0.5 if ord(c) < 0x2000 and c != "·" else 1.0 for c in text)


def wrap(
    paragraph: str,
    measure: int,
    chance: random.Random,
    *,
    kinsoku: bool,
    words: bool,
    jitter: int = 0,
    indent: int = 2,
) -> list[str]:
    """Break a paragraph at a width, in cells, with or without the rules for line starts and words."""

    def limit(shift: int) -> float:
        return measure - shift + (chance.randint(-jitter, jitter) if jitter else 0)

    lines: list[str] = []
    line, most = "", limit(indent)
    for unit in _UNIT.findall(paragraph) if words else paragraph:
        if line and cells(line) + cells(unit) > most and not (kinsoku and unit in _CLOSING):
            carry = ""
            while kinsoku and line and line[-1] in _OPENING:
                line, carry = line[:-1], line[-1] + carry
            lines.append(line)
            line, most = carry, limit(0)
        line += unit
    return [part for part in [*lines, line] if part]


def _label(paragraphs: list[list[str]], indent: str = "") -> Labelled:
    return [
        ((indent if i == 0 else "") + line, "P" if i == 0 else "C")
        for lines in paragraphs
        for i, line in enumerate(lines)
    ]


def clean(paragraphs: list[str], chance: random.Random) -> Labelled:
    """No damage: everything that is changed is a false alarm."""
    return [(p, "P") for p in paragraphs]


def wrapped(
    paragraphs: list[str], chance: random.Random, *, jitter: int = 0, keep_indent: bool = False
) -> Labelled:
    """a: broken at a width of 20 to 45 cells, indents lost."""
    measure, kinsoku, words = chance.randint(20, 45), chance.random() < 0.6, chance.random() < 0.6
    indent = 2 if keep_indent or chance.random() < 0.7 else 0
    kept = chance.choice(["　　", "    "]) if keep_indent else ""
    parts = [
        wrap(p, measure, chance, kinsoku=kinsoku, words=words, jitter=jitter, indent=indent)
        for p in paragraphs
    ]
    return _label(parts, kept)


def wrapped_indented(paragraphs: list[str], chance: random.Random) -> Labelled:
    """a-keep: as a, indents kept."""
    return wrapped(paragraphs, chance, keep_indent=True)


def wrapped_ragged(paragraphs: list[str], chance: random.Random) -> Labelled:
    """b: as a, each line up to three cells shorter or longer."""
    return wrapped(paragraphs, chance, jitter=chance.choice([1, 2, 3]))


def paged(paragraphs: list[str], chance: random.Random) -> Labelled:
    """c: whole paragraphs, cut once every 600 to 1,500 characters, now and then twice close together."""
    parts = []
    left = chance.randint(600, 1500)
    for paragraph in paragraphs:
        rest, pieces = paragraph, []
        while len(rest) > left:
            pieces.append(rest[:left])
            rest = rest[left:]
            left = chance.randint(2, 8) if chance.random() < 0.12 else chance.randint(600, 1500)
        left = left - len(rest) or chance.randint(600, 1500)
        parts.append([p for p in [*pieces, rest] if p])
    return _label(parts)


def double_spaced(paragraphs: list[str], chance: random.Random) -> Labelled:
    """d: as a, an empty line between all lines."""
    lines = [pair for line in wrapped(paragraphs, chance) for pair in (line, ("", ""))]
    return lines[:-1]


def spaced(paragraphs: list[str], chance: random.Random) -> Labelled:
    """d2: as a, an empty line between paragraphs."""
    lines: Labelled = []
    for line, label in wrapped(paragraphs, chance):
        lines += [("", "")] * (label == "P" and bool(lines)) + [(line, label)]
    return lines


def printed(paragraphs: list[str], chance: random.Random) -> Labelled:
    """e: wrapped pages with page numbers and, at times, a running head."""
    measure, per_page = chance.choice([28, 28, 28, 30, 34, 38, 40]), chance.choice([22, 22, 24, 30, 38])
    lines = _label([wrap(p, measure, chance, kinsoku=True, words=True) for p in paragraphs])
    shapes = [
        "— {n} —",
        "－{n}－",
        "- {n} -",
        "第 {n} 页 共 {total} 页",
        "第{n}页",
        "{n}",
        "{n} / {total}",
        "-{n}-",
    ]
    foot = chance.choice(shapes)
    head = chance.choice(["", "", paragraphs[0][:24], "××市人民政府公报", "内部资料 注意保存"])
    total = -(-len(lines) // per_page)
    out: Labelled = []
    for n in range(total):
        out += [(head, "N")] * bool(head and n)
        out += lines[n * per_page : (n + 1) * per_page]
        out.append((foot.format(n=n + 1, total=total), "N"))
    return out


def at_punctuation(paragraphs: list[str], chance: random.Random) -> Labelled:
    """f: broken behind a mark after 12 to 30 characters."""
    least, marks = chance.randint(12, 30), chance.choice(["，。；：！？、", "，。；！？", "。；！？"])
    parts = []
    for paragraph in paragraphs:
        pieces, piece = [], ""
        for c, following in zip(paragraph, [*paragraph[1:], ""], strict=True):
            piece += c
            if c in marks and len(piece) >= least and following not in _CLOSING:
                pieces.append(piece)
                piece = ""
        parts.append([p for p in [*pieces, piece] if p])
    return _label(parts)


_VERSES = [
    ["春风杨柳万千条，", "六亿神州尽舜尧。", "红雨随心翻作浪，", "青山着意化为桥。"],
    ["横眉冷对千夫指，", "俯首甘为孺子牛。"],
    ["咬定青山不放松，立根原在破岩中。", "千磨万击还坚劲，任尔东西南北风。"],
    ["路漫漫其修远兮，", "吾将上下而求索。"],
]
_HEADS = [
    ["尊敬的各位领导、各位来宾，", "女士们、先生们、朋友们："],
    ["同志们："],
    ["各县（市、区）人民政府，市政府各部门、各直属机构："],
    ["各位代表、", "同志们："],
    ["各乡镇党委、政府，县直各单位："],
]
_TAILS = [
    ["××市人民政府", "2021年3月15日"],
    ["中共××县委办公室", "××县人民政府办公室", "2020年11月6日"],
    ["附件：1.任务分工表", "2.联系人名单", "××省财政厅", "2019年8月1日", "（此件公开发布）"],
    ["抄送：市委办公室，市人大常委会办公室。", "××市人民政府办公室 2022年5月6日印发"],
    ["（一）姓名：张三", "（二）职务：主任", "（三）电话：0556-1234567"],
    ["谢谢大家！"],
    ["报告人：李四", "二〇二一年一月二十日"],
]


def with_lines_alone(paragraphs: list[str], chance: random.Random) -> Labelled:
    """g: as a, with verses, salutations, addressees, signatures, dates and attachments put in."""
    middle = chance.randint(2, max(2, len(paragraphs) - 2))
    full = [*paragraphs[:1], *chance.choice(_HEADS), *paragraphs[1:middle], *chance.choice(_VERSES)]
    full += [*paragraphs[middle:], *chance.choice(_TAILS)]
    measure = chance.randint(20, 45)
    parts = [wrap(p, measure, chance, kinsoku=True, words=True, indent=2 if len(p) > 20 else 0) for p in full]
    return _label(parts)


def linked(paragraphs: list[str], chance: random.Random) -> Labelled:
    """h: a break before and after a phrase that was a link, in one of four paragraphs."""
    parts = []
    for p in paragraphs:
        start = chance.randint(10, max(10, len(p) - 12))
        end = start + chance.randint(2, 10)
        cut = len(p) > 60 and chance.random() < 0.25
        parts.append([piece for piece in (p[:start], p[start:end], p[end:]) if piece] if cut else [p])
    return _label(parts)


MODELS: dict[str, Callable[[list[str], random.Random], Labelled]] = {
    "clean": clean,
    "a": wrapped,
    "a-keep": wrapped_indented,
    "b": wrapped_ragged,
    "c": paged,
    "d": double_spaced,
    "d2": spaced,
    "e": printed,
    "f": at_punctuation,
    "g": with_lines_alone,
    "h": linked,
}


def bare_text(labelled: Labelled) -> tuple[str, set[int]]:
    """The text of labelled lines without noise, and the ends of lines that the next one goes on from."""
    lines = [(line, label) for line, label in labelled if label != "N"]
    wanted, place, end = set(), 0, 0
    for line, label in lines:
        if label == "C":
            wanted.add(end)
        place += len(line) + 1
        if label:
            end = place - 1 - (len(line) - len(line.rstrip()))
    return "\n".join(line for line, _ in lines), wanted
