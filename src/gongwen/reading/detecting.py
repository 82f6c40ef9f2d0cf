"""Which encoding a file is in: the one under which it is most likely to have been written.

A byte order mark is a strong hint and a declared charset a weak one; neither is believed against the
text. chardet is the second opinion: it adds candidates, and where it disagrees and the margin is small,
the user is told.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from ..charsets import euctw
from ..charsets.charmodel import Letters, char_model
from ..charsets.decoding import STAND_IN, Decoded, decode
from ..charsets.iso2022 import ISO_2022, is_readable
from .datafiles import toml
from .realign import decode_tolerantly

BAD_BYTE = -20.0
"""Log-probability of a byte that a right encoding rejects."""
RANDOM_BYTE = -4.75
"""Log-probability of a byte of a two-byte character when all such characters are equally likely."""
BOM_PRIOR = 30.0
DECLARED_PRIOR = 2.0
CLEAR_MARGIN = 30.0
"""Lead over the second opinion, in nats, from which it is not worth a word."""
SAMPLE = 8000
ALLOWANCE = 10.0
"""Nats by which a text may fall short of random characters: two rare ones, or one nat each of ten."""
RARE_ALLOWANCE = 25.0
RARE_EACH, LEAD_EACH = 3.0, 0.3
"""Nats by which each character may fall short, on average, where the lead is at least so much for each.

A list of names has no common character, yet is nothing in any other encoding.
"""
OUTSTANDING = 45.0
"""With this lead over all other candidates (nats), a short text may be of rare characters throughout."""
BAD_SHARE = 20
"""A self-evident encoding may hold one bad sequence in so many characters."""

BOMS = (
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_PRIORS = {"utf-8": 0.0, "gb18030": -2.0, "big5": -4.0}
_WIDE_PRIOR = -8.0
_HZ_PRIOR = -6.0
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_CHARDET_SCOPE = ("utf-8", "utf-8-sig", "utf-16", "utf-32", *_WIDE, "gb18030", "big5hkscs", "hz")
_ALIASES = {
    **dict.fromkeys(("ascii", "utf-8-sig", "utf8"), "utf-8"),
    **dict.fromkeys(("gb2312", "gbk", "cp936"), "gb18030"),
    **dict.fromkeys(("big5hkscs", "big5-hkscs", "cp950"), "big5"),
    "hz-gb-2312": "hz",
}
_WESTERN = Letters("\u00c0", "\u024f", -5.0, -4.0)
_WESTERN_PRIOR = -14.0
"""Of UTF-8 that is no Chinese but a Western European language."""
_PRIVATE = re.compile("[\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff]")
_PRIVATE_SHARE, _FEW_PRIVATE = 20, 4
"""More kinds of private characters than these few and than one in so many kinds: units drawn at random."""
_HIGH = re.compile(rb"[\x80-\xff]")
_REPEATED = re.compile(rb"([\x80-\xff][\x30-\xff])\1{3,}|([\xe2-\xef][\x80-\xbf]{2})\2{3,}")
"""Rules and dot leaders: one character over and over says nothing on the encoding."""
_HZ = re.compile(rb"~\{(?:[!-~]{2})+?~\}")


class UnknownEncodingError(ValueError):
    """No encoding gives a readable text; the argument names a rival encoding that would, or is empty."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The encoding of the bytes behind the byte order mark."""

    encoding: str
    doubtful: bool = False
    """The text is short and its characters rare, or the second opinion is another and the margin small."""
    second_opinion: str = ""
    """What chardet says instead."""


class _Score(NamedTuple):
    loglik: float
    encoding: str
    evidence: float
    """How much likelier (nats) than characters drawn at random."""
    foreign: int = 0
    """How many characters beyond ASCII there are."""
    trusted: bool = False
    """Whether it needs no evidence; what a byte order mark claims is then at most doubted."""
    rival: str = ""
    told: bool = True
    """Whether a rival is so likely that it may be named."""


