"""Repairs that a reviewed file still proposes, though its text no longer calls for them.

Where some joined lines were taken as done, the others no longer look broken. What nobody decided on is
proposed, or made, as before.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Change, Edit, EditLog, Status


def left_open(standing: tuple[Edit, ...], log: EditLog) -> Iterator[Change]:
    """The repairs of a reviewed file that were left open and that no repair of the text touches, on its text.

    Args:
        standing: The open repairs, on the source.
        log: What was found in the source by itself.
    """
    places = log.places()
    touched = [(edit.start, edit.end) for edit in log.edits() if edit.status is Status.APPLIED]
    index = 0
    for edit in standing:
        while index < len(touched) and touched[index][1] < edit.start:
            index += 1
        if index < len(touched) and touched[index][0] <= edit.end:
            continue
        start, end = places.first(edit.start), places.last(edit.end)
        yield Change(start, end, edit.after, edit.rules[0], edit.confidence, edit.reason)
