"""Lost breaks, doubled text, dropped words, blanks that were line ends: what is found, what is alarmed at."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from build_paragraphs import SIZES, fit, genre_documents, run_together, usable, whole
from corpus import held_out
from gongwen.model import Change
from gongwen.repairing.joining import gaps
from gongwen.repairing.lines import cues
from gongwen.repairing.lines.shapes import is_heading
from gongwen.repairing.marks import spaces
from gongwen.repairing.splitting import duplicates, flattened, paragraphs, splits
from line_corpora import CleanDocument, clean_documents, data_folder, records
from line_damage import MODELS, wrap
from line_joins import bare_text
from line_scores import applied, context, prf

Splitter = Callable[[str], set[int]]
"""Text → the places where paragraphs are to begin."""
_MOST = 200
_LEAST = 300
"""Characters of a text that loses its breaks."""
_ORDINAL = re.compile(
    "[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十][，、]"
    "|[一二三四五六七八九十][是要]|同时|此外|各位|同志们"
)

# ---- lost paragraph breaks


def _every(n: int) -> Splitter:
    return lambda text: {stop.place for stop in cues.stops(text)[n - 1 :: n]}


def _ordinals(text: str) -> set[int]:
    return {stop.place for stop in cues.stops(text) if _ORDINAL.match(text, stop.place)}


def _ours(text: str) -> set[int]:
    return {place for place, _chance in paragraphs.segment(text)}


_SPLITTERS: dict[str, Splitter] = {
    "every sentence": _every(1),
    "every 2nd": _every(2),
    "every 3rd": _every(3),
    "ordinals": _ordinals,
    "ours": _ours,
}


def bench_paragraphs() -> dict[str, Any]:
    """Texts run together: breaks at stops found again, by genre, ours beside the baselines."""
    results: dict[str, Any] = {}
    for genre, documents in _glued_documents().items():
        for name, split in _SPLITTERS.items():
            if name == "ours" and genre in ("provinces", "speeches", "govcn-policy"):
                continue
            results[f"{genre}|{name}"] = _segmented(documents, split)
        if genre in SIZES or genre == "paragraph-loss-pairs":
            results[f"{genre}|genre unseen"] = _unseen(genre, documents)
    for name, figures in results.items():
        print(f"paragraphs: {name:36} {figures}")
    return results


def _glued_documents() -> dict[str, list[list[str]]]:
    """Documents with their paragraphs; of the genres that have few, those that were learned from, too."""
    genres = {genre: held_out(genre) for genre in ("xwlb", "essays", "work-reports", "laws", "peoples-daily")}
    genres |= {genre: list(whole(genre)) for genre in ("provinces", "speeches", "govcn-policy")}
    pairs = records("paragraph-loss-pairs/pairs.jsonl.gz")
    genres["paragraph-loss-pairs"] = [r["paragraphs"] for r in pairs if r["kind"] == "exact"]
    kept = {}
    for genre, documents in genres.items():
        long = [d for d in documents if usable(d) and sum(map(len, d)) >= _LEAST]
        random.Random(genre).shuffle(long)
        kept[genre] = long[: None if genre == "paragraph-loss-pairs" else _MOST]
    return kept


def _unseen(genre: str, documents: list[list[str]]) -> dict[str, float]:
    """The model learned without the genre (pairs are of the genre xwlb)."""
    left_out = {"paragraph-loss-pairs": "xwlb"}.get(genre, genre)
    weights = cues.Weights(fit({g: genre_documents(g) for g in SIZES if g != left_out}))
    shipped = cues.weights
    cues.weights = lambda: weights
    try:
        return _segmented(documents, _ours)
    finally:
        cues.weights = shipped


def _segmented(documents: list[list[str]], split: Splitter) -> dict[str, float]:
    """P, R and F of breaks at stops, and WindowDiff over sentences; breaks without a stop are counted."""
    right = false = missed = without_stop = windows = differing = 0
    for document in documents:
        text, ends = run_together(document)
        places = [stop.place for stop in cues.stops(text)]
        wanted, found = ends & set(places), split(text)
        without_stop += len(ends) - len(wanted)
        right += len(wanted & found)
        false += len(found - wanted)
        missed += len(wanted - found)
        some, other = _window_diff(places, wanted, found)
        windows, differing = windows + some, differing + other
    precision, recall, f = prf(right, false, missed)
    return {
        "precision": precision,
        "recall": recall,
        "f": f,
        "window_diff": round(differing / max(1, windows), 4),
        "breaks": right + missed,
        "breaks without a stop": without_stop,
    }


def _window_diff(places: Sequence[int], wanted: set[int], found: set[int]) -> tuple[int, int]:
    """Windows of half a mean paragraph, in sentences, and those with another number of breaks."""
    size = max(2, round(len(places) / (len(wanted) + 1) / 2))
    spans = [places[i : i + size] for i in range(max(0, len(places) - size + 1))]
    counts = [(sum(p in wanted for p in span), sum(p in found for p in span)) for span in spans]
    return len(spans), sum(a != b for a, b in counts)


# ---- breaks before numbers, headings run into their text


def bench_splits() -> dict[str, Any]:
    """Numbered paragraphs and headings run into what stands before and behind them."""
    documents = clean_documents()
    results = {"numbers": _numbers(documents), "headings": _headings(documents)}
    for name, figures in results.items():
        print(f"splits: {name}: {figures}")
    return results


def _numbers(documents: list[CleanDocument]) -> dict[str, float]:
    """Whole documents on one line: breaks before 一、, （一）, 第一条 behind a stop; false ones anywhere."""
    right = false = missed = 0
    for document in documents:
        text, ends = run_together(document.paragraphs)
        found = {c.start for c in applied(splits.find(text, context(text)))}
        wanted = {e for e in ends if text[e - 1] in "。！？" and is_heading(text[e : e + 12])}
        right, missed = right + len(found & wanted), missed + len(wanted - found)
        false += len(found - ends)
    precision, recall, _f = prf(right, false, missed)
    return {"precision": precision, "recall": recall, "wanted": right + missed, "false": false}


def _headings(documents: list[CleanDocument]) -> dict[str, int]:
    """Headings on a line of their own, one a document run into its text."""
    counts: Counter[str] = Counter()
    for document in documents:
        lines = document.paragraphs
        glued = [i for i in range(len(lines) - 1) if _is_whole_heading(lines[i]) and len(lines[i + 1]) > 40]
        for i in glued[:3]:
            text = "\n".join([*lines[:i], lines[i] + lines[i + 1], *lines[i + 2 :]])
            place = sum(len(line) + 1 for line in lines[:i]) + len(lines[i])
            changes = splits.find(text, context(text))
            counts["wanted"] += 1
            counts["applied right"] += place in {c.start for c in applied(changes)}
            counts["applied false"] += len({c.start for c in applied(changes)} - {place})
            counts["found with suggestions"] += place in {c.start for c in changes}
    return dict(counts)


def _is_whole_heading(line: str) -> bool:
    return (
        is_heading(line)
        and 6 <= len(line) <= 40
        and not re.search("[。，；：！？]", line)
        and line[0] != "第"
    )


# ---- dropped words


def bench_gaps() -> dict[str, Any]:
    """Labelled places where a scraper dropped a word; breaks and clean text where none is missing."""
    raw = {r["id"]: r["raw"].replace("\r", "") for r in records("shenlun-essays/essays.jsonl.gz")}
    path = data_folder() / "shenlun-essays/real-dropped-words.jsonl"
    counts: Counter[str] = Counter()
    for site in map(json.loads, path.open(encoding="utf-8")):
        text = raw[site["id"]]
        end = text.find(site["left"][-16:]) + len(site["left"][-16:])
        noted = any(abs(c.start - end) <= 2 for c in gaps.find(text, context(text)))
        kind = "gaps" if site["dropped"] else "wraps"
        counts[kind] += 1
        counts[f"{kind} noted"] += noted
    for model in ("clean", "c", "h", "a", "f"):
        for document in clean_documents():
            damaged = MODELS[model](document.paragraphs, random.Random(document.name + model))
            text, joins = bare_text(damaged)
            counts[f"joins {model}"] += len(joins)
            counts[f"noted {model}"] += len(list(gaps.find(text, context(text))))
    results: dict[str, Any] = dict(counts)
    results["recall"] = round(counts["gaps noted"] / counts["gaps"], 4)
    results["noted of joins at pages"] = round(counts["noted c"] / counts["joins c"], 4)
    print(f"gaps: {results}")
    return results


# ---- doubled text


def _overlap(lines: list[str], chance: random.Random) -> tuple[str, str]:
    """A page that begins with the end of the one before, cut inside a sentence."""
    text = "\n".join(lines)
    long = list(re.finditer("[^\n]{120,}", text))
    line = chance.choice(long)
    cut = chance.randint(line.start() + 60, line.end() - 20)
    again = chance.randint(15, 58)
    return text[:cut] + "\n" + text[cut - again :], text


def _block(lines: list[str], chance: random.Random) -> tuple[str, str]:
    """A run of lines twice."""
    start = chance.randint(0, len(lines) - 3)
    end = start + chance.randint(2, 3)
    return "\n".join([*lines[:end], *lines[start:]]), "\n".join(lines)


def _twice(lines: list[str], chance: random.Random) -> tuple[str, str]:
    """The whole text twice."""
    return "\n".join(lines + lines), "\n".join(lines)


def _opening(lines: list[str], chance: random.Random) -> tuple[str, str]:
    """The opening again behind the end."""
    return "\n".join([*lines, *lines[: chance.randint(3, max(3, len(lines) // 2))]]), "\n".join(lines)


def _site(lines: list[str], chance: random.Random) -> tuple[str, str]:
    """The title of the page, with the name of the site, above the title."""
    title = "关于进一步加强" + chance.choice(["安全生产", "防汛抗旱", "招商引资"]) + "工作的意见"
    name = chance.choice(["_某某县人民政府", " - 某某公文网", "|某某新闻网", "-某某市政府门户网站"])
    return "\n".join([title + name, title, *lines]), "\n".join([title, *lines])


_DOUBLINGS: dict[str, Callable[[list[str], random.Random], tuple[str, str]]] = {
    "overlap": _overlap,
    "block": _block,
    "whole": _twice,
    "opening": _opening,
    "site": _site,
}


def bench_duplicates() -> dict[str, Any]:
    """Doubled texts that become what they were, and edits of clean texts."""
    results: dict[str, Any] = {}
    documents = [d for d in clean_documents() if any(len(p) >= 120 for p in d.paragraphs)]
    for name, double in _DOUBLINGS.items():
        exact = 0
        for document in documents:
            text, whole_text = double(document.paragraphs, random.Random(document.name + name))
            exact += _after(text, applied(duplicates.find(text, context(text)))) == whole_text
        results[name] = {"documents": len(documents), "exact": round(exact / len(documents), 4)}
    clean: Counter[str] = Counter()
    for document in clean_documents(most=500):
        text = "\n".join(document.paragraphs)
        found = duplicates.find(text, context(text))
        clean["documents"] += 1
        clean["applied"] += len(applied(found))
        clean["suggested"] += len(found) - len(applied(found))
    results["clean"] = dict(clean)
    for name, figures in results.items():
        print(f"duplicates: {name}: {figures}")
    return results


def _after(text: str, changes: Sequence[Change]) -> str:
    for change in sorted(changes, key=lambda c: -c.start):
        text = text[: change.start] + change.after + text[change.end :]
    return text


# ---- blanks that were line ends


def bench_blanks() -> dict[str, Any]:
    """Wrapped pages whose line ends became blanks, paragraphs kept or flattened too; clean texts."""
    counts: Counter[str] = Counter()
    for document in clean_documents():
        lines = _page(document.paragraphs, random.Random(document.name))
        for name, between in (("kept", "\n"), ("flattened", " ")):
            text = between.join(" ".join(line) for line in lines)
            wraps, ends = _blanks(lines)
            changes = applied(list(spaces.find(text, context(text))))
            gone = {p for c in changes if not c.after for p in range(c.start, c.end)}
            counts[f"{name}: wraps"] += len(wraps)
            counts[f"{name}: wraps removed"] += len(wraps & gone)
            counts[f"{name}: paragraph ends glued"] += len(ends & gone)
            counts[f"{name}: paragraph ends"] += len(ends)
            counts[f"{name}: paragraph ends set"] += len(ends & {c.start for c in changes if c.after == "\n"})
            counts[f"{name}: set within"] += sum(c.after == "\n" and c.start not in ends for c in changes)
            counts[f"{name}: other blanks lost"] += len(gone - wraps - ends)
        counts["clean: taken for wraps"] += len(flattened.find("\n".join(document.paragraphs))[1])
    print(f"blanks: {dict(counts)}")
    return dict(counts)


def _page(lines: list[str], chance: random.Random) -> list[list[str]]:
    """Each paragraph in the lines of one page width."""
    measure, kinsoku = chance.randint(20, 45), chance.random() < 0.6
    broken = partial(wrap, measure=measure, chance=chance, kinsoku=kinsoku, words=chance.random() < 0.6)
    return [broken(line) for line in lines]


def _blanks(lines: list[list[str]]) -> tuple[set[int], set[int]]:
    """Where the blanks of line ends and of paragraph ends stand."""
    wraps, ends, place = set(), set(), 0
    for pieces in lines:
        for piece in pieces:
            place += len(piece)
            wraps.add(place)
            place += 1
        wraps.discard(place - 1)
        ends.add(place - 1)
    return wraps, ends
