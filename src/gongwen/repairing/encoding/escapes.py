r"""`char.entity`, `char.escape`: characters that a program wrote as ASCII, written out.

HTML entities (`&ldquo;`, `&#24110;`), percent signs of addresses (`%E5%B8%AE`, `%B0%EF`), `\u5e2e`, `%u5E2E`
and `\xe5\xb8\xae`. Only where Chinese comes of it in running text: addresses and the strings of programs keep
theirs.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from ...charsets.charmodel import char_model
from ...charsets.decoding import decode
from ...i18n import gettext as _
from ...model import Change
from ..stage import Context

_ENTITY = re.compile(
    r"&(?:amp;)*(?:(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});|(nbsp)(?![A-Za-z0-9=;]))"
)
_ABOUT_MARKUP = re.compile(r"</?[A-Za-z][^<>\n]*>|HTML|XML|转义|轉義|字符实体|实体(?:字符|引用|编码|写作)")
_OF_MARKUP = ("lt", "gt", "amp", "quot", "apos")
"""Entities that a text on markup shows as they are."""
_ESCAPE = re.compile(r"%(?=[0-9A-Fa-fu])|\\(?=[ux])")
"""What all others below have."""
_PERCENT_UTF8 = re.compile(r"(?:%[0-9A-Fa-f]{2}){2,}")
_PERCENT_GBK = re.compile(
    r"(?:%[2-7][0-9A-Fa-f])*(?:%[89A-Fa-f][0-9A-Fa-f](?:%[4-9A-Fa-f][0-9A-Fa-f]|[@-Z^-~])(?:%[2-7][0-9A-Fa-f])*)+"
)
_UNITS = re.compile(r"(?:(?<!\\)\\u[0-9A-Fa-f]{4})+|(?:%u[0-9A-Fa-f]{4})+")
_BYTES = re.compile(r"(?:(?<!\\)\\x[0-9A-Fa-f]{2}){3,}")
_ADDRESS = re.compile(r"://|www\.|[=/]|[(\[{]['\"]")
_IN_PROGRAM = re.compile(r"[=(:,\[{]\s*['\"]$|\b[bru]['\"]$|\[\^?$|-$")
_TOKEN_BEFORE, _TOKEN_BEHIND = re.compile(r"[!-~]*$"), re.compile(r"[!-~]*")
_REACH = 300
"""Characters in which the address or string is looked for that an escape may be part of."""
_CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\u3001-\u303f\uff00-\uff65“”‘’—…·\U00020000-\U000323af]")
_PROOF = re.compile(
    "[\u3400-\u4dbf\u4e00-\u9fff\u3001-\u3003\u3008-\u3011\uff00-\uff65\U00020000-\U000323af]"
)
"""What other languages do not write."""
_PLAUSIBLE = -11.0
"""Mean log-probability (nats) from which bytes that could be anything are taken for Chinese."""


def find(text: str, context: Context) -> Iterator[Change]:
    """Changes of entities and escapes into their characters."""
    if "&" in text:
        yield from _entities(text)
    if _ESCAPE.search(text):
        reason = _("An escape that was never turned into its character")
        for start, end, after in sorted(_escapes(text)):
            yield Change(start, end, after, "char.escape", 0.99, reason)


def _entities(text: str) -> Iterator[Change]:
    """&ldquo; → “; a blank that does not break (&nbsp;) only where it parts Latin words or figures."""
    reason = _("An HTML entity that was never turned into its character")
    for match in _ENTITY.finditer(text):
        after = html.unescape(f"&{match[1] or match[2]};")
        if after == "\xa0":
            around = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
            after = " " if len(around) == 2 and around.isascii() and around.isalnum() else ""
        if len(after) == 1 and unicodedata.category(after) == "Cf":
            after = ""
        if len(after) <= 1 and (after.isprintable() or after.isspace()) and not _is_shown(text, match):
            yield Change(*match.span(), after, "char.entity", 0.99, reason)


def _is_shown(text: str, match: re.Match[str]) -> bool:
    """Whether the entity is itself meant: in a line that holds markup, or speaks of it."""
    end = text.find("\n", match.end())
    line = text[text.rfind("\n", 0, match.start()) + 1 : end if end >= 0 else len(text)]
    about = _ABOUT_MARKUP.search(line)
    return about is not None and ("<" not in about.group() or match[1] in _OF_MARKUP)


def _escapes(text: str) -> Iterator[tuple[int, int, str]]:
    """Spans and what they stand for; one character alone is no proof that percent signs are GBK."""
    taken: set[int] = set()
    for match in _PERCENT_UTF8.finditer(text):
        after = _utf8(unquote_to_bytes(match.group()))
        if after and not _is_in_address(text, *match.span()):
            taken.update(range(*match.span()))
            yield *match.span(), after
    gbk = [
        (*match.span(), _gbk(unquote_to_bytes(match.group())))
        for match in _PERCENT_GBK.finditer(text)
        if match.start() not in taken and not _is_in_address(text, *match.span())
    ]
    if any(len(_CHINESE.findall(after)) > 1 for _start, _end, after in gbk):
        yield from (span for span in gbk if span[2])
    for match in _UNITS.finditer(text):
        after = _units(re.findall("[0-9A-Fa-f]{4}", match.group()))
        if after and not _IN_PROGRAM.search(text, max(0, match.start() - 20), match.start()):
            yield *match.span(), after
    for match in _BYTES.finditer(text):
        data = bytes.fromhex(match.group().replace("\\x", ""))
        after = _utf8(data) or _gbk(data)
        if after and not _IN_PROGRAM.search(text, max(0, match.start() - 20), match.start()):
            yield *match.span(), after


def _is_in_address(text: str, start: int, end: int) -> bool:
    """Whether the run of ASCII around a span is an address or a string of a program."""
    before = _TOKEN_BEFORE.search(text[max(0, start - _REACH) : start])
    behind = _TOKEN_BEHIND.match(text, end, end + _REACH)
    around = (before.group() if before else "") + " " + (behind.group() if behind else "")
    return _ADDRESS.search(around) is not None


def _utf8(data: bytes) -> str:
    """The text, if the bytes are Chinese in UTF-8."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return text if _PROOF.search(text) and text.isprintable() else ""


def _gbk(data: bytes) -> str:
    """The text, if the bytes are plausible Chinese in GBK."""
    text, rejected = decode(data, "gb18030")
    if rejected or len(_CHINESE.findall(text)) < max(1, len(text) / 2):
        return ""
    return text if char_model().loglik(text) > _PLAUSIBLE * len(text) else ""


def _units(units: list[str]) -> str:
    """The text of UTF-16 units, if it is Chinese and nothing of it is ASCII."""
    text = bytes.fromhex("".join(units)).decode("utf-16-be", "replace")
    is_chinese = _PROOF.search(text) and min(text) > "\x7f" and "\ufffd" not in text
    return text if is_chinese else ""
