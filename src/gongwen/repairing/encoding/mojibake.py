"""`mojibake.*`: text that was decoded under a wrong encoding, read anew.

`misread` finds what a line may have been; here it is judged. A stretch is read anew only where the character
model gains decisively, the result is Chinese and the text does not make sense as it stands (kana, Cyrillic,
letters of Latin words do). Once long stretches have proved how a text was misread, its short lines need less.

A character of which a byte is lost is guessed from its neighbours where one candidate is much likelier than
all others; else U+FFFD stays in its place. The reason of the edit names both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from ...charsets.charmodel import char_model
from ...charsets.decoding import STAND_IN, decode, encode
from ...i18n import gettext as _
from ...model import Change
from ..language import Language
from ..ngrams import BREAK, UNKNOWN
from ..stage import Context
from .misread import LOST, LOST_CHARACTER, Misreading, Stretch, mean_logp, peeled, stretches

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_CHINESE = re.compile(f"[{_HAN}\u3000-\u303f\uff00-\uff65“”‘’—…·]")
_MARK = "“”‘’—…·•、。〈〉《》「」『』【】〔〕\u3000！（），．：；？％～×°–\xa0"


@dataclass(frozen=True, slots=True)
class _Bar:
    """What a stretch must reach to be read anew (nats; counts of characters)."""

    gain: float
    """Gain in likelihood over the text as it stands."""
    mean: float
    """Mean log-probability of the new characters beyond ASCII."""
    advantage: float
    """By how much this exceeds that of the old ones, other scripts taken for natural."""
    different: int
    """How many different Han come of it."""
    run: int
    """Misread characters in a row."""


_BARS = {
    Misreading("latin1", "utf-8"): _Bar(14, -10.0, 0.0, 2, 4),
    Misreading("latin1", "gb18030"): _Bar(14, -9.3, 0.0, 4, 4),
    Misreading("latin1", "big5"): _Bar(14, -8.8, 0.0, 4, 4),
    Misreading("gb18030", "utf-8"): _Bar(14, -10.0, 1.2, 2, 2),
    Misreading("gb18030", "big5"): _Bar(25, -9.0, 2.5, 5, 2),
    Misreading("big5", "gb18030"): _Bar(25, -9.0, 2.5, 5, 2),
    Misreading("big5", "utf-8"): _Bar(25, -10.0, 2.5, 4, 2),
}
_PROVED_BAR = _Bar(5, -11.0, 0.5, 1, 1)
_PROVED_LATIN_BAR = _Bar(5, -11.0, 0.0, 1, 1)
_PROVED = 12
"""Han recovered under one misreading from which on the text is known to have been misread so."""
_NATURAL, _NATURAL_PROVED = -9.3, -8.5
"""Mean log-probability from which a text makes sense as it stands."""
_RARE = -10.9
_HOPELESS, _NO_HAN = -11.5, -13.5
"""Mean log-probability below which a few characters read anew speak against all around them; as UTF-8."""
_WHOLE = 0.8
"""The share of what comes of it that must be Chinese."""
_NEARLY_ALL = 0.9
"""Share of a line read anew as UTF-8, which nothing else looks like, that settles it."""
_MOST_LOST = 0.25
_SURE = 0.9
"""Probability from which a character of which a byte is lost is put in."""
_KNOWN_SHARE = 0.9
"""The share of a line that the language tables must know to judge a guess; they know no Traditional text."""

_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
_LETTER = re.compile("[\u00a1-\u00ff]")
"""What `_LATIN` begins with; found faster."""
_LATIN = re.compile(
    "[\u00c0-\u00f4][\x80-\xbfƒŠŒŽšœžŸˆ˜–—‘’‚“”„†‡•…‰‹›€™]|[\u00a1-\u00ff]{4}|[\u00c0-\u00ff]{2}"
)
_UTF8 = re.compile(
    rb"(?:[\xe2-\xe9\xef][\x80-\xbf]{2}){2}|\xe2\x80[\x80-\xbf]|\xe3\x80[\x80-\xbf]|\xef[\xbc\xbd]"
)


_BEHIND = "\x80-\xbfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™"
"""What the second and third byte of a character in UTF-8 are under Latin-1 or Windows-1252."""
_TRIPLE = re.compile(f"[\xe2-\xe9\xef][{_BEHIND}]{{2}}")
"""Three characters of which UTF-8 makes one Han or mark; no language writes two such."""
_LAYERS = re.compile(f"(?:[\xc2\xc3\xc5\xc6\xcb][{_BEHIND}]|\xe2[{_BEHIND}]{{2}}|[ -~\t])+")
"""UTF-8 that was read under Windows-1252 twice."""

_PROBED, _FEWEST_PROBED = 4000, 6
"""Characters looked at to tell that the text is misread throughout, and the least Han that come of it."""


class _Reading(NamedTuple):
    """One line read anew: the changes of its stretches and how much likelier it became."""

    misreading: Misreading
    stretches: list[Stretch]
    gain: float


def find(text: str, context: Context) -> Iterator[Change]:
    """Changes of the misread stretches of each line; of the cells of a row each is one of its own."""
    for change in _found(text):
        yield from _of_cells(text, change)


def _of_cells(text: str, change: Change) -> Iterator[Change]:
    """A change that takes in tabs and keeps them, between the tabs."""
    cells, read = text[change.start : change.end].split("\t"), change.after.split("\t")
    if change.note or len(cells) != len(read):
        yield change
        return
    start = change.start
    for cell, after in zip(cells, read, strict=True):
        if cell != after:
            yield replace(change, start=start, end=start + len(cell), after=after)
        start += len(cell) + 1


def _found(text: str) -> Iterator[Change]:
    """The stretches, line by line: first those that tell by themselves how they were misread."""
    open_lines: list[tuple[int, str]] = []
    proved: Counter[Misreading] = Counter()
    odd = _odd_lines(text)
    for start, line in _lines(text) if odd else ():
        if start not in odd:
            open_lines.append((start, line))
            continue
        reading = _likeliest(line, [(m, _BARS[m]) for m in _suspected(line)])
        if reading:
            proved[reading.misreading] += sum(_count_han(s.text) for s in reading.stretches)
            yield from _changes(start, line, reading)
        elif twice := _read_twice(line):
            yield from (replace(c, start=start + c.start, end=start + c.end) for c in twice)
        else:
            open_lines.append((start, line))
    known = [
        (m, _PROVED_LATIN_BAR if m.wrong == "latin1" else _PROVED_BAR)
        for m, count in proved.items()
        if count >= _PROVED
    ]
    for start, line in open_lines if known else ():
        reading = _likeliest(line, known, _NATURAL_PROVED)
        if reading:
            yield from _changes(start, line, reading)


def is_misread(text: str) -> bool:
    """Whether the text is UTF-8 read as GBK (鍏充簬鍋氬ソ): most of its bytes make Chinese as UTF-8."""
    raw = re.sub("[\x00-\x7f\ufffd]", "", text[:_PROBED]).encode("gb18030", "ignore")
    turned_back = _count_han(raw.decode("utf-8", "ignore"))
    return turned_back >= _FEWEST_PROBED and 3 * turned_back > len(raw) / 2


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines that are not ASCII, and where they start."""
    start = 0
    for line in text.split("\n"):
        if not line.isascii():
            yield start, line
        start += len(line) + 1


