"""`char.missing`: a character or a word that a filter took out everywhere (特[色]产业, 各具特[色]).

One gap proves little; many gaps that all want the same piece, in a text that never has it, prove it. Each
place speaks for the piece that fits it best of those the text lacks. How sure it is of it, in digits of
odds beyond `TOLL`, is added up over different contexts; the text's own uses of the piece count against it
(see `proving`). What filters are known to take out, or what the other files of a folder show to be gone,
needs less.

Once a piece is known to have been taken out, every place is judged by itself (see `pieces`). Where the
evidence for a piece is too thin, its places are only suggested.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ...model import Change
from .. import words
from ..keys import distinct, grouped
from ..language import Language
from ..ngrams import LOG_STEP, MULTIPLIERS, ORDER
from ..pairs import digits
from ..stage import Context
from . import insertions, masks, pieces, proving, restoring
from .pieces import Gaps, Ground
from .proving import TOLL, Vote
from .sought import Sought, made_ready

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from ..ngrams import Floats, Ids, Places

_DATA = Path(__file__).parent.parent / "data"
_WORTH_HEARING, _EXPECTED_WORTH_HEARING = 1.2, 0.6
"""Sum of what the places say from which the whole text is asked for a piece, and for one that filters are
known to take out."""
_SURPRISE_OF_RECURRING, _RECURRING = 3.5, 3
"""Surprise of three characters from which a place is looked at whose neighbours touch so often."""
_USUAL = 2.0
"""Digits that a character costs beside a neighbour at most where it is usual there."""
_NEAR = range(-2, 3)
"""Characters on either side of a gap that it makes odd."""
_MOST_USES = 2
"""How many uses a character that is missing may have in the text."""
_WORDS = 300
"""So many of the most frequent words are looked for beside those that filters are known to take out."""
_WORTH = 0.3
"""Digits of likelihood that a piece must gain to be looked at."""
_LOUD = 2.5
"""Surprise of the character behind a gap from which words are tried there."""
OPTIONAL = "〇一二三四五六七八九十百千万亿两几零的地得了着过之其者或等们个于与和及以而且则也并照是在有为"
"""Numerals, which any text may lack, and particles, which style may leave out."""


def find(text: str, context: Context) -> Iterator[Change]:
    """Insertions of the pieces that are missing throughout, in order."""
    own = ground(text)
    found: dict[int, Change] = {}
    for piece, is_sure in missing(own, context.deleted).items():
        for change in restoring.places(own, piece, is_sure=is_sure, is_expected=piece in filtered()):
            rival = found.get(change.start)
            if rival is None or rival.confidence < change.confidence:
                found[change.start] = change
    yield from (change for _place, change in sorted(found.items()))


def ground(text: str) -> Ground:
    """The text made ready for questions about what it lacks."""
    import numpy as np  # noqa: PLC0415  # heavy

    language = Language.load()
    ids = language.encode(text)
    masked = np.zeros(len(text) + 1, bool)
    for start, end in masks.spans(text):
        masked[start : end + 1] = True
    return Ground(language, text, ids, language.read(ids), masked)


def missing(own: Ground, known: Iterable[str] = ()) -> dict[str, bool]:
    """The pieces that seem to be missing throughout, and whether that is sure.

    Args:
        own: The text.
        known: Pieces that other files show to be gone.
    """
    known = frozenset(known)
    votes = evidence(own, known)
    odd = places_of(votes)
    result: dict[str, bool] = {}
    explained: set[int] = set()
    while votes:
        ranked = {piece: proving.weight(own, piece, said) for piece, said in votes.items()}
        piece = max(ranked, key=lambda one: (one in known, ranked[one], one))
        total, witnesses = ranked[piece]
        is_expected = piece in filtered()
        if total < _EXPECTED_WORTH_HEARING and piece not in known:
            break
        if total >= _WORTH_HEARING or is_expected or piece in known:
            case = proving.case(own, piece, votes[piece], odd, explained, is_expected=is_expected)
            is_sure = case.is_proven or piece in known
            is_sure &= witnesses > 0 or (len(piece) == 1 and piece not in known)
            if is_sure:
                explained |= _explained(own.asked(piece)[0])
                votes = _unexplained(votes, explained)
            if is_sure or case.is_likely:
                result[piece] = is_sure
        votes.pop(piece, None)
    return result


def places_of(votes: Mapping[str, list[Vote]]) -> frozenset[int]:
    """All places that want any piece."""
    return frozenset(place for said in votes.values() for _score, place in said)


def _explained(gone: Gaps) -> set[int]:
    """The places near those where a piece that is surely gone had stood.

    One gap makes both its sides odd: where 单 stood before 位, nothing is wanted behind it (位[置]).
    """
    return {place + step for place in gone.where(gone.gains > 0).places.tolist() for step in _NEAR}


def _unexplained(votes: Mapping[str, list[Vote]], explained: Set[int]) -> dict[str, list[Vote]]:
    """The votes of all other places."""
    left = {piece: [vote for vote in said if vote[1] not in explained] for piece, said in votes.items()}
    return {piece: said for piece, said in left.items() if said}


def evidence(own: Ground, known: Iterable[str] = ()) -> dict[str, list[Vote]]:
    """For each piece the places that want it, each the one that it wants most."""
    places = insertions.suspicious(own.text, own.surprise)
    places = _of_own_context(own, places[~own.masked[places]])
    best: dict[int, tuple[float, str]] = {}
    groups = [_fitting_best(gaps) for gaps in _tried(own, places, known)]
    for gaps, features in zip(groups, own.features_of(groups, in_full=False), strict=True):
        for place, ids, score in _rows(gaps, pieces.scores("evidence", features)):
            piece = "".join(own.language.characters[i] for i in ids)
            if own.text[place - 1] + piece in shortened():
                continue
            best[place] = max(best.get(place, (TOLL, "")), (score, piece))
    votes: defaultdict[str, list[Vote]] = defaultdict(list)
    for place, (score, piece) in best.items():
        votes[piece].append((score - TOLL, place))
    votes.pop("", None)
    return dict(votes)


def _recurring(own: Ground) -> Places:
    """Places, more than are suspicious, between neighbours that touch often in the text."""
    import numpy as np  # noqa: PLC0415

    places = insertions.suspicious(own.text, own.surprise, _SURPRISE_OF_RECURRING)
    pairs = own.ids[places - 1].astype(np.int64) << 16 | own.ids[places]
    _first, which = grouped(pairs)
    return places[np.bincount(which)[which] >= _RECURRING]


def _of_own_context(own: Ground, places: Places) -> Places:
    """The first place of each context: what comes again says nothing new and costs much."""
    import numpy as np  # noqa: PLC0415

    contexts = own.passage.padded[places[:, None] + np.arange(2 * (ORDER - 1))]
    halves = contexts.view(np.uint64)  # four ids each
    first, _which = grouped(halves[:, 0] * np.uint64(MULTIPLIERS[0]) + halves[:, 1])
    return places[np.sort(first)]


def _rows(gaps: Gaps, scores: Floats) -> Iterator[tuple[int, list[int], float]]:
    return zip(gaps.places.tolist(), gaps.pieces.tolist(), scores.tolist(), strict=True)


def _tried(own: Ground, places: Places, known: Iterable[str]) -> list[Gaps]:
    """All that may be missing at the places, by the length of the pieces."""
    asked = [_characters(own, places), *_of_words(own, places, known)]
    tried = own.passage.spliced_all([(at, at, ids) for at, ids in asked])
    return [own.gaps(at, ids, after) for (at, ids), after in zip(asked, tried, strict=True)]


def _fitting_best(gaps: Gaps) -> Gaps:
    """The piece that fits each place best, where the text gains by it."""
    import numpy as np  # noqa: PLC0415

    gaps = gaps.where(gaps.gains > _WORTH)
    order = np.lexsort((-gaps.gains, gaps.places))
    is_first = np.append(True, np.diff(gaps.places[order]) > 0)[: len(order)]
    return gaps.where(order[is_first])


def _characters(own: Ground, places: Places) -> tuple[Places, Ids]:
    """Characters that usually stand at places, of those that the text lacks, or nearly lacks."""
    import numpy as np  # noqa: PLC0415

    lacking = insertions.is_han(own.language.characters)
    counts = np.bincount(own.ids, minlength=len(lacking))
    lacking &= counts <= _MOST_USES
    lacking[own.language.encode(OPTIONAL)] = False
    guessed, guesses = insertions.guesses(own.passage, places, lacking)
    loud = places[own.surprise[places] > _LOUD]
    ending, ends = insertions.completing(own.language, own.text, loud)
    recurring = _recurring(own)
    recurring = _of_own_context(own, recurring[~own.masked[recurring]])
    beside, expected = _expected(own, distinct(np.concatenate([places, recurring])))
    characters = np.concatenate([guesses, ends, expected])
    keys = np.concatenate([guessed, ending, beside]) << 16 | characters
    keys = distinct(keys[lacking[characters]])
    return keys >> 16, (keys & 0xFFFF).astype(np.uint16)[:, None]


def _expected(own: Ground, places: Places) -> tuple[Places, Ids]:
    """The characters that filters are known to take out where they would be usual on one side at least.

    Pairs tell little of what stands between words: 独 is rare behind 人 (个人[独]资企业).
    """
    import numpy as np  # noqa: PLC0415

    characters = own.language.encode("".join(sorted(piece for piece in filtered() if len(piece) == 1)))
    pairs, limit = own.language.pairs, _USUAL / LOG_STEP
    before, after = own.ids[places - 1, None], own.ids[places, None]
    costs = np.minimum(pairs.usual_steps(before, characters), pairs.usual_steps(characters, after))
    rows, columns = np.nonzero(costs <= limit)
    return places[rows], characters[columns]


def _of_words(own: Ground, places: Places, known: Iterable[str]) -> Iterator[tuple[Places, Ids]]:
    """Words that may stand at places, of those that the text lacks: of each length the places and the ids."""
    places = places[own.surprise[places] > _LOUD]
    if not len(places):
        return
    known = frozenset(known)
    sought = made_ready(own.language, (*known, *_words()), filtered() | known)
    lacking = sought.lacking(own.text, own.ids)
    rows, columns = _fitting(own, places, sought, lacking)
    for length in sorted(set(sought.lengths[lacking].tolist())):
        chosen = sought.lengths[columns] == length
        yield places[rows[chosen]], sought.ids[columns[chosen], :length]


def _fitting(
    own: Ground, places: Places, sought: Sought, lacking: npt.NDArray[np.bool_]
) -> tuple[Places, Places]:
    """The places and the words, by their numbers, whose ends (first and last ids) usually stand so."""
    import numpy as np  # noqa: PLC0415

    left = digits().take(sought.heads[own.ids[places - 1]])[:, sought.head]
    right = digits().take(sought.tails[own.ids[places]])[:, sought.tail]
    limits = own.passage.pairs[places][:, None] + sought.spans
    rows, columns = np.nonzero((left + right <= limits) & lacking)
    return rows, columns


@lru_cache(maxsize=1)
def filtered() -> frozenset[str]:
    """What filters are known to take out."""
    return _listed("filtered.txt")


@lru_cache(maxsize=1)
def shortened() -> frozenset[str]:
    """Words of which the first character alone says the same: 应 for 应当."""
    return _listed("shortened.txt")


def _listed(name: str) -> frozenset[str]:
    lines = (_DATA / name).read_text("utf-8").splitlines()
    return frozenset(piece for line in lines if not line.startswith("#") for piece in line.split())


@lru_cache(maxsize=1)
def _words() -> tuple[str, ...]:
    """The words that are looked for: what filters take out, and frequent ones."""
    frequent = [w for w in words.most_frequent()[: 2 * _WORDS] if len(w) > 1 and not set(w) & set(OPTIONAL)]
    return (*sorted(piece for piece in filtered() if len(piece) > 1), *frequent[:_WORDS])
