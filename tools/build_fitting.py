"""Learns how well a character fits where it stands: a small network that looks at eight on either side.

Of what it sees some are characters of official texts where they stand (rare ones more often than they come),
the others are gaps of the same texts with a character put in that goes well with its two neighbours. It
learns which is which. `wording/fitting.py` asks it of places where a piece may be missing. It learns from the
training side of `corpus.py` alone.

Needs torch; takes half an hour of one core. Writes `src/gongwen/repairing/data/fitting.npz`.

python tools/build_fitting.py [STEPS]
"""

from __future__ import annotations

import sys

import numpy as np
import torch
from torch import nn

from corpus import ROOT, SETS, training
from gongwen.repairing.language import Language
from gongwen.repairing.ngrams import BREAK, LOG_STEP
from gongwen.repairing.wording import deletions, insertions
from gongwen.repairing.wording.fitting import REACH

OUTPUT = ROOT / "src/gongwen/repairing/data/fitting.npz"
STEPS, BATCH, STANDING = 16000, 1024, 410
"""Batches, examples in one, and how many of these are characters where they stand."""
WIDTH, HIDDEN, LAST = 48, 288, 64
"""Numbers that stand for a character, and units of the two layers."""
RARER = 0.3
"""A character is shown as often as its frequency to the power of one less this."""
OFFERED, FLATNESS = 400, 0.9
"""Characters of which one is put in a gap, and how sharply what goes well there is preferred."""
FASTEST, SLOWEST, WARMING = 2e-3, 2e-5, 200
"""Rates of learning, and batches until the fastest."""


class Examples:
    """Characters where they stand, and where they do not belong."""

    def __init__(self, language: Language) -> None:
        """All training texts, one behind the other."""
        apart = np.full(REACH, BREAK, np.uint16)
        texts = ["\n".join(paragraphs) for name in SETS for paragraphs in training(name)]
        self.ids = np.concatenate([part for text in texts for part in (language.encode(text), apart)])
        self.rng = np.random.default_rng(9704)
        self.pairs = language.pairs
        han = insertions.is_han(language.characters)
        inside = slice(REACH + 1, -REACH - 1)
        beside = (han[self.ids[1:]] | han[self.ids[:-1]])[inside]
        self.gaps = np.flatnonzero(beside) + REACH + 2
        han[language.encode(deletions.OPTIONAL)] = False
        self.standing = np.flatnonzero(han[self.ids][inside]) + REACH + 1
        counts = np.bincount(self.ids, minlength=len(han))
        self.shown = np.cumsum(np.maximum(counts, 1)[self.ids[self.standing]] ** -RARER)
        self.offered = np.flatnonzero(han)
        self.offering = np.cumsum(np.sqrt(counts[self.offered]))

    def batch(self) -> tuple[torch.Tensor, torch.Tensor]:
        """Windows of ids, and which of them are as they stand."""
        right = self.standing[self._drawn(self.shown, STANDING)]
        windows = np.concatenate([self.ids[right[:, None] + np.arange(-REACH, REACH + 1)], self._put_in()])
        is_right = (np.arange(BATCH) < STANDING).astype(np.float32)
        return torch.from_numpy(windows.astype(np.int64)), torch.from_numpy(is_right)

    def _put_in(self) -> np.ndarray:
        """Gaps with a character that goes well with both neighbours."""
        gaps = self.gaps[self.rng.integers(0, len(self.gaps), BATCH - STANDING)]
        offered = np.unique(self.offered[self._drawn(self.offering, OFFERED)]).astype(np.uint16)
        before, after = self.ids[gaps - 1, None], self.ids[gaps, None]
        steps = self.pairs.costs(before, offered).astype(np.float32) + self.pairs.costs(offered, after)
        odds = steps * (-LOG_STEP * np.log(10) * FLATNESS) + self.rng.gumbel(size=steps.shape)
        chosen = offered[odds.argmax(axis=1)][:, None]
        left = self.ids[gaps[:, None] + np.arange(-REACH, 0)]
        return np.concatenate([left, chosen, self.ids[gaps[:, None] + np.arange(REACH)]], axis=1)

    def _drawn(self, weights: np.ndarray, count: int) -> np.ndarray:
        """Numbers drawn by their added-up weights."""
        return np.searchsorted(weights, self.rng.random(count) * weights[-1])


class Network(nn.Module):
    """The network, as `wording/fitting.py` works it out."""

    def __init__(self, characters: int) -> None:
        """With random weights."""
        super().__init__()
        self.characters = nn.Embedding(characters, WIDTH)
        self.characters.weight.data.mul_(RARER)
        self.first = nn.Linear((2 * REACH + 1) * WIDTH, HIDDEN)
        self.second = nn.Linear(HIDDEN, LAST)
        self.last = nn.Linear(LAST, 1)

    def forward(self, windows: torch.Tensor) -> torch.Tensor:
        """Log-odds that the character in the middle belongs there."""
        hidden = torch.relu(self.first(self.characters(windows).flatten(1)))
        return self.last(torch.relu(self.second(hidden)))[:, 0]


def learn(examples: Examples, characters: int, steps: int) -> Network:
    """A network that has seen so many batches."""
    network = Network(characters)
    optimizer = torch.optim.Adam(network.parameters(), lr=FASTEST)
    average = 0.0
    for step in range(steps):
        warm, done = min(1.0, (step + 1) / WARMING), step / steps
        for group in optimizer.param_groups:
            group["lr"] = SLOWEST + FASTEST * warm * (1 - done) ** 0.7
        windows, is_right = examples.batch()
        loss = nn.functional.binary_cross_entropy_with_logits(network(windows), is_right)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        average += (loss.item() - average) * max(0.005, 1 / (step + 1))
        if step % 1000 == 999:
            print(step + 1, round(average, 4), flush=True)
    return network


def main() -> None:
    """Learn and write."""
    torch.set_num_threads(1)
    torch.manual_seed(9704)
    language = Language.load()
    steps = int(sys.argv[1]) if len(sys.argv) > 1 else STEPS
    network = learn(Examples(language), len(language.characters), steps)
    weights = {name: value.numpy().astype(np.float16) for name, value in network.state_dict().items()}
    np.savez_compressed(OUTPUT, **weights)


if __name__ == "__main__":
    main()
