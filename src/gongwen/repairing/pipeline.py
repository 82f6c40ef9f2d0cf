"""Source → Repaired: the stages in their order, and why it is this order.

Characters come first, for every later pattern reads them: escapes, which may hold misread bytes; what was
misread, for control characters are bytes in it; then single characters. Page residue goes before lines are
joined: a header between two halves of a sentence blocks the join. Breaks where a word is missing are noted
before they are joined. Lines are joined before punctuation is set right: quotes and brackets cross the
breaks. Lost characters are looked for last, in whole sentences.

Joining lines changes what the statistics of a text say, so the stages run again until nothing is left to
apply; a second run over the result then changes nothing. What is only remarked on is looked for once, in
the text that came out. Guesses at lost paragraphs and doubts are suggestions; who asks for them to be
applied (level `all`) gets those that nothing in the repaired text speaks against.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from ..model import Change, EditLog, Folder, Level, Refusal, Repaired, Source, Spared
from .encoding import characters, escapes, mojibake, script
from .joining import gaps, joins
from .marks import advice, numbers, punctuation, spaces
from .pages import headers, residue
from .splitting import duplicates, paragraphs, splits
from .stage import Context, Stage
from .standing import left_open
from .wording import deletions, doubts, ending, masks, scorer, spellings
from .words import known

REPAIRS: tuple[Stage, ...] = (
    escapes.find,
    mojibake.find,
    characters.find,
    script.find,
    residue.find,
    headers.find,
    spaces.find,
    gaps.find,
    joins.find,
    splits.find,
    duplicates.find,
    punctuation.find,
    numbers.find,
    deletions.find,
    doubts.sure,
    masks.uniform,
)
GUESSES: tuple[Stage, ...] = (paragraphs.find,)
REMARKS: tuple[Stage, ...] = (masks.find, spellings.find, advice.find, ending.find)

_MAX_ROUNDS = 5
_OF_CHARACTERS = "char."
"""What the rules of lost, wrong and swapped characters begin with."""


def repair(
    source: Source,
    *,
    level: Level = Level.LIKELY,
    refused: Sequence[Refusal] = (),
    script: str = "auto",
    words: Collection[str] = (),
    untouched: Collection[str] = (),
    folder: Folder | None = None,
    uniform_masks: bool = False,
    model: str = "",
) -> Repaired:
    """Repair what copying and scraping broke.

    Args:
        source: The text as it was read.
        level: The lowest level that is applied; what is below it is suggested.
        refused: Repairs that somebody refused; they are neither applied nor suggested again.
        script: `auto` turns Traditional text into Simplified where the text is Traditional, `simplified`
            does so everywhere, `keep` nowhere.
        words: The user's dictionary; its words are known and are no misspellings of others.
        untouched: Phrases that no stage changes where they stand whole.
        folder: What is known from the other files of its folder.
        uniform_masks: Whether masked names and dates (xx大学, *月*日) are all written with the sign ×.
        model: Path of a masked language model in ONNX, a second opinion on doubts.

    Raises:
        UsageError: The model cannot be used.
    """
    folder = folder or Folder()
    context = Context(
        source,
        script,
        frozenset(words),
        frozenset(untouched),
        folder.recurring,
        folder.deleted,
        uniform_masks,
        scorer.load(model) if model else None,
    )
    log = EditLog(source.text, level, refused, context.untouched, source.kept)
    with known(context.words):
        _repair(log, context, level)
    return Repaired(source, log.text, log.edits())


def _repair(log: EditLog, context: Context, level: Level) -> None:
    names = Spared(context.words)
    repairs: list[Stage] = [partial(_beside, names, stage) for stage in REPAIRS]
    if level is Level.DOUBTFUL:
        # What is advised changes what is doubted: it is done before, or a second run would find more.
        repairs += [*GUESSES, _advised]
        # What was put back makes more doubtful; a second run, which knows nothing of it, finds its own.
        repairs += [partial(_undisputed, names, stage) for stage in (doubts.find, doubts.of_text)]
    seen: list[str | None] = [None] * len(repairs)
    for _ in range(_MAX_ROUNDS):
        changed = [_add(log, stage, context, seen, index) for index, stage in enumerate(repairs)]
        if not any(changed):
            break
    if context.source.review:
        log.add(left_open(context.source.review.standing, log))
    if level is not Level.DOUBTFUL:
        for stage in GUESSES:
            log.add(stage(log.text, context))
        log.add(_doubts(names, doubts.find, log.text, context))
    for stage in REMARKS:
        log.add(stage(log.text, context))


def _advised(text: str, context: Context) -> list[Change]:
    """What is advised to be changed; what is only noted is noted in the text that comes out."""
    return [change for change in advice.find(text, context) if not change.note]


def _add(log: EditLog, stage: Stage, context: Context, seen: list[str | None], index: int) -> bool:
    """Let a stage look at the text; what it has seen already it has nothing new to say on."""
    text = log.text
    if seen[index] == text:
        return False
    seen[index] = text
    return log.add(stage(text, context))


def _beside(names: Spared, stage: Stage, text: str, context: Context) -> list[Change]:
    """What a stage finds, but no characters put into the user's words or out of them."""
    changes = stage(text, context)
    return [c for c in changes if not (c.rule.startswith(_OF_CHARACTERS) and names.forbids(c, text))]


def _doubts(names: Spared, stage: Stage, text: str, context: Context) -> list[Change]:
    """Doubts, with what a second opinion says of them."""
    found = _beside(names, stage, text, context)
    return list(scorer.weigh(context.scorer, text, found)) if context.scorer else found


def _undisputed(names: Spared, stage: Stage, text: str, context: Context) -> list[Change]:
    """Doubts after which none asks for their places to be changed again in a second run; others as notes.

    Two characters that could both stand in a place would else take turns with every run.
    """
    changes = [change for change in _doubts(names, stage, text, context) if not change.note]
    disputed: list[Change] = []
    while changes:
        after, places = _applied(text, changes)
        again = [(c.start, c.end) for c in doubts.of_text(after, context)]
        kept = [
            change
            for change, (start, end) in zip(changes, places, strict=True)
            if not any(a <= end and start <= b for a, b in again)
        ]
        disputed += [change for change in changes if change not in kept]
        if len(kept) == len(changes):
            break
        changes = kept
    return changes + [replace(change, note=True) for change in disputed]


def _applied(text: str, changes: Sequence[Change]) -> tuple[str, list[tuple[int, int]]]:
    """The text after changes that are in order, and where each of them stands in it."""
    parts: list[str] = []
    places = []
    end = length = 0
    for change in changes:
        length += change.start - end + len(change.after)
        parts += [text[end : change.start], change.after]
        places.append((length - len(change.after), length))
        end = change.end
    return "".join(parts) + text[end:], places
