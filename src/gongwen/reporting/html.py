"""The report as one HTML file that needs no network: the source text with every change in its place."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from pathlib import Path
from string import Template

from ..i18n import gettext as _
from ..i18n import language
from ..model import Level, Status
from .marks import LINE_END, core, family, family_label, level_of, rule_label, spelled, visible
from .report import EditEntry, Report

_STANDINGS = ("suggested", "likely", "noted", "certain")
_FOLDER = Path(__file__).parent / "page"


def render(report: Report) -> str:
    """The page, in the user's language."""
    style, script = _file("report.css"), _file("report.js")
    title = next((b["text"] for b in report["blocks"] if b["kind"] == "title"), report["source"]["name"])
    return Template(_file("report.html")).substitute(
        language="zh-CN" if language() == "zh_CN" else "en",
        policy=f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'",
        style=style,
        script=script,
        heading=escape(_("Repairs")),
        title=escape(visible(title.replace("\n", ""))),
        facts=_facts(report),
        warnings="".join(f"<li>{escape(visible(w['message']))}</li>" for w in report["warnings"]),
        standings=_boxes("standing", _standings(), Counter(map(_standing, report["edits"]))),
        families=_boxes("family", *_families(report["edits"])),
        keys=escape(_("Keys: j next, k previous change")),
        by_standing=escape(_("By certainty")),
        by_family=escape(_("By kind")),
        text=_text(report),
        changes=escape(_("Changes")),
        list=_list(report["edits"]),
        nothing=escape(_("Nothing to show.")),
    )


@lru_cache(maxsize=3)
def _file(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _hash(inline: str) -> str:
    digest = hashlib.sha256(inline.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _facts(report: Report) -> str:
    source = report["source"]
    rows = (
        (_("Source"), source["name"]),
        (_("Encoding"), source["encoding"]),
        (_("Characters"), f"{len(source['text'])} → {len(report['result']['text'])}"),
        ("SHA-256", source["sha256"]),
    )
    return "".join(
        f"<div><dt>{escape(name)}</dt> <dd>{escape(visible(value))}</dd></div>" for name, value in rows
    )


# Filters.


def _standings() -> dict[str, str]:
    """What became of a change, as the page tells it apart, and what that is called."""
    names = (_("to look at"), _("changed, likely"), _("noted"), _("changed, certain"))
    return dict(zip(_STANDINGS, names, strict=True))


def _standing(edit: EditEntry) -> str:
    if edit["status"] != Status.APPLIED:
        return edit["status"]
    return "certain" if level_of(edit) is Level.CERTAIN else "likely"


def _families(edits: Iterable[EditEntry]) -> tuple[dict[str, str], Counter[str]]:
    counts = Counter(name for edit in edits for name in _edit_families(edit))
    return {name: family_label(name) for name, _count in counts.most_common()}, counts


def _edit_families(edit: EditEntry) -> list[str]:
    return sorted({family(rule) for rule in edit["rules"]})


def _boxes(name: str, labels: dict[str, str], counts: Counter[str]) -> str:
    return "".join(
        f'<label><input type="checkbox" name="{name}" value="{escape(key)}" checked> '
        f"{escape(label)} <b>{counts[key]}</b></label>"
        for key, label in labels.items()
        if counts[key]
    )


# The text and the list.


class _Lines:
    """The source text as lines of HTML, filled from left to right."""

    def __init__(self) -> None:
        self._lines: list[list[str]] = [[]]

    def put(self, html: str) -> None:
        """Add to the current line."""
        self._lines[-1].append(html)

    def plain(self, text: str) -> None:
        """Add text, which may run over several lines."""
        first, *others = text.split("\n")
        self.put(escape(visible(first)))
        for other in others:
            self._lines.append([escape(visible(other))])

    def end_line(self) -> None:
        """Start the next line."""
        self._lines.append([])

    def __str__(self) -> str:
        return "".join(f"<p>{''.join(line) or '<br>'}</p>\n" for line in self._lines)


def _text(report: Report) -> str:
    text = report["source"]["text"]
    lines = _Lines()
    place = 0
    for number, edit in enumerate(report["edits"]):
        lines.plain(text[place : edit["start"]])
        _put_edit(lines, number, edit)
        place = edit["end"]
    lines.plain(text[place:])
    return str(lines)


def _put_edit(lines: _Lines, number: int, edit: EditEntry) -> None:
    head, gone, come, tail = core(edit)
    tag = "mark" if edit["status"] == Status.NOTED else "del"
    lines.plain(head)
    opened = f'<span class="edit {_standing(edit)}" data-edit="{number}"'
    first, *others = gone.split("\n")
    anchor = f'{opened} id="e{number}" tabindex="-1" title="{escape(visible(edit["reason"]))}">'
    lines.put(anchor + _tagged(tag, spelled(first) + (LINE_END if others else "")))
    for index, other in enumerate(others):
        lines.put("</span>")
        lines.end_line()
        last = index == len(others) - 1
        lines.put(f"{opened}>" + _tagged(tag, spelled(other) + ("" if last else LINE_END)))
    lines.put((_tagged("ins", spelled(come)) if tag == "del" else "") + "</span>")
    lines.plain(tail)


def _tagged(tag: str, text: str) -> str:
    return f"<{tag}>{escape(text)}</{tag}>" if text else ""


def _list(edits: Sequence[EditEntry]) -> str:
    """The edits as a list: what to look at first, what is certain last."""
    order = {standing: rank for rank, standing in enumerate(_STANDINGS)}
    ranked = sorted(enumerate(edits), key=lambda numbered: order[_standing(numbered[1])])
    return "".join(_item(number, edit) for number, edit in ranked)


def _item(number: int, edit: EditEntry) -> str:
    _head, gone, come, _tail = core(edit)
    tag = "mark" if edit["status"] == Status.NOTED else "del"
    change = _tagged(tag, spelled(gone)) + (_tagged("ins", spelled(come)) if tag == "del" else "")
    labels = _("; ").join(rule_label(rule) for rule in edit["rules"])
    where = _("line {line}").format(line=edit["line"])
    return (
        f'<li class="{_standing(edit)}" data-edit="{number}" data-standing="{_standing(edit)}" '
        f'data-family="{escape(" ".join(_edit_families(edit)))}"><a href="#e{number}">{escape(where)}</a> '
        f"{change} <b>{escape(labels)}</b> <code>{escape(visible(' '.join(edit['rules'])))}</code> "
        f"<span>{escape(visible(edit['reason']))}</span></li>\n"
    )
