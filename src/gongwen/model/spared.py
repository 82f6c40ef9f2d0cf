"""Phrases that no repair may touch, wherever they stand whole in a text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator

from .edit import Change


class Spared:
    """The places of a text that belong to such phrases; the text may change between two questions."""

    def __init__(self, phrases: Collection[str]) -> None:
        self._phrases = sorted(phrase for phrase in phrases if phrase)
        self._text: str | None = None
        self._spans: list[tuple[int, int, str]] = []
        self._reach = 0

    def forbids(self, change: Change, text: str) -> bool:
        """Whether a change on the text would alter one of the phrases, or remark on a part of one.

        What takes in a phrase with all round it and gives it back whole, as a line read anew does, is free.
        """
        if not self._phrases:
            return False
        if text is not self._text:
            self._look(text)
        if change.note:
            return any(a <= change.start and change.end <= b for a, b, _phrase in self._over(change))
        return any(not _keeps(change, *span, text) for span in self._over(change))

    def _look(self, text: str) -> None:
        self._text = text
        self._spans = sorted(span for phrase in self._phrases for span in _places(text, phrase))
        self._reach = max((end - start for start, end, _phrase in self._spans), default=0)

    def _over(self, change: Change) -> Iterator[tuple[int, int, str]]:
        """The places that share characters with the change, or that it would open."""
        for index in range(bisect_left(self._spans, (change.start - self._reach,)), len(self._spans)):
            start, end, phrase = self._spans[index]
            if start >= change.end:
                break
            if change.start < end:
                yield start, end, phrase


def _places(text: str, phrase: str) -> Iterator[tuple[int, int, str]]:
    start = text.find(phrase)
    while start >= 0:
        yield start, start + len(phrase), phrase
        start = text.find(phrase, start + 1)


def _keeps(change: Change, start: int, end: int, phrase: str, text: str) -> bool:
    before = text[change.start : change.end]
    is_inside = change.start <= start and end <= change.end
    return is_inside and change.after.count(phrase) >= before.count(phrase)
