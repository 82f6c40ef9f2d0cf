"""A text with every kind of edit, and its report."""

import pytest
from reports import TEXT, edit_at, report_of

from gongwen.model import Notice, Status


@pytest.fixture
def report():
    def one(before, after, rule, *rest, at=None):
        return edit_at(TEXT, TEXT.index(before) if at is None else at, before, after, rule, *rest)

    edits = [
        one(":", "：", "punct.width"),
        one("\n围", "围", "wrap.join", 0.95, Status.APPLIED, "氛围 was broken"),
        *(one(",", "，", "punct.width", at=i) for i, c in enumerate(TEXT) if c == ","),
        one("马汰效应", "马太效应", "char.wrong", 0.8, Status.SUGGESTED, "usually 马太效应"),
        one("x月x日", "x月x日", "mask.placeholder", 1, Status.NOTED, "a masked date"),
        one("组开", "组织开", "char.missing", 0.7, Status.SUGGESTED, "usually 积极组织"),
        one("\n发布评论", "", "boilerplate.line", 0.995),
        one("", "", "end.truncated", 1, Status.NOTED, "breaks off", at=len(TEXT)),
    ]
    return report_of(TEXT, edits, (Notice("font.stand-in", "A stand-in."),))


EVIL = "</script><script>alert(1)</script>\x1b[31m\u2028\u202e\x00\x07\"'&lt;[bold]x[/bold]$title"


@pytest.fixture
def evil_report():
    """Hostile text everywhere that text can stand."""
    text = f"{EVIL}\n甲{EVIL}乙\n丙"
    edits = [
        edit_at(text, 0, "<", EVIL, EVIL, 0.5, Status.SUGGESTED, EVIL),
        edit_at(
            text, text.index("甲"), f"甲{EVIL}乙\n", "甲乙", "text.duplicate", 0.999, Status.APPLIED, EVIL
        ),
        edit_at(text, len(text) - 1, "丙", "丙", "mask.placeholder", 1, Status.NOTED, EVIL),
    ]
    return report_of(text, edits, (Notice("x", EVIL),))


@pytest.fixture
def many_commas():
    """Fifty lines with the same repair in each."""
    text = "".join(f"第{n}行,后\n" for n in range(50))
    return report_of(
        text, [edit_at(text, i, ",", "，", "punct.width") for i, c in enumerate(text) if c == ","]
    )


@pytest.fixture
def many_suggestions():
    """Thirty suggestions, each for another reason."""
    text = "特的\n" * 30
    suggested = Status.SUGGESTED
    edits = [
        edit_at(text, 3 * n, "特", "特色", "char.missing", 0.5, suggested, f"why {n}") for n in range(30)
    ]
    return report_of(text, edits)


@pytest.fixture
def same_suggestions():
    """The same suggestion nine times."""
    text = "凝炼\n" * 9
    suggested = Status.SUGGESTED
    edits = [edit_at(text, 3 * n + 1, "炼", "练", "char.wrong", 0.5, suggested) for n in range(9)]
    return report_of(text, edits)
