"""What a place stands in: its clause and line, and what was written there before, told in numbers.

A short word that is completed to a longer one is the false gap that n-grams fall for. 战贫困、建小康，控疫情
is a row of threes, which 防控疫情 breaks; headings leave out more than sentences do.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..passage import REACH

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from ..language import Language
    from ..ngrams import Floats, Places
    from .screening import Screen
    from .together import Together

NAMES = (
    "clause",  # characters of the clause: from mark to mark, or blank
    "even",  # how many of the clauses beside it have as many characters, as it stands
    "new even",  # ... the proposal taken
    "heading",  # whether the line ends without a stop
    "worst",  # surprise of the most surprising character round the place, as it stands
    "left tie",  # digits that what is put in is likelier behind the one before than by itself
    "right tie",  # ... the one behind is likelier behind it
    "old tie",  # ... what stands there
    "run before",  # how often the text has the two before with what is there
    "run behind",  # ... the two behind
    "particle",  # whether what is put in, or taken out, is a particle
    "numeral",  # ... a numeral
    "listed",  # on how many sides of the clause stands the mark of a list: 、
    "name ends",  # characters up to what names of places, firms, people end with: 村, 公司, 同志
    "name begins",  # characters back to a surname, and whether a mark stands before that
)
_SURNAMES = Path(__file__).parent.parent / "data" / "surnames.txt"
NUMERALS = "〇一二三四五六七八九十百千万亿两几零"
PARTICLES = "的地得了着过之其者或等们个于与和及以而且则也并照是在有为中上下不将都又还更这那该各所对年月日"
"""What style may leave out."""
_MARKS = "，。、；：！？\n,;:!?“”（）()《》…— 　"
_STOPS = "。！？；：…”）!?;:)"
_NAME_ENDS = "村镇乡街寨屯庄沟坪岭湾厂社店县路桥"
_NAME_ENDS_IN_TWO = ("公司", "集团", "同志", "有限", "街道", "科技", "律师", "先生", "女士")
"""What behind a strange word says that it is a name."""
_FAR, _BACK = 5, 3
"""Characters from a name's end beyond which the distance says no more, and back to its surname."""
_LONG, _OFTEN = 30, 8
"""Characters of a clause, and uses, beyond which a number says no more."""
_MOST_AROUND = 5
"""The most characters round a place: two that are taken out, the one before and two behind."""


def of(screen: Screen, best: Together) -> list[npt.NDArray[Any]]:
    """The columns of `NAMES` for some proposals of a text."""
    numbers = [*_of_clause(screen, best), _is_heading(screen)[best.starts], *_of_pairs(screen, best)]
    numbers += [*_of_text(screen, best), *_of_kind(screen, best)]
    return [
        *numbers,
        _listed_beside(screen, best),
        _to_end_of_name(screen, best),
        _from_surname(screen, best),
    ]


def _of_clause(screen: Screen, best: Together) -> list[Places]:
    """Length of the clause, and how many neighbours are as long before and after the change."""
    import numpy as np  # noqa: PLC0415

    marks = np.flatnonzero(np.append(_listed(screen.language, _MARKS)[screen.ids], True))
    lengths = np.diff(np.concatenate([[-1], marks])) - 1
    around = np.concatenate([[0], lengths, [0]])
    number = np.searchsorted(marks, best.starts)
    clause, before, behind = lengths[number], around[number], around[number + 2]
    changed = clause + best.size - best.width
    even = [(one == before).astype(np.int64) + (one == behind) for one in (clause, changed)]
    return [np.minimum(clause, _LONG), *even]


def _is_heading(screen: Screen) -> npt.NDArray[np.bool_]:
    """For each place whether its line ends without a stop."""
    import numpy as np  # noqa: PLC0415

    ends = np.flatnonzero(np.append(_listed(screen.language, "\n")[screen.ids], True))
    stops = np.concatenate([[False], _listed(screen.language, _STOPS)[screen.ids]])[ends]
    return np.asarray(~np.repeat(stops, np.diff(np.concatenate([[-1], ends]))), bool)


