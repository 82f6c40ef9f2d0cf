"""Source → Repaired: the stages in their order, and why it is this order.

Characters come first, for every later pattern reads them. Page residue goes before lines are joined: a
header between two halves of a sentence blocks the join. Lines are joined before punctuation is set right:
quotes and brackets cross the breaks. Lost characters are looked for last, in whole sentences.

Joining lines changes what the statistics of a text say, so the stages run again until nothing is left to
apply; a second run over the result then changes nothing. What is only remarked on is looked for once, in
the text that came out.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..model import EditLog, Level, Refusal, Repaired, Source
from . import (
    characters,
    deletions,
    doubts,
    duplicates,
    ending,
    headers,
    joins,
    masks,
    punctuation,
    residue,
    script,
    spaces,
    splits,
)
from .stage import Context, Stage

REPAIRS: tuple[Stage, ...] = (
    characters.find,
    script.find,
    residue.find,
    headers.find,
    spaces.find,
    joins.find,
    splits.find,
    duplicates.find,
    punctuation.find,
    deletions.find,
)
REMARKS: tuple[Stage, ...] = (doubts.find, masks.find, ending.find)

_MAX_ROUNDS = 5


def repair(
    source: Source,
    *,
    level: Level = Level.LIKELY,
    refused: Sequence[Refusal] = (),
    script: str = "auto",
) -> Repaired:
    """Repair what copying and scraping broke.

    Args:
        source: The text as it was read.
        level: The lowest level that is applied; what is below it is suggested.
        refused: Repairs that somebody refused; they are neither applied nor suggested again.
        script: `auto` turns Traditional text into Simplified where the text is Traditional, `simplified`
            does so everywhere, `keep` nowhere.
    """
    log = EditLog(source.text, level, refused)
    context = Context(source, script)
    for _ in range(_MAX_ROUNDS):
        changed = [log.add(stage(log.text, context)) for stage in REPAIRS]
        if not any(changed):
            break
    for stage in REMARKS:
        log.add(stage(log.text, context))
    return Repaired(source, log.text, log.edits())
