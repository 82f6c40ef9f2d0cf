"""Reports of texts of our own, for the tests that draw them."""

from gongwen.model import Block, BlockKind, Document, Edit, Repaired, Source, Status, apply_edits
from gongwen.reporting import build

TEXT = (
    "在全市科技创新大会上的讲话\n\n同志们:\n要营造创新氛\n围,防止马汰效应。x月x日以来,科技工作者积极组开展活动。\n"
    "发布评论\n同时还要不断建立和完"
)


def edit_at(  # noqa: PLR0917
    text, start, before, after, rule, confidence=0.999, status=Status.APPLIED, reason="why"
):
    assert text[start : start + len(before)] == before
    return Edit(start, start + len(before), before, after, (rule,), confidence, status, reason)


def report_of(text, edits, notices=()):
    edits = tuple(sorted(edits, key=lambda e: e.start))
    repaired = Repaired(Source.from_text(text, "讲话.txt"), apply_edits(text, edits), edits)
    return build(repaired, Document((Block(BlockKind.TITLE, text[:13], 0, 13),)), notices)
