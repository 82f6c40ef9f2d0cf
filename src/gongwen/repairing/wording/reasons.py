"""Why a character is doubted, in words: what it should be, and what in the text or the language says so."""

from __future__ import annotations

from collections.abc import Sequence

from ...i18n import gettext as _
from .. import words
from .judging import Judged

_LONGEST = 5
_SET_PHRASE = 4


def of(text: str, one: Judged, rivals: Sequence[str]) -> str:
    """The reason of a change that is proposed for a text."""
    return _what(text, one, rivals) + _evidence(text, one)


def _what(text: str, one: Judged, rivals: Sequence[str]) -> str:
    old = text[one.start : one.end]
    characters = "/".join([one.new, *rivals])
    if one.kind == "missing":
        return _("A character seems to be missing: {characters}").format(characters=characters)
    if one.kind == "swapped":
        return _("Two characters seem to have changed places: {characters}").format(characters=one.new)
    if one.kind == "extra" and old in (text[one.start - 1 : one.start], text[one.end : one.end + 1]):
        return _("The character “{character}” stands twice").format(character=old)
    if one.kind == "extra":
        return _("The character “{character}” seems to be too many").format(character=old)
    return _("A character that sounds or looks like the one expected: {characters}").format(
        characters=characters
    )


def _evidence(text: str, one: Judged) -> str:
    """The word that the proposal makes, and how often the text has it, or has the phrase."""
    left, right = text[max(0, one.start - _LONGEST) : one.start], text[one.end : one.end + _LONGEST]
    word = _word(left + one.new + right, len(left), len(left) + len(one.new))
    phrase = word or left[-2:] + one.new + right[:2]
    count = text.count(phrase)
    if count:
        return _("; the text has “{phrase}”: {count}").format(phrase=phrase, count=count)
    if len(word) >= _SET_PHRASE:
        return _("; the set phrase is “{phrase}”").format(phrase=word)
    if word:
        return _("; the word is “{word}”").format(word=word)
    return ""


def _word(text: str, start: int, end: int) -> str:
    """The longest word of the list over a place."""
    over = [
        text[first:last]
        for first in range(start + 1)
        for last in range(max(end, first + 2), len(text) + 1)
        if last - first <= _LONGEST and last > start and (first < start or last > end)
    ]
    return max((word for word in over if words.is_word(word)), key=len, default="")