def _odd_lines(text: str) -> set[int]:
    """Where the lines start that have letters as a misread text has, or more than one rare character."""
    latin = _LATIN.finditer(text) if _LETTER.search(text) else ()
    places = [match.start() for match in latin] * 2
    places += [match.start() for match in _rare()[0].finditer(text)]
    counts = Counter(text.rfind("\n", 0, place) + 1 for place in places)
    return {start for start, count in counts.items() if count > 1}


def _suspected(line: str) -> list[Misreading]:
    """The ways in which a line may have been misread, by signs that are cheap to see."""
    found = []
    if _LETTER.search(line) and _LATIN.search(line):
        found += [m for m in _BARS if m.wrong == "latin1"]
    rare, dense = _rare()
    if len(rare.findall(line)) >= 2:
        raw = re.sub("[\x00-\x7f]+", "", line).encode("gb18030", "replace")
        if any(mean_logp(m.group().decode("utf-8", "ignore")) > _NO_HAN for m in _UTF8.finditer(raw)):
            found.append(Misreading("gb18030", "utf-8"))
    runs = [m.group() for m in dense.finditer(re.sub("[ -~]+", " ", line))]
    legacy = [m for m in _BARS if m.wrong != "latin1" and m not in found] if runs else []
    return found + [m for m in legacy if any(_may_turn(run, m) for run in runs)]


