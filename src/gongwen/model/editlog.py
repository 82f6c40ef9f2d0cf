"""The edit log: stages change the current text, the log keeps the way back to the source.

A stage is written as if it were alone: it is given a text and returns `Change`s on that text. The log
composes them with what earlier stages did. Where two repairs touch the same characters they become one
edit with two rules. The invariant, held by a property test over random stages and texts: applying the
log to the source gives the current text, exactly.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .edit import Change, Edit, Level, Refusal, Status
from .fixtures import Fixtures
from .kept import NOTHING, Kept
from .placemap import PlaceMap
from .spared import Spared


@dataclass(frozen=True, slots=True)
class _Patch:
    """One applied edit in both coordinates: `source[src_start:src_end]` became `text[start:end]`."""

    src_start: int
    src_end: int
    start: int
    end: int
    rules: tuple[str, ...]
    confidence: float
    reason: str

    @property
    def shift(self) -> int:
        """What to subtract from a place behind the patch to get its place in the source."""
        return self.end - self.src_end


class EditLog:
    """Collects the changes of all stages over one source text.

    Args:
        source: The text that they begin with.
        level: The lowest level that is applied.
        refused: Repairs that are neither applied nor suggested.
        untouched: Phrases that stay as they are wherever they stand whole.
        kept: What the source holds beside its characters; no repair breaks a table or joins lines over a
            picture.
    """

    def __init__(
        self,
        source: str,
        level: Level = Level.LIKELY,
        refused: Sequence[Refusal] = (),
        untouched: Collection[str] = (),
        kept: Kept = NOTHING,
    ) -> None:
        self.source = source
        self.text = source
        self._level = level
        self._refused = refused
        self._spared = Spared(untouched)
        self._kept = kept
        self._patches: list[_Patch] = []
        self._ends: list[int] = []
        """Where each patch ends in the current text."""
        self._remarks: list[Edit] = []

    def add(self, changes: Iterable[Change]) -> bool:
        """Take what one stage found; returns whether the text changed.

        Changes that overlap are resolved by confidence, then by place; the loser is dropped, for it
        was found on a text that no longer is.
        """
        applied = []
        for change in self._allowed(changes):
            if self._refused and self._is_refused(change):
                continue
            if change.note:
                self._remark(change, Status.NOTED)
            elif self.text[change.start : change.end] == change.after:
                continue
            elif Level.of(change.confidence) >= self._level:
                applied.append(change)
            else:
                self._remark(change, Status.SUGGESTED)
        if applied:
            self._compose(applied)
        return bool(applied)

    def _allowed(self, changes: Iterable[Change]) -> list[Change]:
        """The changes that break nothing that is to stay."""
        allowed = _without_overlaps(c for c in changes if not self._spared.forbids(c, self.text))
        if not allowed or not (self._kept.tables or self._kept.pictures):
            return allowed
        return Fixtures(self._kept, self.places()).allowed(allowed, self.text)

    def edits(self) -> tuple[Edit, ...]:
        """All edits in source order; they do not overlap."""
        return tuple(_with_remarks(self._applied(), self._remarks))

    def places(self) -> PlaceMap:
        """Where the places of the source stand in the current text."""
        return PlaceMap(self._applied())

    def _applied(self) -> list[Edit]:
        return [
            Edit(
                start=p.src_start,
                end=p.src_end,
                before=self.source[p.src_start : p.src_end],
                after=self.text[p.start : p.end],
                rules=p.rules,
                confidence=p.confidence,
                status=Status.APPLIED,
                reason=p.reason,
            )
            for p in self._patches
        ]

    def _is_refused(self, change: Change) -> bool:
        src_start, src_end = self._to_source(change.start, change.end)
        return any(r.covers(change.rule, src_start, src_end, self.source) for r in self._refused)

    def _remark(self, change: Change, status: Status) -> None:
        src_start, src_end = self._to_source(change.start, change.end)
        before = self.source[src_start:src_end]
        after = before if status is Status.NOTED else change.after
        if status is Status.SUGGESTED and before != self.text[change.start : change.end]:
            # An applied repair stands inside the span: what would be proposed is no longer source text.
            status, after = Status.NOTED, before
        self._remarks.append(
            Edit(src_start, src_end, before, after, (change.rule,), change.confidence, status, change.reason)
        )

    def _to_source(self, start: int, end: int) -> tuple[int, int]:
        """The span of the source that a span of the current text comes from."""
        if start == end:
            place = self._place(start)
            return place, place
        first, last = self._patch_over(start, start + 1), self._patch_over(end - 1, end)
        src_start = first.src_start if first else start - self._shift(start)
        src_end = last.src_end if last else end - self._shift(end - 1)
        return src_start, src_end

    def _place(self, place: int) -> int:
        """Where in the source a point of the current text lies: behind a deletion at that point."""
        inside = self._patch_over(place - 1, place + 1) if place else None
        if inside and inside.start < place < inside.end:
            return inside.src_end
        return place - self._shift(place)

    def _shift(self, place: int) -> int:
        index = bisect_right(self._ends, place) - 1
        return self._patches[index].shift if index >= 0 else 0

    def _patch_over(self, start: int, end: int) -> _Patch | None:
        """The patch whose text covers `start`, if one does."""
        index = bisect_right(self._ends, start)
        while index < len(self._patches) and self._patches[index].start < end:
            patch = self._patches[index]
            if patch.start < end and patch.end > start:
                return patch
            index += 1
        return None

    def _compose(self, changes: Sequence[Change]) -> None:
        new_patches: list[_Patch] = []
        parts: list[str] = []
        place = length = shift = 0
        for patches, group, start, end in _clusters(self._patches, changes):
            parts.append(self.text[place:start])
            length += start - place
            after = _apply(self.text, start, end, group)
            parts.append(after)
            new_patches.append(_composed(patches, group, (start, end), (length, length + len(after)), shift))
            length += len(after)
            place = end
            if patches:
                shift = patches[-1].shift
        parts.append(self.text[place:])
        self.text = "".join(parts)
        self._patches = self._merge_insertions(new_patches)
        self._ends = [patch.end for patch in self._patches]

    def _merge_insertions(self, patches: Sequence[_Patch]) -> list[_Patch]:
        """Drop what came to nothing; join insertions at one place of the source into one edit."""
        kept: list[_Patch] = []
        for patch in patches:
            if self.source[patch.src_start : patch.src_end] == self.text[patch.start : patch.end]:
                continue
            if kept and _same_insertion(kept[-1], patch):
                kept[-1] = replace(
                    kept[-1],
                    end=patch.end,
                    rules=tuple(dict.fromkeys(kept[-1].rules + patch.rules)),
                    confidence=min(kept[-1].confidence, patch.confidence),
                    reason=_joined([kept[-1].reason, patch.reason]),
                )
            else:
                kept.append(patch)
        return kept


def _composed(
    patches: Sequence[_Patch],
    changes: Sequence[Change],
    old: tuple[int, int],
    new: tuple[int, int],
    shift: int,
) -> _Patch:
    """One patch out of those that touch each other: from a span of the old text, to one of the new.

    `shift` is that of the last patch before them.
    """
    start, end = old
    first = patches[0] if patches and patches[0].start <= start else None
    last = patches[-1] if patches else None
    src_start = first.src_start if first else start - shift
    src_end = end - (last.shift if last else shift)
    rules = [r for p in patches for r in p.rules] + [c.rule for c in changes]
    reasons = [p.reason for p in patches] + [c.reason for c in changes]
    confidence = min([p.confidence for p in patches] + [c.confidence for c in changes])
    return _Patch(src_start, src_end, *new, tuple(dict.fromkeys(rules)), confidence, _joined(reasons))


def _same_insertion(a: _Patch, b: _Patch) -> bool:
    return a.src_start == a.src_end == b.src_start == b.src_end


def _joined(reasons: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(r for r in reasons if r))


def _without_overlaps(changes: Iterable[Change]) -> list[Change]:
    """Sorted by place; of two that overlap the surer one stays. Notes stand beside changes."""
    changes = list(changes)
    notes = [c for c in changes if c.note]
    kept: list[Change] = []
    for change in sorted((c for c in changes if not c.note), key=lambda c: (c.start, c.end)):
        if kept and _touch(kept[-1].start, kept[-1].end, change.start, change.end):
            if change.confidence > kept[-1].confidence:
                kept[-1] = change
        else:
            kept.append(change)
    return kept + notes


def _touch(a_start: int, a_end: int, b_start: int, b_end: int) -> bool:
    """Whether two spans, sorted by place, share characters or are insertions at one place."""
    return b_start < a_end or (a_start, a_end) == (b_start, b_end)


def _clusters(
    patches: Sequence[_Patch], changes: Sequence[Change]
) -> Iterable[tuple[list[_Patch], list[Change], int, int]]:
    """Patches and changes in the order of the current text, those that touch each other together."""
    items: list[_Patch | Change] = sorted([*patches, *changes], key=lambda i: (i.start, i.end))
    group: list[_Patch | Change] = []
    start = end = 0
    for item in items:
        if group and (item.start < end or (item.start == item.end == start == end)):
            group.append(item)
            end = max(end, item.end)
            continue
        if group:
            yield _split(group, start, end)
        group, start, end = [item], item.start, item.end
    if group:
        yield _split(group, start, end)


def _split(
    group: Sequence[_Patch | Change], start: int, end: int
) -> tuple[list[_Patch], list[Change], int, int]:
    patches = [i for i in group if isinstance(i, _Patch)]
    changes = [i for i in group if isinstance(i, Change)]
    return patches, changes, start, end


def _apply(text: str, start: int, end: int, changes: Sequence[Change]) -> str:
    parts = []
    place = start
    for change in changes:
        parts += [text[place : change.start], change.after]
        place = change.end
    parts.append(text[place:end])
    return "".join(parts)


def _with_remarks(applied: Sequence[Edit], remarks: Sequence[Edit]) -> list[Edit]:
    """Suggestions and notes beside the applied edits; one that overlaps another adds its reason to it."""
    edits = sorted(applied, key=lambda e: (e.start, e.end))
    # In the order in which they were found, not that of a set, which every process has another of.
    found = dict.fromkeys(remarks)
    ranked = sorted(found, key=lambda r: (r.status is not Status.SUGGESTED, -r.confidence, r.start))
    for remark in ranked:
        index = bisect_right(edits, (remark.start, remark.end), key=lambda e: (e.start, e.end))
        rival = _rival(edits, index, remark)
        if rival is None:
            edits.insert(index, remark)
        elif _says_more(remark, edits[rival]):
            edits[rival] = replace(edits[rival], reason=_joined([edits[rival].reason, remark.reason]))
    assert all(a.end <= b.start for a, b in pairwise(edits))
    return edits


def _says_more(remark: Edit, edit: Edit) -> bool:
    """Whether a remark adds to the reason of an edit; what else might be put in there does not."""
    is_rival = edit.status is Status.APPLIED and remark.status is Status.SUGGESTED
    both_insert = edit.start == edit.end == remark.start == remark.end
    return remark.reason not in edit.reason and not (is_rival and both_insert)


def _rival(edits: Sequence[Edit], index: int, remark: Edit) -> int | None:
    """The index of an edit that overlaps the remark, which would stand at `index`."""
    for i in (index - 1, index):
        if not 0 <= i < len(edits):
            continue
        a, b = (edits[i], remark) if i < index else (remark, edits[i])
        if _touch(a.start, a.end, b.start, b.end):
            return i
    return None