def split_bom(data: bytes) -> tuple[str, bytes]:
    """The encoding that a byte order mark claims (or an empty string) and the bytes behind it."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return encoding, data[len(mark) :]
    return "", data


def detect(data: bytes, claimed: str = "", declared: str = "") -> Verdict:
    """Tell the encoding of `data`.

    Args:
        data: the bytes behind the byte order mark.
        claimed: the encoding that the byte order mark claims.
        declared: the charset that the markup declares.

    Raises:
        UnknownEncodingError: nothing gives a readable text.
    """
    if data.isascii() and b"\0" not in data and not claimed.startswith(("utf-16", "utf-32")):
        return Verdict(_of_ascii(data))
    second = _second_opinion(data)
    ranking = rank(data, claimed, canonical(declared), second)
    if not _is_readable(ranking):
        ranking = rank(data, claimed, canonical(declared), second, tolerant=True)
    best = ranking[0]
    if not _is_readable(ranking):
        raise UnknownEncodingError(best.rival if best.told else "")
    margin = next((best.loglik - s.loglik for s in ranking if s.encoding == second), CLEAR_MARGIN)
    contested = second not in ("", best.encoding) and margin < CLEAR_MARGIN
    doubted = best.evidence < (-RARE_EACH * best.foreign if best.trusted else 0)
    return Verdict(best.encoding, contested or doubted, second if contested else "")


def _is_readable(ranking: list[_Score]) -> bool:
    """Whether the likeliest encoding is one that is read and gives a text at all."""
    best = ranking[0]
    if best.trusted:
        return True
    lead = best.loglik - ranking[1].loglik
    allowance = RARE_ALLOWANCE if lead > OUTSTANDING else ALLOWANCE
    if lead >= LEAD_EACH * best.foreign:
        allowance = max(allowance, RARE_EACH * best.foreign)
    return not best.rival and best.evidence >= -allowance


def canonical(name: str) -> str:
    """Our name of an encoding: the larger of each family of tables."""
    name = name.strip().lower().replace("_", "-")
    return _ALIASES.get(name, name)


def rank(
    data: bytes, claimed: str = "", declared: str = "", second: str = "", *, tolerant: bool = False
) -> list[_Score]:
    """All candidates, the likeliest first; `tolerant` allows for lines in which bytes are missing."""
    lines, wide, cut = (
        _REPEATED.sub(rb"\1\1\2\2", _sample_lines(data)),
        _sample_wide(data),
        len(data) > SAMPLE,
    )
    candidates = ["utf-8", "gb18030", "big5", *_WIDE]
    if second and second not in candidates and second != "hz":
        candidates.append(second)
    scores = []
    for encoding in candidates:
        prior = _PRIORS.get(encoding, _WIDE_PRIOR)
        prior = max(prior, 0.0) + BOM_PRIOR if encoding == claimed else prior
        prior += DECLARED_PRIOR if encoding == declared else 0.0
        sample = wide if encoding in _WIDE else lines
        decoded = decode_tolerantly(sample, encoding) if tolerant else decode(sample, encoding)
        score = _score(sample, decoded, encoding, prior, cut=cut, trusted=encoding in ("utf-8", claimed))
        scores.append(score._replace(loglik=score.loglik * len(lines) / len(sample)))
    for rival, letters in _rivals():
        decoded = euctw.decode(lines) if rival["encoding"] == "euc-tw" else decode(lines, rival["encoding"])
        score = _score(lines, decoded, rival["encoding"], rival["prior"], cut=cut, letters=letters)
        scores.append(score._replace(rival=rival["name"], told=_is_likely(rival, score, decoded.text)))
    return sorted(scores, key=lambda s: s.loglik, reverse=True)


def line_loglik(line: bytes, encoding: str, *, tolerant: bool = False) -> float:
    """The log-likelihood of one line under an encoding; `tolerant` allows for missing bytes."""
    text, rejected = decode_tolerantly(line, encoding) if tolerant else decode(line, encoding)
    model = char_model()
    return model.loglik(text.replace(STAND_IN, "")) + BAD_BYTE * sum(len(r.data) for r in rejected)


def _of_ascii(data: bytes) -> str:
    """HZ and ISO-2022-CN hide Chinese in ASCII."""
    if b"\x1b$" in data:
        if is_readable(data):
            return ISO_2022
        raise UnknownEncodingError("ISO-2022")
    if _HZ.search(data):
        text, rejected = decode(data, "hz")
        model = char_model()
        if not rejected and model.loglik(text) + _HZ_PRIOR > model.loglik(data.decode("ascii")):
            return "hz"
    return "utf-8"


def _second_opinion(data: bytes) -> str:
    import chardet  # noqa: PLC0415  # slow to import, seldom needed

    found = chardet.detect(
        data,
        include_encodings=_CHARDET_SCOPE,
        compat_names=False,
        max_bytes=len(data),
        no_match_encoding="utf-8",
    )
    return canonical(found["encoding"] or "")


@lru_cache(maxsize=1)
def _rivals() -> tuple[tuple[dict[str, Any], Letters], ...]:
    return tuple(
        (
            r,
            Letters(
                chr(r["first"]),
                chr(r["last"]),
                r["logp"],
                r.get("neighbours", 0.0),
                r.get("others", 0.0),
                frozenset(r.get("usual", "")),
                r.get("rare", 0.0),
            ),
        )
        for r in toml("rivals.toml")["rival"]
    )


def _is_likely(rival: dict[str, Any], score: _Score, text: str) -> bool:
    """Whether a text really looks like one of another language: noise would fit an encoding best, too."""
    if score.evidence < rival.get("least", -math.inf) * score.foreign:
        return False
    most: float = rival.get("most", 1.0)
    return score.foreign <= most * len(text)


def _is_noise(text: str) -> bool:
    """Whether units of two bytes were drawn at random: one in ten is then in the private use area."""
    kinds = set(text)
    private = sum(_PRIVATE.match(kind) is not None for kind in kinds)
    return private > max(_FEW_PRIVATE, len(kinds) / _PRIVATE_SHARE)


def _score(
    sample: bytes,
    decoded: Decoded,
    encoding: str,
    prior: float,
    *,
    cut: bool,
    trusted: bool = False,
    letters: Letters | None = None,
) -> _Score:
    """Score one candidate.

    The evidence for a candidate is how much likelier its characters are than ones drawn at random from a
    two-byte table; of the four bytes of UTF-32 two tell nothing. `trusted` ones (UTF-8, which random bytes do
    not satisfy, and what a byte order mark claims) need only decode with few rejected bytes. A `cut` sample
    may end inside a character.
    """
    text, rejected = decoded.text, list(decoded.rejected)
    if rejected and cut and rejected[-1].offset > len(sample) - 4:
        rejected.pop()
    bad = sum(len(r.data) for r in rejected)
    text = text.replace(STAND_IN, "")
    loglik = char_model().loglik(text, letters) + BAD_BYTE * bad
    if encoding == "utf-8":
        loglik = max(loglik, char_model().loglik(text, _WESTERN) + BAD_BYTE * bad + _WESTERN_PRIOR)
    foreign = "".join(c for c in text if c > "\x7f")
    trusted = trusted and len(rejected) * BAD_SHARE <= len(foreign)
    if encoding == "utf-8" and trusted:
        return _Score(loglik + prior, encoding, math.inf, trusted=True)
    width = 4 if encoding.startswith("utf-32") else 2 if encoding.startswith("utf-16") else 1
    random = RANDOM_BYTE * (len(sample) - width * (len(text) - len(foreign))) * min(1.0, 2 / width)
    evidence = char_model().loglik(foreign, letters) + BAD_BYTE * bad - random
    trusted = trusted and not _is_noise(text)
    return _Score(loglik + prior, encoding, evidence, len(foreign), trusted=trusted)


def _sample_lines(data: bytes) -> bytes:
    """Lines with bytes beyond ASCII from the start, the middle and the end, about `SAMPLE` bytes of them."""
    if len(data) <= SAMPLE:
        return data
    middle = data.find(b"\n", len(data) // 2) + 1
    last = data.find(b"\n", len(data) - SAMPLE) + 1
    pieces = [_foreign_lines(data, place, SAMPLE // 3) for place in sorted({0, middle, last})]
    return b"\n".join(piece for piece in pieces if piece)


def _foreign_lines(data: bytes, start: int, length: int) -> bytes:
    """Up to `length` bytes of lines from `start` on, each from its first byte beyond ASCII.

    That byte leads a character, so that no two-byte character is cut in front.
    """
    found: list[bytes] = []
    while length > 0 and (lead := _HIGH.search(data, start)):
        end = data.find(b"\n", lead.start())
        start = len(data) if end < 0 else end
        found.append(data[lead.start() : min(start, lead.start() + length)])
        length -= len(found[-1])
    return b"\n".join(found)


def _sample_wide(data: bytes) -> bytes:
    """Windows at the start, the middle and the end that keep units of four bytes whole."""
    if len(data) <= SAMPLE:
        return data
    part = SAMPLE // 3 & ~3
    middle, last = len(data) // 2 & ~3, (len(data) - part) & ~3
    return data[:part] + data[middle : middle + part] + data[last:]