def _may_turn(run: str, misreading: Misreading) -> bool:
    """Whether what a run would become is not rarer still, from whichever byte the reading starts."""
    raw = b"".join(encode(c, misreading.wrong) or b"" for c in run if c > "\x7f")
    turned = (decode(raw[first:], misreading.right).text.replace(STAND_IN, "") for first in (0, 1))
    least = _NO_HAN if misreading.right == "utf-8" else _HOPELESS
    return any(mean_logp(text) > least for text in turned)


@lru_cache(maxsize=1)
def _rare() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A character that is rare in any Chinese text; at least five of them close to each other."""
    usual = "".join(re.escape(c) for c, logp in char_model().characters.items() if logp >= _RARE)
    rare = f"[^\x00-\x7f{usual}]"
    return re.compile(rare), re.compile(f"(?:{rare}[^\n]{{0,3}}?){{5}}")


def _likeliest(
    line: str, candidates: Sequence[tuple[Misreading, _Bar]], natural: float = _NATURAL
) -> _Reading | None:
    """The reading anew that gains most, if any stands up to its bar."""
    best = None
    foreign = len(_BEYOND_ASCII.findall(line)) if candidates else 0
    for misreading, bar in candidates:
        found = [s for s in stretches(line, misreading) if _stands(line, s, misreading, bar, natural)]
        gain = sum(_gain(line, stretch) for stretch in found)
        if found and (best is None or gain > best.gain):
            best = _Reading(misreading, found, gain)
        turned = sum(c > "\x7f" for s in found for c in line[s.start : s.end])
        if misreading.right == "utf-8" and misreading.wrong != "big5" and turned >= _NEARLY_ALL * foreign:
            break
    return best


def _gain(line: str, stretch: Stretch) -> float:
    """How much likelier (nats) the new text is than the old."""
    lost = stretch.text.count(LOST_CHARACTER)
    loglik = char_model().loglik
    new = loglik(stretch.text.replace(LOST_CHARACTER, "")) + LOST * lost
    return new - loglik(line[stretch.start : stretch.end])


def _stands(line: str, stretch: Stretch, misreading: Misreading, bar: _Bar, natural: float) -> bool:
    """Whether a stretch is decisively better read anew."""
    old, new = line[stretch.start : stretch.end], stretch.text
    foreign = [c for c in new if c > "\x7f" and c != LOST_CHARACTER]
    lost = new.count(LOST_CHARACTER)
    if not foreign or "\0" in new or lost > _MOST_LOST * (len(foreign) + lost):
        return False
    if not lost and _is_proof(line, stretch, misreading, bar):
        return True
    as_it_stands = _natural(line[max(0, stretch.start - 1) : stretch.end + 1])
    mean = mean_logp(new)
    return (
        sum(map(bool, map(_CHINESE.match, foreign))) >= _WHOLE * len(foreign)
        and len(set(re.findall(f"[{_HAN}]", new))) >= bar.different
        and max(map(len, re.findall("[^\x00-\x7f]+", old))) >= bar.run
        and _gain(line, stretch) >= bar.gain
        and mean > bar.mean
        and as_it_stands < natural
        and mean - as_it_stands > bar.advantage
    )


def _is_proof(line: str, stretch: Stretch, misreading: Misreading, bar: _Bar) -> bool:
    """Whether the form of a stretch alone proves how it was misread, however short it is."""
    turned = [piece for piece in stretch.pieces if piece.text > "\x7f"]
    if any(piece.rivals for piece in turned):
        return False
    if misreading.wrong == "latin1" and bar is _PROVED_LATIN_BAR and all(p.text in _MARK for p in turned):
        return _gain(line, stretch) > bar.gain
    if misreading.right != "utf-8" or misreading.wrong == "big5":
        return False
    if misreading.wrong == "latin1" and all(_CHINESE.match(piece.text) for piece in turned):
        triples = _TRIPLE.findall(line[stretch.start : stretch.end])
        has_control = any("\x80" <= c <= "\x9f" for triple in triples for c in triple)
        beside = line[max(0, stretch.start - 1) : stretch.start] + line[stretch.end : stretch.end + 1]
        stands_alone = not any("\x80" <= c <= "\xff" for c in beside)
        if stands_alone and len(triples) == len(turned) and len(triples) + has_control >= 2:
            return True
    return _are_marks(line, stretch)


def _are_marks(line: str, stretch: Stretch) -> bool:
    """Whether only marks of Chinese come of it, as of `â€œ`, which no language writes."""
    around = line[: stretch.start] + line[stretch.end :]
    turned = [piece for piece in stretch.pieces if piece.text > "\x7f"]
    is_plain = all(piece.text in _MARK and not piece.rivals for piece in turned)
    return bool(turned) and is_plain and _CHINESE.search(around) is not None and _gain(line, stretch) > 0


def _natural(text: str) -> float:
    """The mean log-probability of a text, letters of other scripts taken for usual in their words."""
    total, count = 0.0, 0
    for place, c in enumerate(text):
        if c <= "\x7f":
            continue
        logp = char_model().logp(c)
        if "\u3040" <= c <= "\u30ff" or "\u0370" <= c <= "\u052f":
            logp = max(logp, -7.5)
        elif "\uac00" <= c <= "\ud7a3":
            logp = max(logp, -8.0)
        elif "\u00c0" <= c <= "\u024f" or "\u1e00" <= c <= "\u1eff":
            beside = text[max(0, place - 1) : place] + text[place + 1 : place + 2]
            in_word = any(b.isascii() and b.isalpha() for b in beside)
            logp = max(logp, -7.0 if in_word else -10.5)
        total += logp
        count += 1
    return total / max(1, count)


def _count_han(text: str) -> int:
    return len(re.findall(f"[{_HAN}]", text))


def _read_twice(line: str) -> list[Change]:
    """Stretches, or the whole line, that were misread as UTF-8 more than once."""
    found = []
    for match in _LAYERS.finditer(line) if _LETTER.search(line) and _LATIN.search(line) else ():
        layered = match.group().strip()
        change = _peeled_often(layered) if len(_LATIN.findall(layered)) >= 2 else None
        if change:
            start = match.start() + match.group().index(layered)
            found.append(replace(change, start=start, end=start + len(layered)))
    if not found and (change := _peeled_often(line)):
        found.append(change)
    return found


def _peeled_often(line: str) -> Change | None:
    """The change of a line that was misread throughout and more than once."""
    layer, wrong = line, ""
    for _depth in range(3):
        is_latin = _LETTER.search(layer) is not None and len(_LATIN.findall(layer)) >= 2
        wrong = "latin1" if is_latin else "gb18030"
        if wrong == "gb18030" and not _rare()[1].search(layer):
            return None
        layer = peeled(layer, wrong)
        if not layer:
            return None
        reading = _likeliest(layer, [(m, _BARS[m]) for m in _suspected(layer)])
        if reading:
            after = layer
            for change in reversed(list(_changes(0, layer, reading))):
                after = after[: change.start] + change.after + after[change.end :]
            if 2 * len(_CHINESE.findall(after)) >= sum(c > "\x7f" for c in after):
                rule = Misreading(wrong, "utf-8").rule
                reason = _("The text was read under a wrong encoding more than once")
                return Change(0, len(line), after, rule, 0.95, reason)
    return None


def _changes(start: int, line: str, reading: _Reading) -> Iterator[Change]:
    for stretch in reading.stretches:
        after, guessed = _settled(line, stretch)
        reason = _reasons()[reading.misreading.rule]
        if guessed:
            reason += "; " + _("guessed, for a byte is lost: {characters}").format(characters=guessed)
        if LOST_CHARACTER in after:
            reason += "; " + _("a character is lost where � stands; look into the original file")
        confidence = 0.93 if guessed or LOST_CHARACTER in after else 0.99
        before = line[stretch.start : stretch.end]
        if before != after:
            span = (start + stretch.start, start + stretch.end)
            yield Change(*span, after, reading.misreading.rule, confidence, reason)


def _settled(line: str, stretch: Stretch) -> tuple[str, str]:
    """What a stretch stands for, and the characters in it that were guessed."""
    texts = [piece.text for piece in stretch.pieces]
    open_places = [i for i, piece in enumerate(stretch.pieces) if piece.rivals]
    if not open_places:
        return stretch.text, ""
    chosen = _chosen(line, stretch, open_places)
    for place, text in zip(open_places, chosen, strict=True):
        texts[place] = text
    return "".join(texts), "".join(text for text in chosen if text != LOST_CHARACTER)


def _chosen(line: str, stretch: Stretch, places: Sequence[int]) -> list[str]:
    """For each open place the character that is surely meant, or U+FFFD."""
    import numpy as np  # noqa: PLC0415  # heavy

    language = Language.load()
    before, whole = line[: stretch.start], line[: stretch.start] + stretch.text + line[stretch.end :]
    ids = np.append(language.encode(whole), np.uint16(BREAK))
    if (ids == UNKNOWN).mean() > 1 - _KNOWN_SHARE:
        return [LOST_CHARACTER] * len(places)
    rivals = [stretch.pieces[place].rivals for place in places]
    spots = [len(before) + sum(len(piece.text) for piece in stretch.pieces[:place]) for place in places]
    starts = np.repeat(spots, [len(r) for r in rivals])
    candidates = language.encode("".join(c for r in rivals for c in r))
    gains = np.split(
        language.gain(ids, starts, starts + 1, candidates), np.cumsum([len(r) for r in rivals])[:-1]
    )
    return [_surest(r, g.tolist()) for r, g in zip(rivals, gains, strict=True)]


def _surest(rivals: Sequence[str], gains: Sequence[float]) -> str:
    """The rival that is surely meant by the gains (log10) of all of them, or U+FFFD."""
    best = max(gains)
    is_sure = sum(10.0 ** (gain - best) for gain in gains) <= 1 / _SURE
    return rivals[gains.index(best)] if is_sure else LOST_CHARACTER


def _reasons() -> dict[str, str]:
    return {
        "mojibake.utf8-as-latin1": _("UTF-8 that was read as a Western European encoding"),
        "mojibake.gbk-as-latin1": _("GBK that was read as a Western European encoding"),
        "mojibake.big5-as-latin1": _("Big5 that was read as a Western European encoding"),
        "mojibake.utf8-as-gbk": _("UTF-8 that was read as GBK"),
        "mojibake.big5-as-gbk": _("Big5 that was read as GBK"),
        "mojibake.gbk-as-big5": _("GBK that was read as Big5"),
        "mojibake.utf8-as-big5": _("UTF-8 that was read as Big5"),
    }
