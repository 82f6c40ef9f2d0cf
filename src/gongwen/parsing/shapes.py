"""What a line looks like, asked of the line alone."""

from __future__ import annotations

import re

from .lines import TextLine
from .patterns import is_whole, matches, pattern, surnames, words

_HAN = r"[\u4e00-\u9fff×xX]"
_NAME = re.compile(rf"{_HAN}{{2,4}}|[\u4e00-\u9fff][\s　]{{1,2}}[\u4e00-\u9fff]")
_BLANKS = re.compile(r"[\s　]+")
_IN_BRACKETS_AT_END = re.compile(r"[（(][^（()）]{0,60}[）)]$|\s")
_NO_RECIPIENT = re.compile(r"如下|通知|意见|决定|要求|认为|指出|强调")
_PLURAL = ("people", "bare", "person")

MAX_TITLE = 60
"""Characters of a line of a title."""
_MAX_WHOLE_TITLE = 150
"""Characters of a title on one line that ends as titles do."""
_MAX_ORGANISATION = 60
_NO_TITLE = (
    "date_line",
    "subtitle",
    "salutation_people",
    "salutation_bare",
    "adoption_line",
    "meeting_label",
)


def is_numbered(text: str) -> bool:
    """Whether the line opens with the number of a heading of any level."""
    return any(matches(f"heading{n}", text) for n in (1, 2, 3, 4))


def is_number(text: str) -> bool:
    """Whether the line is a 发文字号."""
    return is_whole("document_number", text)


def is_organisation(text: str) -> bool:
    """Whether the line ends with what names of authorities end with."""
    return len(text) <= _MAX_ORGANISATION and matches("organisation", text)


def is_title_end(text: str) -> bool:
    """Whether a title may end here: with a kind of document or of speech."""
    bare = _IN_BRACKETS_AT_END.sub("", text).rstrip("》”）)")
    return bare.endswith(words("kinds")) or bare.endswith(words("speeches"))


def may_be_title(line: TextLine, *, dated: bool = False) -> bool:
    """Whether the line may be one of a title; with `dated` it may begin with a year as 题注 do."""
    text = line.text
    dated = dated and text[0] not in "（(—―─-" and not matches("date", text)
    if is_title_end(text) and len(text) <= _MAX_WHOLE_TITLE and text[0] not in "（(—-―":
        return not (is_numbered(text) or "。" in text or is_number(text))
    return not (
        len(text) > MAX_TITLE
        or (line.stops and text[-1] not in "！？!?…")
        or line.trails_off
        or is_numbered(text)
        or is_number(text)
        or any(matches(name, text) for name in _NO_TITLE[dated:])
    )


def is_name(text: str) -> bool:
    """Whether the line may be the name of a person."""
    if text.startswith("关于"):
        return False
    return _BLANKS.sub("", text) not in words("not_names") and _NAME.fullmatch(text) is not None


def is_speaker(text: str) -> bool:
    """Whether the line is a name, or a post with or without one."""
    return is_name(text) or (is_post(text) and _BLANKS.sub("", text) not in words("not_names"))


def is_post(text: str) -> bool:
    """Whether the line is a post with or without a name behind it."""
    posts = "|".join(words("posts"))
    shape = rf"[^，。；：的了在]*(?:{posts})[\s　]*(?:{_HAN}{{1,3}}[\s　]*{_HAN}{{1,3}})?"
    if len(text) > 40 or "关于" in text:
        return False
    return re.fullmatch(shape, text) is not None or re.fullmatch(shape, _BLANKS.sub("", text)) is not None


def are_names(text: str) -> bool:
    """Whether the line is a row of names, apart by blanks or 、."""
    if len(text) > 40:
        return False
    parts: list[str] = []
    for part in re.split(r"[\s　、，]+", text):
        if parts and len(part) == len(parts[-1]) == 1:
            parts[-1] += part  # 李　明
        else:
            parts.append(part)
    return all(_is_common_name(part) for part in parts)


def _is_common_name(text: str) -> bool:
    if text.startswith("关于") or text in words("not_names"):
        return False
    if text.startswith(words("compound_surnames")):
        return 3 <= len(text) <= 4
    return 2 <= len(text) <= 3 and text[0] in surnames() and _NAME.fullmatch(text) is not None


def is_salutation(text: str) -> bool:
    """Whether the line addresses people or authorities (主送机关)."""
    if any(matches(f"salutation_{form}", text) for form in _PLURAL):
        return True
    if not matches("recipients", text) or is_numbered(text):
        return False
    head = text[:-1].rstrip("。")
    return bool(pattern("recipient_words").search(head)) and not _NO_RECIPIENT.search(head)
