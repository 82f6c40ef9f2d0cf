"""Complete official documents as flat text: all 15 kinds, every element on or off, known part by part.

Layout follows GB/T 9704-2012 as it looks once it has been copied out of a file: order of the elements as
the standard has it, blanks and empty lines at random, marks of numbers as people type them. The words are
those of `words.toml`; what is put together makes little sense, as the structure alone is asked for.
"""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

_UP = ("请示", "报告", "议案")
_PUBLIC = ("公告", "通告", "公报", "决议")
GENRES = (
    *("决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知"),
    *("通报", "报告", "请示", "批复", "议案", "函", "纪要"),
)
_BRACKETS = ("〔〕", "[]", "()", "（）", "【】", "［］", "﹝﹞", "〈〉")
_HAN = "零一二三四五六七八九"
_COUNT = "一二三四五六七八九十"


@lru_cache(maxsize=1)
def _words() -> dict:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


@dataclass
class Made:
    """A document and what its parts are."""

    genre: str
    text: str
    parts: list[tuple[str, str]]
    """Kind of block (headings with their level) and text, in order; those of several lines in one."""
    number: str = ""
    """The number in its right form."""


@dataclass
class _Writer:
    random: random.Random
    lines: list[str] = field(default_factory=list)
    parts: list[tuple[str, str]] = field(default_factory=list)

    def one(self, name: str) -> str:
        """One of a list of words."""
        return self.random.choice(_words()[name])

    def chance(self, share: float) -> bool:
        """Whether something that happens so often happens."""
        return self.random.random() < share

    def say(self, kind: str, *lines: str) -> None:
        """A part of one or several lines."""
        self.parts.append((kind, "\n".join(lines)))
        self.lines += lines

    def name(self) -> str:
        """A person."""
        return self.one("surnames") + self.one("given_names")

    def organ(self) -> str:
        """An authority."""
        place = self.one("places")
        if self.chance(0.15):
            return self.one("party").format(place=place)
        return place + self.one("organs")

    def date(self) -> str:
        """A date as it stands at the end of a document."""
        year, month = self.random.randint(1998, 2026), self.random.randint(1, 12)
        day = self.random.randint(1, 28)
        if self.chance(0.1):
            spoken = "".join("〇" if c == "0" else _HAN[int(c)] for c in str(year))
            return f"{spoken}年{_counted(month)}月{_counted(day)}日"
        return f"{year}年{month}月{day}日"


def _counted(number: int) -> str:
    """A number below 30 in Han digits."""
    tens, ones = divmod(number, 10)
    return ["", "十", "二十"][tens] + (_COUNT[ones - 1] if ones else "")


def make(seed: int, genre: str | None = None) -> Made:
    """The document of that number; the same number gives the same document."""
    writer = _Writer(random.Random(seed))
    genre = genre or GENRES[seed % len(GENRES)]
    issuers = [writer.organ()]
    if genre not in ("命令", "纪要", "公报", "决议", "议案") and writer.chance(0.2):
        issuers += [writer.organ() for _ in range(writer.random.randint(1, 4))]
        issuers = list(dict.fromkeys(issuers))
    number = _head(writer, genre, issuers)
    _main_text(writer, genre)
    names = _attachment_note(writer)
    _signature(writer, genre, issuers)
    if writer.chance(0.3):
        writer.say("note", writer.one("notes"))
    behind = writer.chance(0.5)
    if not behind:
        _imprint(writer, issuers[0])
    _attachments(writer, names)
    if behind:
        _imprint(writer, issuers[0])
    return Made(genre, _laid_out(writer), writer.parts, number)


# 版头, title, address.


