"""Builds `src/gongwen/repairing/data/language/` from the training side of the development texts.

Interpolated Kneser-Ney with three discounts an order; n-grams whose loss costs least are pruned (relative
entropy, Stolcke 1998) and the back-off weights computed anew. Deterministic: the same texts give the same
bytes. Run as `python tools/build_language.py`; `--without GENRE … --to FOLDER` builds a variant that has
never seen texts of a genre, to measure how the repair does on such.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from corpus import ROOT, training
from gongwen.repairing.language import Language, fold
from gongwen.repairing.ngrams import (
    BACKOFF_OFFSET,
    BACKOFF_STEP,
    BREAK,
    LOG_STEP,
    ORDER,
    PAD,
    SLOTS,
    UNKNOWN,
    hash_keys,
    places,
)

SHARES = {
    "laws": 1.0,
    "xwlb": 1.0,
    "work-reports": 1.0,
    "provinces": 1.0,
    "speeches": 1.0,
    "govcn-policy": 1.0,
    "peoples-daily": 1.0,
}
"""Part of each set's documents that is used. The essays are left out, so that one genre is never seen."""
OF_WORDS = {**SHARES, "laws": 0.4}
"""The same where words are counted: statutes repeat themselves and would drown the rest."""
RAREST = 4
"""A character seen less often is unknown."""
ENTRIES = 8_000_000
"""N-grams kept, of orders two to five."""
LOAD = 0.92
"""Part of the slots that is filled."""
USUAL_PAIR = 3
"""A pair of characters seen as often is listed as usual."""


def texts(
    shares: dict[str, float] = SHARES, wanted: Callable[[list[str]], bool] = lambda _: True
) -> list[str]:
    """The training documents that are wanted, folded, each one text of lines."""
    chosen = []
    for name, share in shares.items():
        documents = [paragraphs for paragraphs in training(name) if wanted(paragraphs)]
        step = 1 / share
        picked = [documents[int(i * step)] for i in range(int(len(documents) * share))]
        chosen += [fold("\n".join(paragraphs)) for paragraphs in picked]
    return chosen


def vocabulary(documents: list[str]) -> str:
    """The characters of the tables in order of their ids: stand-ins, line end, then by frequency."""
    counts = Counter("".join(documents))
    del counts["\n"]
    usual = sorted(
        (c for c, n in counts.items() if n >= RAREST and ord(c) < 0x10000), key=lambda c: (-counts[c], c)
    )
    return "\0\1\n" + "".join(c for c in usual if c not in "\0\1")


def encode(documents: list[str], characters: str) -> np.ndarray:
    """All documents as one sequence of ids with a paragraph boundary between them."""
    ids = np.full(0x10000, UNKNOWN, np.uint16)
    ids[[ord(c) for c in characters]] = np.arange(len(characters), dtype=np.uint16)
    text = "\n" + "\n".join(documents) + "\n"
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return np.concatenate([np.full(ORDER, PAD, np.uint16), ids[np.minimum(points, 0xFFFF)]])


@dataclass
class Order:
    """The n-grams of one order: where each stands in the text, and what is computed of it."""

    keys: np.ndarray
    first: np.ndarray
    raw: np.ndarray
    suffix: np.ndarray
    prefix: np.ndarray
    probability: np.ndarray = field(default_factory=lambda: np.zeros(0))
    kept: np.ndarray = field(default_factory=lambda: np.zeros(0, bool))
    backoff: np.ndarray = field(default_factory=lambda: np.zeros(0))


def count(ids: np.ndarray) -> list[Order]:
    """The n-grams of each order, sorted by key, with the places of their parts in the order below."""
    orders: list[Order] = []
    below_keys = np.zeros(0, np.uint64)
    for n in range(1, ORDER + 1):
        keys = hash_keys(ids, n)
        unique, first, raw = np.unique(keys, return_index=True, return_counts=True)
        if orders:
            suffix = np.searchsorted(orders[-1].keys, below_keys[first + 1])
            prefix = np.searchsorted(orders[-1].keys, below_keys[first])
        else:
            suffix = prefix = np.zeros(len(unique), np.int64)
        orders.append(Order(unique, first, raw, suffix, prefix))
        below_keys = keys
    return orders


