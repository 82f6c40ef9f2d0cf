"""`script.simplify`: Traditional text into the Simplified script of the Mainland.

OpenCC's t2s with an own rule for 著, own words and marks; never tw2s or tw2sp, which rewrite the words of
official text. A text is Traditional when the characters that only one of the scripts has say so; in a text
of both each paragraph is judged by itself. A single Traditional character in Simplified text (同誌, 全麵) is
a converter's slip and goes where the language expects its Simplified form.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from ...i18n import gettext as _
from ...model import Change
from ..language import Language
from ..stage import Context
from .mojibake import is_misread

_FOLDER = Path(__file__).parent.parent / "data"
_TRADITIONAL_FROM, _SIMPLIFIED_UP_TO = 0.7, 0.15
"""Share of Traditional among the telling characters; texts lie far on either side of the space between."""
_FEWEST = 3
"""Telling characters below which a text or paragraph is not judged."""
_QUOTED = re.compile("[\u4e00-\u9fff]*(?:[「『][\u4e00-\u9fff]*[」』][\u4e00-\u9fff]*)+")
"""A quoted run in Traditional marks, with what it stands in: converted as one or not at all."""
_PASSAGE = re.compile("[^\n。！？；“”‘’《》]+")
"""What may be quoted in Traditional: in a passage of such characters throughout none is a slip."""
_KANA = re.compile("[\u3041-\u306d\u306f-\u3096\u30a1-\u30fa]")
"""Kana but の, which Chinese names of goods have."""
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_JAPANESE = 0.2
"""The share of kana in a line from which its Han are Japanese."""
_SLIP_GAIN = 2.0
"""Digits of likelihood that a Simplified character must gain over the Traditional one it replaces."""


def find(text: str, context: Context) -> Iterator[Change]:
    """Changes of characters and short runs of them, in order."""
    if context.script == "keep":
        return
    if not _telling()[0].search(text) or is_misread(text):
        return
    traditional, simplified = _counts(text)
    share = traditional / (traditional + simplified)
    is_dense = share >= _TRADITIONAL_FROM and traditional + simplified >= _FEWEST
    confidence = 0.97 if is_dense else 0.92
    for match in re.finditer(r"[^\n]+", text):
        line = match.group()
        if _is_japanese(line):
            continue
        if is_dense or _is_wanted(line, context.script, share):
            changes = _differences(line, simplify(line), confidence)
        else:
            changes = _slips(line)
        for start, end, after, sure in changes:
            reason = _("Traditional characters in the Simplified script")
            yield Change(match.start() + start, match.start() + end, after, "script.simplify", sure, reason)


def simplify(line: str) -> str:
    """The line in the Simplified script, with the marks that go with it."""
    rules = _rules()
    converted = str(_converter().convert(_particles(line))).translate(str.maketrans(rules["variants"]))
    for before, after in (*rules["words"].items(), *rules["marks"].items()):
        converted = converted.replace(before, after)
    for pattern, after in rules["patterns"].items():
        converted = re.sub(pattern, after, converted)
    return converted


def _is_wanted(line: str, script: str, share: float) -> bool:
    """Whether a line of a text that is not Traditional as a whole is to be converted."""
    if script == "simplified":
        return _counts(line)[0] > 0
    return share > _SIMPLIFIED_UP_TO and _is_traditional(line)


def _is_traditional(passage: str) -> bool:
    traditional, simplified = _counts(passage)
    return traditional >= max(_FEWEST, _TRADITIONAL_FROM * (traditional + simplified))


def _is_japanese(line: str) -> bool:
    kana = len(_KANA.findall(line))
    return kana >= 2 and kana >= _JAPANESE * (kana + len(_HAN.findall(line)))


def _differences(before: str, after: str, confidence: float) -> Iterator[tuple[int, int, str, float]]:
    """The spans that differ, as short as they come."""
    if len(before) == len(after):
        places = (i for i in range(len(before)) if before[i] != after[i])
        for _offset, run in groupby(enumerate(places), key=lambda item: item[1] - item[0]):
            span = [place for _index, place in run]
            yield span[0], span[-1] + 1, after[span[0] : span[-1] + 1], confidence
    else:
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        for tag, start, end, new_start, new_end in matcher.get_opcodes():
            if tag != "equal":
                yield start, end, after[new_start:new_end], confidence


def _slips(line: str) -> Iterator[tuple[int, int, str, float]]:
    """Single Traditional characters whose Simplified form is much more usual in their place."""
    places = [
        passage.start() + m.start()
        for passage in _PASSAGE.finditer(line)
        if not _is_traditional(passage.group())
        for m in _telling()[0].finditer(passage.group())
    ]
    if not places:
        return
    telling = set(places)
    import numpy as np  # noqa: PLC0415  # heavy

    language, convert = Language.load(), _converter().convert
    changed = "".join(str(convert(c)) if i in telling else c for i, c in enumerate(line))
    starts = np.array(places)
    ids = language.encode(changed)
    losses = language.gain(ids, starts, starts + 1, language.encode("".join(line[i] for i in places)))
    gained = {place for place, loss in zip(places, losses, strict=True) if -loss >= _SLIP_GAIN}
    quoted = [m.span() for m in _QUOTED.finditer(line)]
    for start, end in quoted:
        inside = {place for place in places if start <= place < end}
        if not inside <= gained:
            gained -= inside
    for place in places:
        if place in gained:
            yield place, place + 1, changed[place], 0.93


def _particles(line: str) -> str:
    """著 as 着 where it is the particle or the verb."""
    rules = _rules()["zhe"]

    def choose(match: re.Match[str]) -> str:
        before, after = line[match.start() - 1 : match.start()], line[match.end() : match.end() + 2]
        if after in rules["works"] or (before and before in rules["kept_after"]):
            return "著"
        if before and before in rules["particle_after"]:
            return "着"
        is_kept = after and after[0] in rules["kept_before"] and after not in rules["verb_in_spite_of"]
        is_verb = line.endswith(tuple(rules["verbs"]), 0, match.start()) and after[:1] not in ("作", "名")
        return "著" if is_kept and not is_verb else "着"

    return re.sub("著", choose, line)


def _counts(text: str) -> tuple[int, int]:
    """How many characters only Traditional and only Simplified text has."""
    traditional, simplified = _telling()
    return len(traditional.findall(text)), len(simplified.findall(text))


@lru_cache(maxsize=1)
def _telling() -> tuple[re.Pattern[str], re.Pattern[str]]:
    traditional, simplified = (_FOLDER / "script.txt").read_text("utf-8").split()
    return re.compile(f"[{traditional}]"), re.compile(f"[{simplified}]")


@lru_cache(maxsize=1)
def _rules() -> dict[str, Any]:
    return tomllib.loads((_FOLDER / "script.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def _converter() -> Any:
    import opencc  # noqa: PLC0415  # needed for Traditional text only

    return opencc.OpenCC("t2s", include_tofu_risk_dictionaries=False)