def _head(writer: _Writer, genre: str, issuers: list[str]) -> str:
    letterhead = writer.random.choices(["full", "some", "none", "page"], [5, 2, 2, 1])[0]
    number = ""
    if genre == "命令":
        letterhead = "full"
    if letterhead == "page":
        rows = writer.random.sample(_words()["page_labels"], writer.random.randint(3, 6))
        rows = [row for row in rows if not row.endswith("：")]
        writer.say("table", *rows)
    if letterhead in ("full", "some"):
        number = _letterhead(writer, genre, issuers, complete=letterhead == "full")
    if genre == "命令" and not writer.chance(0.15):
        return number
    if genre == "纪要" and letterhead == "full" and writer.chance(0.4):
        return number
    title = _title(writer, genre, issuers)
    writer.say("title", *title)
    if not number and writer.chance(0.4):
        number = _number(writer, writer.one("codes"))
        writer.say("document_number", number)
    if writer.chance(0.04):
        writer.say("subtitle", writer.one("subtitles"))
    if genre in ("决议", "公报") and writer.chance(0.7):
        meeting = writer.one("places") + "第十六届人民代表大会第三次会议"
        writer.say("date_line", f"（{writer.date()}{meeting}通过）")
    if genre not in ("命令", "纪要", *_PUBLIC) and not (genre == "决定" and writer.chance(0.5)):
        _address(writer)
    return number


def _address(writer: _Writer) -> None:
    text = writer.one("recipients")
    cut = text.find("，", 12) + 1
    if cut > 12 and writer.chance(0.1):
        writer.say("salutation", text[:cut], text[cut:])
    else:
        writer.say("salutation", text if writer.chance(0.85) else text[:-1] + ":")


def _letterhead(writer: _Writer, genre: str, issuers: list[str], *, complete: bool) -> str:
    share = 0.5 if complete else 0.25
    small = []
    if writer.chance(share):
        small.append(("copy_number", f"{writer.random.randint(1, 999):06d}"))
    if writer.chance(share):
        star = writer.random.choice(["", "★1年", "★10年", "★6个月", "★长期"])
        small.append(("secret_level", writer.random.choice(["秘密", "机密", "绝密"]) + star))
    if writer.chance(share):
        small.append(("urgency", writer.random.choice(["特急", "加急", "特　急"])))
    if len(small) > 1 and writer.chance(0.12):
        writer.lines.append("　".join(text for _, text in small))
        writer.parts += small
    else:
        for kind, text in small:
            writer.say(kind, text)
    if complete or writer.chance(0.5):
        _mark(writer, genre, issuers)
        bare = not writer.parts[-1][1].endswith(("文件", "令", "纪要"))
        if complete or bare or writer.chance(0.5):
            return _number_line(writer, genre)
    elif writer.chance(0.7) and genre not in ("命令", "纪要"):
        return _number_line(writer, genre)
    return ""


