"""How usual a text is: character n-grams up to order five of Chinese official language.

The tables are built by `tools/build_language.py` and lie beside this module, memory-mapped. An n-gram is
found by hashing: two candidate buckets of four slots, each slot 32 bits that hold a fingerprint of the
n-gram, its log-probability and the back-off weight of it as a context. One unknown pair in ten thousand is
taken for a known one; longer n-grams are looked up only where their parts are known, so hardly ever. All
look-ups are done for whole arrays at a time.

Marks are folded to their full-width forms, digits to one symbol and Latin letters to another, so that a
text scores alike before and after its punctuation is repaired.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from .ngrams import BREAK, MULTIPLIERS, ORDER, PAD, UNKNOWN, log_backoff, log_probability, lookup
from .pairs import Pairs
from .passage import Passage

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from .ngrams import Floats, Ids, Places, Slots

_APART = "\1" * (ORDER - 2) + "\n"
"""What keeps two texts apart: characters for `PAD` and `BREAK`."""
_TEXT = 200
"""Characters from which on something is a text rather than a piece of one."""
_FEW = 5000
"""Ids up to which the surprises of an array are kept."""

_FOLDER = Path(__file__).parent / "data" / "language"
_FOLDED = str.maketrans(
    "，；：！？（）０１２３４５６７８９123456789",
    ",;:!?()" + "0" * 19,
) | str.maketrans({chr(c): "a" for base in (0x41, 0x61, 0xFF21, 0xFF41) for c in range(base, base + 26)})


def fold(text: str) -> str:
    """The text as the tables know it, character by character."""
    return text.translate(_FOLDED)


@dataclass(frozen=True, eq=False)
class Language:
    """The tables of the language, as loaded by `Language.load()`."""

    ids: Ids
    """Id of each code point of the basic plane, folded."""
    characters: str
    """Character of each id; the first three are stand-ins."""
    unigrams: Floats
    """For each id its log10 p and the log10 of its back-off weight."""
    ngrams: npt.NDArray[np.uint32]
    """Buckets of slots for the orders two to five."""
    pairs: Pairs
    """What one character costs behind another."""

    @classmethod
    def load(cls) -> Language:
        """The tables shipped with the package; read once a process."""
        return _load(_FOLDER)

    @classmethod
    def load_from(cls, folder: Path) -> Language:
        """The tables of a folder, as the tool that builds them writes them."""
        return _load(folder)

    def encode(self, text: str) -> Ids:
        """The id of each character."""
        import numpy as np  # noqa: PLC0415  # heavy

        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        ids: Ids = self.ids[np.where(points < len(self.ids), points, 0)]
        return ids

    def surprise(self, text: str) -> Floats:
        """-log10 p of each character, given up to four before it; the text is taken to start a paragraph."""
        return self.surprise_of(self.encode(text))

    def surprise_many(self, texts: Sequence[str]) -> list[Floats]:
        """`surprise` of each of many short texts, in one go."""
        scores = self.surprise_of_rows(self.encode("".join([_APART + text for text in texts])))
        found = []
        end = 0
        for text in texts:
            start, end = end + len(_APART), end + len(_APART) + len(text)
            found.append(scores[start:end])
        return found

    def surprise_of(self, ids: Ids) -> Floats:
        """`surprise` of a text that is already encoded; not to be written into, for that of texts is kept."""
        return self.read(ids).surprise

    def read(self, ids: Ids) -> Passage:
        """An encoded text, made ready for changes; the last few texts are kept."""
        return _kept(self, ids.tobytes()) if len(ids) >= _TEXT else self._read(ids)

    def _read(self, ids: Ids) -> Passage:
        import numpy as np  # noqa: PLC0415

        padded = self.padded(ids)
        scores, found = self._scan(padded)
        surprise = -scores[ORDER - 1 : 1 - ORDER]
        surprise.flags.writeable = False
        slots = np.zeros((ORDER - 2, len(padded)), np.uint32)
        for n, (at, own) in enumerate(found[:-1], 1):
            slots[n - 1, at + n] = own
        return Passage(self, padded, tuple(slots), surprise)

    def padded(self, ids: Ids) -> Ids:
        """The ids with what lies before and behind the text, `ORDER - 1` ids on either side."""
        import numpy as np  # noqa: PLC0415

        before = np.array([PAD] * (ORDER - 2) + [BREAK], np.uint16)
        return np.concatenate([before, ids, np.full(ORDER - 1, PAD, np.uint16)])

    def gain(self, ids: Ids, starts: Places, ends: Places, candidates: Ids) -> Floats:
        """How much likelier (log10) an encoded text becomes when `ids[start:end]` becomes a candidate.

        `starts == ends` inserts, `ends == starts + 1` substitutes; the three arrays have one length.
        """
        return self.read(ids).gains(starts, ends, candidates[:, None])

    @cached_property
    def points(self) -> npt.NDArray[np.uint32]:
        """The code point of each id."""
        import numpy as np  # noqa: PLC0415

        return np.array([ord(character) for character in self.characters], np.uint32)

    def surprise_of_rows(self, ids: Ids) -> Floats:
        """-log10 p along the last axis of an array; what lies before its first id is unknown.

        What was asked last is kept: the stages of repair come round to the same lines again.
        """
        if ids.size <= _FEW:
            return _kept_rows(self, ids.shape, ids.tobytes()).copy()
        return self._surprise_of_rows(ids)

    def _surprise_of_rows(self, ids: Ids) -> Floats:
        import numpy as np  # noqa: PLC0415

        scores, _slots = self._scan(np.ascontiguousarray(np.moveaxis(ids, -1, 0)))
        surprise: Floats = np.ascontiguousarray(np.moveaxis(-scores, 0, -1))
        return surprise

    def _scan(self, ids: Ids) -> tuple[Floats, list[tuple[Places, Slots]]]:
        """log10 p along the first axis; and of each order where known n-grams begin, and their slots."""
        import numpy as np  # noqa: PLC0415

        scores = self.unigrams[:, 0].take(ids)
        backoffs = self.unigrams[:, 1].take(ids)
        known = ids > PAD
        keys = ids * np.uint64(MULTIPLIERS[0])
        found = []
        for n in range(1, ORDER):
            keys = keys[1:] + ids[:-n] * np.uint64(MULTIPLIERS[n])
            # An n-gram is in the table only if both its parts are: look up no others.
            wanted = np.flatnonzero(known[1:] & known[:-1])
            slots = lookup(self.ngrams, keys.reshape(-1)[wanted])
            hits = np.flatnonzero(slots)
            at, slots = wanted[hits], slots[hits]
            found.append((at, slots))
            scores[n:] += backoffs[:-1]
            scores[n:].reshape(-1)[at] = log_probability(slots)
            backoffs = np.zeros(keys.shape, np.float32)
            backoffs.reshape(-1)[at] = log_backoff(slots)
            known = np.zeros(keys.shape, np.bool_)
            known.reshape(-1)[at] = True
        return scores, found


@lru_cache(maxsize=64)
def _kept_rows(language: Language, shape: tuple[int, ...], ids: bytes) -> Floats:
    """Surprises of small arrays."""
    import numpy as np  # noqa: PLC0415

    return language._surprise_of_rows(np.frombuffer(ids, np.uint16).reshape(shape))


@lru_cache(maxsize=3)
def _kept(language: Language, ids: bytes) -> Passage:
    """The last few texts: several stages ask for the same one."""
    import numpy as np  # noqa: PLC0415

    return language._read(np.frombuffer(ids, np.uint16))


@lru_cache(maxsize=4)
def _load(folder: Path) -> Language:
    import numpy as np  # noqa: PLC0415

    characters = (folder / "characters.txt").read_text("utf-8")
    ids = np.zeros(0x10000, np.uint16)
    ids[[ord(c) for c in characters]] = np.arange(len(characters), dtype=np.uint16)
    ids[0] = UNKNOWN
    ids[list(_FOLDED)] = ids[[ord(fold(chr(point))) for point in _FOLDED]]
    unigrams, pairs = np.load(folder / "unigrams.npy"), np.load(folder / "pairs.npy")
    return Language(
        ids=ids,
        characters=characters,
        unigrams=unigrams,
        ngrams=np.load(folder / "ngrams.npy", mmap_mode="r").view(np.ndarray),
        pairs=Pairs(pairs >> 16, pairs & 0xFFFF, np.load(folder / "surprises.npy"), unigrams),
    )