def smooth(orders: list[Order]) -> None:
    """Interpolated Kneser-Ney: the lower orders count in how many contexts an n-gram stands."""
    for n, order in enumerate(orders):
        is_top = n == len(orders) - 1
        counts = order.raw if is_top else np.bincount(orders[n + 1].suffix, minlength=len(order.keys))
        counts = np.maximum(counts, 1)
        cut = discounts(counts)[np.minimum(counts, 3)]
        size = len(orders[n - 1].keys) if n else 1
        total = np.bincount(order.prefix, counts, size)
        freed = np.bincount(order.prefix, cut, size) / np.maximum(total, 1)
        lower = orders[n - 1].probability[order.suffix] if n else 1 / len(order.keys)
        order.probability = (counts - cut) / total[order.prefix] + freed[order.prefix] * lower


def discounts(counts: np.ndarray) -> np.ndarray:
    """What is taken off a count of one, two, and three or more (Chen and Goodman 1998)."""
    n1, n2, n3, n4 = (int((counts == k).sum()) for k in (1, 2, 3, 4))
    if not min(n1, n2, n3, n4):
        return np.array([0, 0.5, 0.75, 0.9])
    y = n1 / (n1 + 2 * n2)
    return np.clip([0, 1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3], 0, 2.9)


def prune(orders: list[Order], ids: np.ndarray, entries: int) -> None:
    """Keep the `entries` n-grams whose loss would cost most, and every part of what is kept."""
    worths = [
        np.where(known(ids, order.first, n + 1), worth(orders, n), -np.inf)
        for n, order in enumerate(orders)
        if n
    ]
    ranked = np.sort(np.concatenate(worths))[::-1]
    low, high = 0, min(entries, len(ranked) - 1)
    while high - low > entries // 500:
        middle = (low + high) // 2
        low, high = (middle, high) if keep(orders, worths, ranked[middle]) <= entries else (low, middle)
    keep(orders, worths, ranked[low])
    orders[0].kept = np.ones(len(orders[0].keys), bool)


def keep(orders: list[Order], worths: list[np.ndarray], limit: float) -> int:
    """Mark the n-grams worth the limit with all their parts; returns how many that are."""
    for n in range(ORDER - 1, 0, -1):
        orders[n].kept = worths[n - 1] >= limit
        if n < ORDER - 1:
            above = orders[n + 1]
            orders[n].kept[above.suffix[above.kept]] = True
            orders[n].kept[above.prefix[above.kept]] = True
    return sum(int(order.kept.sum()) for order in orders[1:])


def known(ids: np.ndarray, first: np.ndarray, n: int) -> np.ndarray:
    """Which n-grams hold no stand-in."""
    return np.all([ids[first + i] > PAD for i in range(n)], axis=0)


def worth(orders: list[Order], n: int) -> np.ndarray:
    """How many digits of likelihood of the training text an n-gram saves over backing off."""
    order, below = orders[n], orders[n - 1]
    size = len(below.keys)
    seen = np.bincount(order.prefix, order.probability, size)
    seen_below = np.bincount(order.prefix, below.probability[order.suffix], size)
    weight = np.maximum(1 - seen, 1e-9) / np.maximum(1 - seen_below, 1e-9)
    backed_off = weight[order.prefix] * below.probability[order.suffix]
    return order.raw * np.log10(order.probability / backed_off)


def weigh_contexts(orders: list[Order]) -> None:
    """The back-off weights that make the pruned probabilities sum to one."""
    for n in range(1, ORDER):
        order, below = orders[n], orders[n - 1]
        size = len(below.keys)
        kept = order.kept
        prefix = order.prefix[kept]
        seen = np.bincount(prefix, order.probability[kept], size)
        seen_below = np.bincount(prefix, below.probability[order.suffix[kept]], size)
        below.backoff = np.maximum(1 - seen, 1e-6) / np.maximum(1 - seen_below, 1e-6)
    orders[-1].backoff = np.ones(len(orders[-1].keys))


def slots(order: Order, prints: np.ndarray) -> np.ndarray:
    """The 32-bit slots of the kept n-grams of an order."""
    log = np.rint(np.log10(order.probability[order.kept]) / -LOG_STEP)
    back = np.rint((BACKOFF_OFFSET - np.log10(order.backoff[order.kept])) / BACKOFF_STEP)
    bytes_ = [np.clip(values, 0, 255).astype(np.uint32) for values in (log, back)]
    return prints << np.uint32(16) | bytes_[0] << np.uint32(8) | bytes_[1]


def table(orders: list[Order]) -> np.ndarray:
    """The buckets with the slots of all n-grams."""
    keys = np.concatenate([order.keys[order.kept] for order in orders[1:]])
    size = int(len(keys) / SLOTS / LOAD) + 1
    first, second, prints = places(keys, size)
    filled, start = [], 0
    for order in orders[1:]:
        stop = start + int(order.kept.sum())
        filled.append(slots(order, prints[start:stop]))
        start = stop
    result = np.zeros(size * SLOTS, np.uint32)
    result[settle(first, second, size)] = np.concatenate(filled)
    return result.reshape(size, SLOTS)


