"""What the files of one folder tell of each other: lines that recur, and what a filter took out of all.

`glance` looks at one text, `together` at what all glances say, `concerning` picks what may concern one of
them. The result depends on neither the order of the files nor on who looked at them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace

from ..model import Folder
from .lines.lines import fold, lines_of
from .pages import recurring
from .wording import deletions, proving

FEWEST = 3
"""Files that must have a line, or want a piece."""
_SHORT = 3000
"""Characters of a text from which it tells by itself what is missing throughout."""
_MOST_OF_ONE = 2.0
"""What one file says for a piece counts so much at most."""
_LACKING = 0.25
"""Part of the characters of a line that may be damaged or lost where a text holds it."""
_ENOUGH, _USE = 4.0, 1.5
"""Sum from which a piece is taken to be gone from the folder, and what each file that has it takes off."""


@dataclass(frozen=True, slots=True)
class Glance:
    """What is seen of one text."""

    lines: frozenset[str] = frozenset()
    """Folded lines that may be headers, and names of sites that stand in the text."""
    characters: frozenset[str] = frozenset()
    """Those of the text, and what they are folded to."""
    words: frozenset[str] = frozenset()
    """Those that filters are known to take out and that it has."""
    wanted: tuple[tuple[str, float], ...] = ()
    """Pieces that its places want, and how much."""


def glance(text: str) -> Glance:
    """Look at one text."""
    lines = frozenset(line.folded for line in lines_of(text) if recurring.may_be_header(line.folded))
    wanted: dict[str, float] = {}
    if len(text) <= _SHORT:
        own = deletions.ground(text)
        votes = deletions.evidence(own)
        odd = deletions.places_of(votes)
        found = {
            piece: proving.weight(own, piece, said)[0] - proving.by_strangeness(own, said, odd)
            for piece, said in votes.items()
        }
        wanted = {piece: min(total, _MOST_OF_ONE) for piece, total in found.items() if total > 0}
    return Glance(
        lines | frozenset(recurring.sites_in(text)),
        frozenset(text) | frozenset(fold(text)),
        frozenset(piece for piece in deletions.filtered() if piece in text),
        tuple(sorted(wanted.items())),
    )


def together(glances: Sequence[Glance], copies: Iterable[Sequence[int]] = ()) -> Folder:
    """What is known of the folder; copies of one text, by their numbers, count as one."""
    spare = {number for group in copies for number in sorted(group)[1:]}
    single = [one for number, one in enumerate(glances) if number not in spare]
    if len(single) < FEWEST:
        return Folder()
    counts = Counter(line for one in single for line in one.lines)
    return Folder(frozenset(_longest(counts)), frozenset(_gone(single)))


def concerning(folder: Folder, one: Glance) -> Folder:
    """What is known of the folder, without lines that one of its texts cannot hold, lacking their characters.

    So a line that turns up in a folder of thousands makes another text only of those that may have it. Of a
    text that nobody looked at nothing is known; all may concern it.
    """
    if not one.characters:
        return folder
    return replace(folder, recurring=frozenset(r for r in folder.recurring if _may_hold(one, set(r))))


def _may_hold(one: Glance, line: Set[str]) -> bool:
    return len(line - one.characters) <= len(line) * _LACKING


def _longest(counts: Counter[str]) -> list[str]:
    """The lines that enough files have; of those that hold each other the most frequent, then the longest."""
    found: list[str] = []
    for line, count in sorted(counts.items(), key=lambda pair: (-pair[1], -len(pair[0]), pair[0])):
        if count >= FEWEST and not any(line in other or other in line for other in found):
            found.append(line)
    return found


def _gone(glances: Sequence[Glance]) -> list[str]:
    """The pieces that many files want and hardly any has."""
    said: defaultdict[str, list[float]] = defaultdict(list)
    for one in glances:
        for piece, total in one.wanted:
            said[piece].append(total)
    return [
        piece
        for piece, totals in said.items()
        if len(totals) >= FEWEST and sum(sorted(totals)) - _USE * _users(piece, glances) >= _ENOUGH
    ]


def _users(piece: str, glances: Sequence[Glance]) -> int:
    if len(piece) == 1:
        return sum(piece in one.characters for one in glances)
    return sum(piece in one.words for one in glances)