def _mark(writer: _Writer, genre: str, issuers: list[str]) -> None:
    if genre == "命令":
        writer.say("issuer_mark", issuers[0] + writer.random.choice(["令", "命令"]))
    elif genre == "纪要":
        meeting = writer.one("meetings")
        writer.say("issuer_mark", f"{issuers[0]}{meeting}纪要")
    elif len(issuers) > 1:
        at = writer.random.choice([-1, len(issuers) // 2, len(issuers) - 1])
        for place, issuer in enumerate(issuers):
            writer.say("issuer_mark", issuer + ("　　文件" if place == at else ""))
        if at < 0:
            writer.say("issuer_mark", writer.random.choice(["文件", "文　件"]))
    elif genre == "函" or (genre in ("通知", "批复") and writer.chance(0.2)):
        writer.say("issuer_mark", issuers[0])
    else:
        writer.say("issuer_mark", issuers[0] + writer.random.choice(["文件", "文件", "　文件"]))


def _number_line(writer: _Writer, genre: str) -> str:
    if genre in ("命令", "纪要"):
        number = f"第{writer.random.randint(1, 99)}号" if genre == "命令" else _minutes_number(writer)
        writer.say("document_number", number)
        return number
    number = _number(writer, writer.one("letter_codes" if genre == "函" else "codes"))
    if genre in _UP or (genre == "意见" and writer.chance(0.3)):
        _signers(writer, number)
    else:
        writer.say("document_number", number)
    return number


def _minutes_number(writer: _Writer) -> str:
    n = writer.random.randint(1, 40)
    return writer.random.choice([f"第{n}号", f"〔2026〕{n}号", f"（第{n}次）", f"第{n}期"])


def _number(writer: _Writer, code: str) -> str:
    opening, closing = "〔〕" if writer.chance(0.6) else writer.random.choice(_BRACKETS)
    blank = " " if writer.chance(0.08) else ""
    ordinal = "第" if writer.chance(0.06) else ""
    year, n = writer.random.randint(1998, 2026), writer.random.randint(1, 300)
    return f"{code}{blank}{opening}{year}{closing}{blank}{ordinal}{n}{blank}号"


def _signers(writer: _Writer, number: str) -> None:
    names = [writer.name() for _ in range(writer.random.choices([1, 2, 3, 5], [6, 2, 2, 1])[0])]
    names = [f"{n[0]}　{n[1]}" if len(n) == 2 and writer.chance(0.2) else n for n in names]
    rows = [names[i : i + 2] for i in range(0, len(names), 2)] if writer.chance(0.7) else [[n] for n in names]
    texts = ["　　".join(row) for row in rows]
    colon = writer.random.choice("：：：:")
    texts[0] = f"签发人{colon}{texts[0]}"
    shape = writer.random.choice(["line of first", "line of last", "above", "below"])
    if shape == "above":
        writer.say("document_number", number)
    for place, text in enumerate(texts):
        shared = {"line of first": 0, "line of last": len(texts) - 1}.get(shape)
        if place == shared:
            writer.lines.append(f"{number}　　　　{text}")
            writer.parts += [("document_number", number), ("signer", text)]
        else:
            writer.say("signer", text)
    if shape == "below":
        writer.say("document_number", number)


def _title(writer: _Writer, genre: str, issuers: list[str]) -> list[str]:
    chunks = []
    if writer.chance(0.7):
        chunks += issuers[:3]
    spoken = {"命令": "令", "纪要": "会议纪要"}.get(genre, genre)
    if genre in _PUBLIC and writer.chance(0.15) and chunks:
        return _broken(writer, [*chunks, spoken])
    chunks += ["关于", *writer.one("matters").split("|"), "的", spoken]
    if writer.chance(0.06):
        chunks.append(writer.one("forms"))
    return _broken(writer, chunks)


def _broken(writer: _Writer, chunks: list[str]) -> list[str]:
    """One to four lines of four and more characters, 的 with its 文种 alone on one if need be."""
    count = min(writer.random.choices([1, 2, 3, 4], [4, 4, 2, 1])[0], len(chunks))
    cuts = sorted(writer.random.sample(range(1, len(chunks)), count - 1)) if count > 1 else []
    lines = ["".join(chunks[a:b]) for a, b in zip([0, *cuts], [*cuts, len(chunks)], strict=True)]
    return lines if all(len(line) > 3 for line in lines) else ["".join(chunks)]


# Text.


def _main_text(writer: _Writer, genre: str) -> None:
    for _ in range(writer.random.randint(1, 2)):
        _paragraph(writer)
    if writer.chance(0.7) and genre != "命令":
        _sections(writer)
    if writer.chance(0.5):
        writer.say("paragraph", writer.one("notice_ends"))
    if genre == "纪要":
        for label in ("出席", "请假", "列席")[: writer.random.randint(1, 3)]:
            _attendance(writer, label)


def _attendance(writer: _Writer, label: str) -> None:
    names = [writer.name() for _ in range(writer.random.randint(2, 7))]
    blank = writer.random.choice(["　", "、", " "])
    lines = [f"{label}：{blank.join(names)}"]
    if writer.chance(0.3):
        lines.append(blank.join(writer.name() for _ in range(3)))
    writer.say("attendance", *lines)


def _paragraph(writer: _Writer) -> None:
    text = ""
    while not text or ("paragraph", text) in writer.parts:  # one that stands twice is a fault to be repaired
        text = "".join(writer.one("sentences") for _ in range(writer.random.randint(1, 4)))
    writer.say("paragraph", text)
    if writer.chance(0.06):
        writer.say("paragraph", writer.one("odd"))
        writer.say("paragraph", writer.one("sentences") + writer.one("sentences"))
    if writer.chance(0.03):
        for place, item in enumerate(writer.one("lists").split("|"), 1):
            writer.say("paragraph", f"{place}）{item}")


def _sections(writer: _Writer) -> None:
    often = {1: "own"}
    shape = {level: writer.random.choice(["own", "run", often.get(level, "run")]) for level in range(1, 5)}
    levels = [1, *sorted(writer.random.sample([2, 3, 4], writer.random.randint(0, 2)))]
    _level(writer, levels, shape)


def _level(writer: _Writer, levels: list[int], shape: dict[int, str]) -> None:
    level, below = levels[0], levels[1:]
    for place in range(writer.random.randint(2, 4)):
        mark = [f"{_COUNT[place]}、", f"（{_COUNT[place]}）", f"{place + 1}.", f"（{place + 1}）"][level - 1]
        heading = mark + writer.one("headings")
        deeper = bool(below) and writer.chance(0.6)
        if shape[level] == "run":
            text = "".join(writer.one("sentences") for _ in range(writer.random.randint(1, 3)))
            writer.lines.append(f"{heading}。{text}")
            writer.parts += [(f"heading{level}", heading + "。"), ("paragraph", text)]
        else:
            writer.say(f"heading{level}", heading)
            _paragraph(writer)
        if deeper:
            _level(writer, below, shape)


# Closing.


def _attachment_note(writer: _Writer) -> list[str]:
    names = []
    if writer.chance(0.4):
        names = writer.random.sample(_words()["attachments"], writer.random.choices([1, 2, 3], [4, 3, 2])[0])
    for place, name in enumerate(names):
        number = f"{place + 1}." if len(names) > 1 else ""
        whole = name.replace("|", "")
        head = ("附件：" if place == 0 else "") + number
        chunks = name.split("|")
        if len(whole) > 18 and len(chunks) > 2 and writer.chance(0.5):
            writer.say("attachment_note", head + "".join(chunks[:-1]), chunks[-1])
        else:
            writer.say("attachment_note", head + whole)
    return [name.replace("|", "") for name in names]


def _signature(writer: _Writer, genre: str, issuers: list[str]) -> None:
    if genre == "纪要" or (genre in ("决议", "公报") and writer.chance(0.6)):
        return
    date = writer.date()
    if genre in ("命令", "议案"):
        writer.say("signature", f"{writer.one('posts')}　{writer.name()}")
    elif len(issuers) == 1 and writer.chance(0.08):
        writer.lines.append(f"{issuers[0]}　　{date}")
        writer.parts += [("signature", issuers[0]), ("date", date)]
        return
    else:
        for issuer in issuers:
            writer.say("signature", issuer)
    writer.say("date", date)


def _imprint(writer: _Writer, issuer: str) -> None:
    if writer.chance(0.4):
        text = "抄送：" + writer.one("copies")
        cut = text.find("，", 20) + 1
        writer.say("copy_to", *([text[:cut], text[cut:]] if cut > 20 and writer.chance(0.3) else [text]))
    if writer.chance(0.4):
        date = f"2026年{writer.random.randint(1, 12)}月{writer.random.randint(1, 28)}日印发"
        office = issuer if issuer.endswith("办公室") else issuer + "办公室"
        if writer.chance(0.3):
            writer.say("issued_by", office, date)
        else:
            writer.say("issued_by", office + "　　　　" + date)


def _attachments(writer: _Writer, names: list[str]) -> None:
    for place, name in enumerate(names):
        if writer.chance(0.25):
            continue
        mark = f"附件{place + 1}" if len(names) > 1 else "附件"
        if len(names) > 1 and writer.chance(0.1):
            writer.lines.append(f"{mark}：{name}")
            writer.parts += [("attachment_mark", mark + "："), ("attachment_title", name)]
        else:
            writer.say("attachment_mark", mark)
            writer.say("attachment_title", name)
        _paragraph(writer)
        if writer.chance(0.7):
            _sections(writer)


# Blanks.


def _laid_out(writer: _Writer) -> str:
    """The lines with blanks around and between them as they come out of a file or a page."""
    indent = writer.random.choice(["", "", "　　", "    "])
    gaps = writer.random.choice([0.0, 0.0, 0.1, 1.0])
    pieces = []
    for line in writer.lines:
        long = len(line) > 40 or line[-1] in "。；"
        pieces.append((indent if long else "") + line + ("\n" if writer.chance(gaps) else ""))
    return "\n".join(pieces) + "\n"


def wrapped(text: str, width: int) -> str:
    """The text with its paragraphs broken at so many characters, as they come out of a page."""
    lines = []
    for line in text.split("\n"):
        step = width if "。" in line else len(line) or 1
        lines += [line[i : i + step] for i in range(0, len(line), step)] or [""]
    return "\n".join(lines)
