"""A second opinion on doubts: a masked language model that the user has, run through onnxruntime.

It proposes nothing; it says of proposals how well they fit.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from ...i18n import gettext as _
from ...model import Change, Level, UsageError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

VOCABULARY = "vocab.txt"
_MASK, _FIRST, _LAST, _UNKNOWN = "[MASK]", "[CLS]", "[SEP]", "[UNK]"
_AROUND = 60
"""Characters on either side that the model is shown."""
_EVEN = -1.0
"""log10 of the probability at which a character that is put in speaks neither for itself nor against."""
_SAY, _MOST_SAID = 0.5, 2.0
"""How much of the model's digits counts beside the evidence that there is, and how many at most."""
_LEAST_SHOWN, _MOST_SUGGESTED = 0.2, 0.89
"""A doubt below is dropped; none is made so sure that it would be applied."""


class Scorer(Protocol):
    """What judges proposals."""

    def rescore(self, text: str, places: Sequence[tuple[int, int]], candidates: Sequence[str]) -> list[float]:
        """Digits of odds that each candidate at its place has beyond what stands there."""


def weigh(scorer: Scorer, text: str, doubts: Iterable[Change]) -> Iterator[Change]:
    """Doubts with what the scorer says of them counted in; what is sure or a note is left as it is."""
    doubts = list(doubts)
    open_ones = [c for c in doubts if not c.note and Level.of(c.confidence) is Level.DOUBTFUL]
    scores = scorer.rescore(text, [(c.start, c.end) for c in open_ones], [c.after for c in open_ones])
    weighed = {id(c): _weighed(c, score) for c, score in zip(open_ones, scores, strict=True)}
    for change in doubts:
        new = weighed.get(id(change), change)
        if new is change or new.confidence >= _LEAST_SHOWN:
            yield new


def _weighed(change: Change, score: float) -> Change:
    said = max(-_MOST_SAID, min(score, _MOST_SAID)) * _SAY
    odds = change.confidence / (1 - change.confidence) * 10**said
    return replace(change, confidence=round(min(odds / (1 + odds), _MOST_SUGGESTED), 3))


def load(path: str) -> Scorer:
    """The model of that path, with `vocab.txt` beside it; read once a process.

    Raises:
        UsageError: It cannot be used; the message says what to do.
    """
    return _load(str(Path(path).absolute()))


@lru_cache(maxsize=1)
def _load(path: str) -> MaskedModel:
    try:
        import onnxruntime  # type: ignore[import-not-found,import-untyped,unused-ignore]  # noqa: PLC0415
    except ImportError as error:
        message = _("The model {path} needs onnxruntime: install gongwen[model].")
        raise UsageError(message.format(path=path)) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    try:
        vocabulary = Path(path).with_name(VOCABULARY).read_text("utf-8").splitlines()
        session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    except OSError as error:
        message = _("{file} cannot be read; a model needs the list of its characters, vocab.txt, beside it.")
        raise UsageError(message.format(file=Path(path).with_name(VOCABULARY))) from error
    except Exception as error:  # onnxruntime raises classes of its own, which it does not export
        message = _("{path} is no model that onnxruntime can run: {reason}")
        raise UsageError(message.format(path=path, reason=str(error).splitlines()[0])) from error
    return MaskedModel(session, vocabulary, path)


class MaskedModel:
    """A masked language model of the kind of BERT, whose characters are tokens."""

    def __init__(self, session: Any, vocabulary: Sequence[str], path: str) -> None:
        """Check that the vocabulary has what is needed.

        Raises:
            UsageError: It has not.
        """
        self._session = session
        self._ids = {token: number for number, token in enumerate(vocabulary)}
        self._inputs = [one.name for one in session.get_inputs()]
        missing = [token for token in (_MASK, _FIRST, _LAST, _UNKNOWN) if token not in self._ids]
        if missing:
            message = _("{file} lacks {tokens}; take the vocab.txt that belongs to the model {path}.")
            raise UsageError(message.format(file=VOCABULARY, tokens=", ".join(missing), path=path))

    def rescore(self, text: str, places: Sequence[tuple[int, int]], candidates: Sequence[str]) -> list[float]:
        """See `Scorer`."""
        return [
            self._score(text, start, end, candidate)
            for (start, end), candidate in zip(places, candidates, strict=True)
        ]

    def _score(self, text: str, start: int, end: int, candidate: str) -> float:
        left, old, right = text[max(0, start - _AROUND) : start], text[start:end], text[end : end + _AROUND]
        new = self._likelihood(left, candidate, right) if candidate else _EVEN
        standing = self._likelihood(left, old, right) if old else _EVEN
        return new - standing

    def _likelihood(self, left: str, masked: str, right: str) -> float:
        """log10 p of the masked characters, in the mean of them."""
        import numpy as np  # noqa: PLC0415  # heavy

        ids = [self._ids[_FIRST], *self._encoded(left), *[self._ids[_MASK]] * len(masked)]
        first = len(ids) - len(masked)
        logits = self._logits([*ids, *self._encoded(right), self._ids[_LAST]])[first : first + len(masked)]
        digits = 0.0
        for row, token in zip(logits, self._encoded(masked), strict=True):
            total = row.max() + np.log(np.exp(row - row.max()).sum())
            digits += float(row[token] - total) / math.log(10)
        return digits / len(masked)

    def _encoded(self, text: str) -> list[int]:
        return [self._ids.get(character.lower(), self._ids[_UNKNOWN]) for character in text]

    def _logits(self, ids: Sequence[int]) -> npt.NDArray[np.float32]:
        import numpy as np  # noqa: PLC0415  # heavy

        row = np.array([ids], np.int64)
        given = {"attention_mask": np.ones_like(row), "token_type_ids": np.zeros_like(row)}
        logits: npt.NDArray[np.float32] = self._session.run(
            None, {name: given.get(name, row) for name in self._inputs}
        )[0][0]
        return logits
