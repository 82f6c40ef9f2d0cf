"""Stray lines: real pages with labels, whole pages as they are copied, and what is hit in clean text."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from gongwen.repairing.joining import joins
from gongwen.repairing.lines.lines import lines_of
from gongwen.repairing.pages import headers, residue
from gongwen.repairing.splitting import duplicates, splits
from line_corpora import GENRES, SETS, CleanDocument, clean_documents, documents, records
from line_dumps import Dump, dumps
from line_scores import applied, context, prf

NEAR = 15
"""Lines above and below the text of a page that somebody copies with it."""
BODIES = 12
"""Clean documents of a genre that are put among the lines of pages."""
PUBLISHED = ("peoples-daily", "essays", "work-reports", "speeches")
"""Sets that hold captions, sources and licences of their own: what is hit there was read, and is residue."""


AT_ENDS = [
    *("【责任编辑：张三】", "（责编：张三、李四）", "(来源：新华网)", "公务员之家版权所有", "分享到：微信"),
    *("责任编辑：李四", "打印本页", "发布评论", "[page]", "<br>", "www.fanwen123.com", "本文来自范文网"),
    *("更多范文请关注第一范文网！", "（本文来源于网络，如有侵权请联系删除）", "【打印】【关闭】"),
    *("上一篇：在全县会议上的讲话", "来源：人民日报", "试读结束，开通会员阅读全文"),
]
IN_MIDST = [
    *("[page]", "&nbsp", "</p>", "<strong>", "www.fanwen123.com", "[莲山课件]", "<!-- ad -->"),
    *("@@title@@", "【字体：大 中 小】"),
]
"""What pages leave in lines, as it was met: behind a paragraph, and anywhere in it."""


def bench_residue() -> dict[str, Any]:
    """Stray lines of labelled pages, of whole pages and of composed pages; hits in all clean texts; speed."""
    return {
        **_labelled(),
        "whole pages": _whole_pages(),
        "composed pages": _composed_pages(),
        "inside lines": _inside(),
        "clean": _all_clean(),
    }


def _labelled() -> dict[str, Any]:
    """Stray lines of sixteen real pages with labels."""
    right = false = missed = 0
    for record in records("work-reports/provinces2026-dirty.jsonl.gz"):
        lines = record["raw"].split("\n")
        found = {i for i, level in _hits(lines).items() if level == "applied"}
        wanted = {i for i in record["drop_lines"] if lines[i].strip()}
        right, false, missed = (
            right + len(found & wanted),
            false + len(found - wanted),
            missed + len(wanted - found),
        )
    precision, recall, f = prf(right, false, missed)
    print(
        f"residue, provinces2026-dirty (developed on them): P {precision} R {recall}, {right + missed} lines"
    )
    return {"precision": precision, "recall": recall, "f": f, "lines": right + missed}


def _hits(lines: Sequence[str]) -> dict[int, str]:
    """Which lines are taken out, or suggested to be."""
    text = "\n".join(lines)
    changes = [c for c in residue.find(text, context(text)) if c.rule == residue.RULE and not c.note]
    found: dict[int, str] = {}
    for change in sorted(changes, key=lambda c: c.confidence):
        first = text.count("\n", 0, change.start + (text[change.start] == "\n"))
        size = len(text[change.start : change.end].strip("\n").split("\n"))
        level = "applied" if applied([change]) else "suggested"
        found |= dict.fromkeys(range(first, first + size), level)
    return found


def _whole_pages() -> dict[str, Any]:
    """Lines near the text of stored pages of sites, in two halves of sites: one was read, one was not."""
    counts = {half: Counter[str]() for half in ("developed on", "never read")}
    for dump in dumps():
        first, last = max(0, dump.first - NEAR), min(len(dump.lines), dump.last + NEAR + 1)
        half = counts["never read" if dump.held_out else "developed on"]
        hits = _hits(dump.lines[first:last])
        for i in range(first, last):
            place = "text" if dump.first <= i <= dump.last else "title" if _is_title(dump, i) else "page"
            half[f"{place} {hits.get(i - first, 'left')}"] += 1
    return {half: _page_figures(f"whole pages, sites {half}", c) for half, c in counts.items()}


def _is_title(dump: Dump, i: int) -> bool:
    return len(dump.lines[i]) >= 6 and "".join(dump.lines[i].split()) in "".join(dump.title.split())


def _page_figures(name: str, counts: Counter[str]) -> dict[str, Any]:
    page = sum(n for what, n in counts.items() if what.startswith("page"))
    recall = round(counts["page applied"] / max(1, page), 4)
    offered = round((counts["page applied"] + counts["page suggested"]) / max(1, page), 4)
    taken = counts["page applied"] + counts["title applied"] + counts["text applied"]
    precision = round(counts["page applied"] / max(1, taken), 4)
    print(f"residue, {name}: P {precision} R {recall} (with suggestions {offered}), {page} lines")
    return {"precision": precision, "recall": recall, "offered": offered, **dict(sorted(counts.items()))}


def _composed_pages() -> dict[str, Any]:
    """Clean documents with what stands above and below the text of stored pages."""
    counts = {half: Counter[str]() for half in ("developed on", "never read")}
    pages = list(dumps())
    bodies = [d for genre in GENRES for d in clean_documents(genre, most=BODIES)]
    for i, body in enumerate(bodies):
        dump = pages[i % len(pages)]
        half = counts["never read" if dump.held_out else "developed on"]
        lines, places = _composed(dump, body)
        hits = _hits(lines)
        half.update(f"{place} {hits.get(k, 'left')}" for k, place in enumerate(places))
    return {half: _page_figures(f"composed pages, sites {half}", c) for half, c in counts.items()}


def _composed(dump: Dump, body: CleanDocument) -> tuple[list[str], list[str]]:
    """The lines and where each comes from; the title of the page gives way to that of the document."""
    lines: list[tuple[str, str]] = []
    for i in range(max(0, dump.first - NEAR), dump.first):
        title = _is_title(dump, i)
        lines += [(body.title or "工作情况报告", "title")] if title else [(dump.lines[i], "page")]
    lines += [(paragraph, "text") for paragraph in body.paragraphs]
    lines += [(line, "page") for line in dump.lines[dump.last + 1 : dump.last + NEAR + 1]]
    return [line for line, _ in lines], [place for _, place in lines]


def _inside() -> dict[str, Any]:
    """Pieces of pages put into clean documents: taken out exactly, suggested, missed."""
    results = {}
    for place, pieces in (("at the end", AT_ENDS), ("in the midst", IN_MIDST)):
        counts: Counter[str] = Counter()
        for document in clean_documents(most=40):
            chance = random.Random(document.name + place)
            long = [i for i, p in enumerate(document.paragraphs) if len(p) > 40 and p[-1] in "。！"]
            for piece in chance.sample(pieces, 6 if long else 0):
                index = chance.choice(long)
                size = len(document.paragraphs[index])
                where = size if place == "at the end" else chance.randrange(10, size - 5)
                counts[_outcome(document.paragraphs, index, where, piece)] += 1
        print(f"residue inside lines, {place}: {dict(counts)}")
        results[place] = dict(counts)
    return results


def _outcome(paragraphs: Sequence[str], index: int, where: int, piece: str) -> str:
    """What becomes of a piece put into a paragraph."""
    lines = [*paragraphs]
    lines[index] = lines[index][:where] + piece + lines[index][where:]
    text = "\n".join(lines)
    start = sum(len(line) + 1 for line in lines[:index]) + where
    end = start + len(piece)
    hits = [c for c in residue.find(text, context(text)) if c.start < end and c.end > start and not c.note]
    if not hits:
        return "missed"
    if not applied(hits):
        return "suggested"
    return "exact" if [(c.start, c.end) for c in hits] == [(start, end)] else "inexact"


def _all_clean() -> dict[str, Any]:
    """Hits per 10,000 paragraphs of every clean document, and how fast that is."""
    results: dict[str, Any] = {}
    for name in SETS:
        paragraphs = size = 0
        seconds = 0.0
        counts: Counter[str] = Counter()
        for text, count in _texts(name):
            start = time.process_time()
            found = residue.find(text, context(text))
            seconds += time.process_time() - start
            paragraphs, size = paragraphs + count, size + len(text)
            hits = [c for c in found if not c.note]
            counts["applied"] += len(applied(hits))
            counts["suggested"] += len(hits) - len(applied(hits))
        rate = round(counts["applied"] / paragraphs * 10_000, 2)
        speed = round(size / seconds / 1e6, 2)
        own = ", its own captions, sources, licences" if name in PUBLISHED else ""
        print(
            f"residue, clean {name}: {paragraphs:,} paragraphs, {dict(counts)}{own}: {rate} per 10,000; "
            f"{speed} million characters/s"
        )
        results[name] = {
            "paragraphs": paragraphs,
            **counts,
            "per 10,000": rate,
            "million characters/s": speed,
        }
    return results


def _texts(name: str) -> Iterator[tuple[str, int]]:
    for _, paragraphs in documents(name):
        yield "\n".join(paragraphs), sum(bool(lines_of(p)) for p in paragraphs)


STAGES = {
    "residue": residue.find,
    "headers": headers.find,
    "joins": joins.find,
    "splits": splits.find,
    "duplicates": duplicates.find,
}


def bench_clean() -> dict[str, Any]:
    """Edits by rule in clean texts, applied and suggested, per 10,000 characters."""
    results: dict[str, Any] = {}
    for genre in GENRES:
        documents = clean_documents(genre, most=500)
        edits: Counter[str] = Counter()
        size = 0
        for document in documents:
            text = "\n".join(document.paragraphs)
            size += len(text)
            for stage in STAGES.values():
                found = list(stage(text, context(text)))
                edits.update(c.rule for c in applied(found))
                edits.update(f"{c.rule} (suggested)" for c in found if c not in applied(found))
        rates = {rule: round(n / size * 10_000, 4) for rule, n in sorted(edits.items())}
        results[genre] = {
            "documents": len(documents),
            "characters": size,
            "edits": dict(edits),
            "per 10,000": rates,
        }
        print(f"clean {genre}: {len(documents)} documents, {size:,} characters: {dict(edits)}")
    return results
