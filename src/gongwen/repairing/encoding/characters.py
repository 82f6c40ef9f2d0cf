r"""Characters that no text means to have: invisible ones, compatibility forms, anti-copy noise.

`char.control` invisible and control characters, line ends other than `\n`
`char.compat`  radicals, compatibility forms and private code points in the place of characters, ○ in a year
`char.width`   full-width letters and figures
`char.jammer`  groups of ASCII that forums glue to lines against copying
`char.pinyin`  pinyin in brackets behind character after character
`decode.lost`  noted: stand-ins for what could not be decoded
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from ...charsets.decoding import private_characters
from ...i18n import gettext as _
from ...model import Change
from ..stage import Context

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_DATA = Path(__file__).parent.parent / "data" / "compatible.tsv"
_SUPPLEMENT = range(0x2F800, 0x2FA1E)
"""Compatibility ideographs beyond the basic plane."""
_LINE_END = re.compile("\r\n?|[\x0b\x0c\u2028\u2029]|(?<![\x80-\xff])\x85(?![\x80-\xbf])")
_REMAINS = re.compile("[\xa1-\xff]*(?:[\xa1-\xff][\x80-\x9f\xad]|[\x80-\x9f][\x80-\xff])[\x80-\xff]*")
"""Bytes of a misread text that was not recovered; without those that are invisible it never can be."""
_CONTROL_BYTES = re.compile("[\x80-\x9f\xad]")
"""Of which all remains have one."""
_JOINED = "\u0600-\u0fff\u1800-\u18af"
"""Arabic to Tibetan and Mongolian: how their letters join hangs on invisible characters."""
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\u034f\u061c\u115f\u1160\u17b4\u17b5\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]+|[\x80-\x84\x86-\x9f\xad]"
    f"|(?<![{_JOINED}])[\u180e\u200c\u200d](?![{_JOINED}\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])"
)
_HAN_YEAR = re.compile(r"(?<![一二三四五六七八九〇零○ＯOo0-9])[一二][一二三四五六七八九〇零○ＯOo0]{3}(?=年)")
_NO_ZERO = re.compile("[○ＯOo0]")
_JAMMER = re.compile(
    r"(?:[\x20-\x3b] [\x3f-\x7e]|(?<=[\x3f-\x7e]) [\x3f-\x7e]|^ ?[\x3f-\x7e](?=[\x21-\x3b] )){5,16}", re.M
)
_LEAST_JAMMERS = 5
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_PINYIN = re.compile(rf"(?<=[{_HAN}])[(（]\s?[a-zü]{{0,5}}[{_TONED}][a-zü]{{0,4}}\s?[)）]")
_LOST = re.compile("\ufffd+|(?:锟斤拷)+锟?|烫{3,}|屯{3,}")
_DEBRIS = ("锟斤拷", "烫烫烫", "屯屯屯")
_STRANGE = re.compile("[^\t\n -~\u4e00-\u9fff\u3000，。、；：？！“”‘’（）《》〈〉【】〔〕—…·～％〇Ⅰ-Ⅹ×※∶‰]")
"""What a text with nothing to do has none of, but for years, noise and debris in ordinary characters."""
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
_WIDE_POINT = re.compile("．(?<=[0-9０-９]．)(?=[0-9０-９])")
_WIDE_MASK = re.compile(rf"[ｘＸ]+(?=[{_HAN}])|(?<=[{_HAN}])[ｘＸ]+")
_NARROW = {0xFF0E: "."} | {0xFEE0 + code: chr(code) for code in range(0x30, 0x7B)}
_PRIVATE = re.compile("[\ue000-\uf8ff]+")


def find(text: str, context: Context) -> Iterator[Change]:
    """Changes of characters, and notes of what was lost in decoding."""
    is_strange = _STRANGE.search(text) is not None
    if is_strange:
        yield from _line_ends(text)
        yield from _invisible(text)
        yield from _compatible(text)
        yield from _wide(text)
    yield from _years(text)
    yield from _jammers(text)
    if is_strange:
        yield from _pinyin(text)
    if is_strange or any(debris in text for debris in _DEBRIS):
        yield from _lost(text)


def _line_ends(text: str) -> Iterator[Change]:
    reason = _("Line ends are written in one way")
    for match in _LINE_END.finditer(text):
        yield Change(*match.span(), "\n", "char.control", 1.0, reason)


def _invisible(text: str) -> Iterator[Change]:
    reason = _("An invisible character")
    kept = {place for m in _remains(text) for place in range(*m.span())}
    for match in _INVISIBLE.finditer(text):
        if match.start() not in kept:
            yield Change(*match.span(), "", "char.control", 1.0, reason)


def _remains(text: str) -> Iterable[re.Match[str]]:
    return _REMAINS.finditer(text) if _CONTROL_BYTES.search(text) else ()


@lru_cache(maxsize=1)
def _forms() -> tuple[re.Pattern[str], dict[str, str]]:
    lines = _DATA.read_text("utf-8").splitlines()
    table = dict(line.split("\t") for line in lines if not line.startswith("#")) | private_characters()
    of_planes = f"{chr(_SUPPLEMENT[0])}-{chr(_SUPPLEMENT[-1])}"  # one by one they would be tried in turn
    pattern = re.compile(f"[{''.join(table)}{of_planes}]")
    return pattern, table | {c: unicodedata.normalize("NFC", c) for c in map(chr, _SUPPLEMENT)}


def _compatible(text: str) -> Iterator[Change]:
    pattern, table = _forms()
    reason = _("A compatibility form of a character")
    for match in pattern.finditer(text):
        yield Change(*match.span(), table[match.group()], "char.compat", 0.995, reason)


def _wide(text: str) -> Iterator[Change]:
    """ＧＤＰ１．５ → GDP1.5; an ｘ beside Han is a mask and stays as it is."""
    if not (_WIDE.search(text) or _WIDE_POINT.search(text)):
        return
    reason = _("Full-width letters and figures")
    masked = {place for m in _WIDE_MASK.finditer(text) for place in range(*m.span())}
    for pattern in (_WIDE, _WIDE_POINT):
        for match in pattern.finditer(text):
            if match.start() not in masked:
                after = match.group().translate(_NARROW)
                yield Change(*match.span(), after, "char.width", 0.99, reason)


def _years(text: str) -> Iterator[Change]:
    """二○二○年 → 二〇二〇年."""
    reason = _("The zero of a year in Chinese figures is 〇")
    for match in _HAN_YEAR.finditer(text):
        for zero in _NO_ZERO.finditer(match.group()):
            place = match.start() + zero.start()
            yield Change(place, place + 1, "〇", "char.compat", 0.97, reason)


def _jammers(text: str) -> Iterator[Change]:
    """Groups of a low ASCII character, a blank and a high one, at least five in a row."""
    if text.count(" ") < _LEAST_JAMMERS:
        return
    reason = _("Noise that a forum adds against copying")
    for match in _JAMMER.finditer(text):
        groups = re.findall(r"[\x21-\x3b](?= [\x3f-\x7e])", match.group())
        if len(set(groups)) >= 3 and len(re.findall(r"[^\w\s]", match.group())) >= 2:
            yield Change(*match.span(), "", "char.jammer", 0.99, reason)


def _pinyin(text: str) -> Iterator[Change]:
    """Pinyin behind every so many characters is a converter's; behind one it explains a rare character."""
    found = list(_PINYIN.finditer(text))
    if len(found) >= 3 and len(found) * 150 >= len(text):
        reason = _("Pinyin that a converter put behind the characters")
        for match in found:
            yield Change(*match.span(), "", "char.pinyin", 0.99, reason)


def _lost(text: str) -> Iterator[Change]:
    lost = _("Characters that could not be decoded; what stood here is lost")
    destroyed = _("What stood here was destroyed when the text was saved; ask for the original file")
    for match in _LOST.finditer(text):
        reason = lost if match.group() in ("\ufffd", "\ufffd\ufffd") else destroyed
        yield Change(*match.span(), match.group(), "decode.lost", 1.0, reason, note=True)
    reason = _("It was read under a wrong encoding and cannot be recovered; ask for the original file")
    for match in _remains(text):
        yield Change(*match.span(), match.group(), "decode.lost", 1.0, reason, note=True)
    reason = _("A private character: what it shows depends on a font that is not known")
    known = _forms()[1]
    for match in _PRIVATE.finditer(text):
        if all(c in known for c in match.group()):
            continue
        yield Change(*match.span(), match.group(), "decode.lost", 1.0, reason, note=True)