def settle(first: np.ndarray, second: np.ndarray, buckets: int) -> np.ndarray:
    """A slot for each n-gram in one of its two buckets (cuckoo hashing by a random walk).

    Who finds a bucket full takes the place of one that is there, and that one tries its other bucket.
    """
    random = np.random.default_rng(9704)
    holder = np.full((buckets, SLOTS), -1, np.int64)
    used = np.zeros(buckets, np.int64)
    bucket, homeless = first.copy(), np.arange(len(first))
    while len(homeless):
        homeless = homeless[np.argsort(bucket[homeless], kind="stable")]
        wanted = bucket[homeless]
        rank = np.arange(len(wanted)) - np.searchsorted(wanted, wanted)
        fits = rank < SLOTS - used[wanted]
        holder[wanted[fits], used[wanted[fits]] + rank[fits]] = homeless[fits]
        used += np.bincount(wanted[fits], minlength=buckets)
        homeless, wanted = homeless[~fits], wanted[~fits]
        is_first = np.append(True, np.diff(wanted) > 0)[: len(wanted)]
        slot = random.integers(0, SLOTS, int(is_first.sum()))
        driven_out = holder[wanted[is_first], slot]
        holder[wanted[is_first], slot] = homeless[is_first]
        homeless = np.concatenate([driven_out, homeless[~is_first]])
        bucket[homeless] = first[homeless] + second[homeless] - bucket[homeless]
    filled = np.flatnonzero(holder >= 0)
    result = np.zeros(len(first), np.int64)
    result[holder.ravel()[filled]] = filled
    return result


def usual_pairs(pairs: Order, ids: np.ndarray) -> np.ndarray:
    """The pairs seen often enough, as first * 65536 + second."""
    first = pairs.first[(pairs.raw >= USUAL_PAIR) & known(ids, pairs.first, 2)]
    return np.sort(ids[first].astype(np.uint32) << np.uint32(16) | ids[first + 1])


def unigrams(single: Order, ids: np.ndarray, size: int) -> np.ndarray:
    """log10 p and log10 back-off of each id; what was never seen is as rare as the rarest."""
    values = np.full((size, 2), [np.log10(single.probability.min()), 0], np.float32)
    values[ids[single.first]] = np.log10(np.stack([single.probability, single.backoff], axis=1))
    values[[UNKNOWN, PAD], 1] = 0
    return values


def surprises(folder: Path, pairs: np.ndarray) -> np.ndarray:
    """The surprise at the second character of each pair, by the tables just written."""
    ids = np.stack([pairs >> np.uint32(16), pairs & np.uint32(0xFFFF)], axis=1).astype(np.uint16)
    surprise = Language.load_from(folder).surprise_of_rows(ids)[:, 1]
    return np.clip(np.rint(surprise / LOG_STEP), 0, 255).astype(np.uint8)


def build(folder: Path, documents: list[str], entries: int = ENTRIES) -> None:
    """Write the files of the tables learned from folded documents."""
    characters = vocabulary(documents)
    ids = encode(documents, characters)
    print(f"{len(documents)} documents, {len(ids)} characters, {len(characters)} kinds")
    orders = count(ids)
    smooth(orders)
    prune(orders, ids, entries)
    weigh_contexts(orders)
    print("kept of each order:", [int(order.kept.sum()) for order in orders])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "characters.txt").write_text(characters, "utf-8", newline="")
    np.save(folder / "unigrams.npy", unigrams(orders[0], ids, len(characters)))
    np.save(folder / "ngrams.npy", table(orders))
    pairs = usual_pairs(orders[1], ids)
    np.save(folder / "pairs.npy", pairs)
    np.save(folder / "surprises.npy", np.zeros(len(pairs), np.uint8))
    np.save(folder / "surprises.npy", surprises(folder, pairs))
    assert characters[BREAK] == "\n"


def main() -> None:
    """Build the tables that are shipped, or a variant."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", nargs="*", default=[], metavar="GENRE")
    parser.add_argument("--to", type=Path, default=ROOT / "src/gongwen/repairing/data/language")
    arguments = parser.parse_args()
    build(arguments.to, texts({k: v for k, v in SHARES.items() if k not in arguments.without}))


if __name__ == "__main__":
    main()