def _of_pairs(screen: Screen, best: Together) -> list[Floats]:
    """The most surprising character round each place, and how closely neighbours belong together."""
    import numpy as np  # noqa: PLC0415

    edge, columns = np.zeros(REACH, np.float32), np.arange(_MOST_AROUND)
    surprise = np.concatenate([edge, screen.surprise, edge])
    round_it = surprise[best.starts[:, None] + (columns + (REACH - 1))]
    round_it[columns > best.width[:, None] + 2] = 0
    own, pairs = -screen.language.unigrams[:, 0], screen.language.pairs.costs
    asked = (best.left, best.head), (best.tail, best.right), (best.left, best.here)
    ties = [own[two] - _digits(pairs(one, two)) for one, two in asked]
    return [round_it.max(axis=1, initial=0), *ties]


def _digits(steps: npt.NDArray[np.uint8]) -> Floats:
    """-log10 p of pairs given in the steps of the table."""
    import numpy as np  # noqa: PLC0415

    from ..ngrams import LOG_STEP  # noqa: PLC0415

    return steps.astype(np.float32) * np.float32(LOG_STEP)


def _of_text(screen: Screen, best: Together) -> list[Places]:
    """How often the text has the runs of three before and behind each place as it stands."""
    import numpy as np  # noqa: PLC0415

    runs = [
        screen.padded[starts[:, None] + np.arange(3)]
        for starts in (best.starts + (REACH - 2), best.ends + (REACH - 1))
    ]
    return [np.minimum(counts, _OFTEN) for counts in screen.counts(runs)]


def _of_kind(screen: Screen, best: Together) -> list[npt.NDArray[np.bool_]]:
    """Whether what is put in, or taken out, is a particle, and whether it is a numeral."""
    changed = best.changed
    return [_listed(screen.language, listed)[changed] for listed in (PARTICLES, NUMERALS)]


def _listed_beside(screen: Screen, best: Together) -> npt.NDArray[Any]:
    """On how many sides the clause of each place is parted by the mark of a list."""
    import numpy as np  # noqa: PLC0415

    marks = np.flatnonzero(_listed(screen.language, _MARKS)[screen.ids])
    is_listing = np.concatenate([[False], _listed(screen.language, "、")[screen.ids][marks], [False]])
    number = np.searchsorted(marks, best.starts)
    return np.asarray(is_listing[number].astype(np.int64) + is_listing[number + 1])


def _to_end_of_name(screen: Screen, best: Together) -> npt.NDArray[Any]:
    """How many characters behind each place one stands with which names end."""
    import numpy as np  # noqa: PLC0415

    ids, language = screen.padded, screen.language
    ends = _listed(language, _NAME_ENDS)[ids]
    for one, other in language.encode("".join(_NAME_ENDS_IN_TWO)).reshape(-1, 2).tolist():
        ends[:-1] |= (ids[:-1] == one) & (ids[1:] == other)
    last = len(ids) - 1
    near = ends[np.minimum(best.ends[:, None] + (np.arange(_FAR) + REACH), last)]
    return np.where(near.any(axis=1), near.argmax(axis=1), _FAR)


def _from_surname(screen: Screen, best: Together) -> npt.NDArray[Any]:
    """How many characters before each place, or in it, a surname stands; less by half where one is opened."""
    import numpy as np  # noqa: PLC0415

    is_surname = _listed(screen.language, surnames())[screen.padded]
    is_opened = np.append(False, _listed(screen.language, _MARKS + "由和与")[screen.padded[:-1]])
    at = np.maximum(best.starts[:, None] + (REACH - np.arange(_BACK)), 0)
    distance = np.where(is_surname[at], np.arange(_BACK) + 0.5 - 0.5 * is_opened[at], _BACK)
    return np.asarray(distance.min(axis=1))


@lru_cache(maxsize=1)
def surnames() -> str:
    """Surnames of one character."""
    lines = _SURNAMES.read_text("utf-8").splitlines()
    return "".join(line for line in lines if not line.startswith("#"))


@lru_cache(maxsize=16)
def _listed(language: Language, characters: str) -> npt.NDArray[np.bool_]:
    """Which ids are among some characters."""
    import numpy as np  # noqa: PLC0415

    listed = np.zeros(len(language.characters), bool)
    listed[language.encode(characters)] = True
    return listed
