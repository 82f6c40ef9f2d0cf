"""The report as one HTML file that needs no network: source beside result, and the list of changes."""

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
from .beside import rows, tagged
from .marks import core, family, family_label, level_of, levels_of, meaning, rule_label, spelled, visible
from .report import EditEntry, Report

_STANDINGS = ("suggested", "likely", "noted", "certain")
_FOLDER = Path(__file__).parent / "page"
_AROUND = 8


def render(report: Report) -> str:
    """The page, in the user's language."""
    style, script = _file("report.css"), _file("report.js")
    edits = report["edits"]
    title = next((b["text"] for b in report["blocks"] if b["kind"] == "title"), report["source"]["name"])
    return Template(_file("report.html")).substitute(
        _words(),
        language="zh-CN" if language() == "zh_CN" else "en",
        policy=f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'",
        style=style,
        script=script,
        title=escape(visible(title.replace("\n", ""))),
        facts=_facts(report),
        warnings="".join(f"<li>{escape(visible(w['message']))}</li>" for w in report["warnings"]),
        figures=_figures(edits),
        standings=_boxes("standing", _standings(), Counter(map(_standing, edits))),
        families=_boxes("family", *_families(edits)),
        text=rows(report, _standing),
        list=_groups(report),
        rules=_rules(edits),
    )


def _words() -> dict[str, str]:
    """The fixed words of the page."""
    words = {
        "heading": _("Repairs"),
        "keys": _("Keys: j or n next, k or p previous change"),
        "by_standing": _("By certainty"),
        "by_family": _("By kind"),
        "beside": _("Result beside the source"),
        "filters": _("What is shown"),
        "source": _("Source"),
        "result": _("Result"),
        "text_label": _("Source and result"),
        "changes": _("Changes"),
        "rules_label": _("Rules"),
        "to_changes": _("To the changes"),
        "to_text": _("To the text"),
        "to_rules": _("To the rules"),
        "nothing": _("Nothing to show."),
    }
    return {name: escape(word) for name, word in words.items()}


@lru_cache(maxsize=3)
def _file(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _hash(inline: str) -> str:
    digest = hashlib.sha256(inline.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _facts(report: Report) -> str:
    source = report["source"]
    facts = (
        (_("Source"), source["name"]),
        (_("Encoding"), source["encoding"]),
        (_("Characters"), f"{len(source['text'])} → {len(report['result']['text'])}"),
        ("SHA-256", source["sha256"]),
    )
    return "".join(
        f"<div><dt>{escape(name)}</dt> <dd>{escape(visible(value))}</dd></div>" for name, value in facts
    )


# What became of the changes, and of what class they are.


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


def _figures(edits: Sequence[EditEntry]) -> str:
    """How many changes there are of each class and standing."""
    if not edits:
        return ""
    counts = Counter((name, _standing(edit)) for edit in edits for name in _edit_families(edit))
    labels, _totals = _families(edits)
    shown = {key: label for key, label in _standings().items() if any(k == key for _, k in counts)}
    head = "".join(f'<th scope="col">{escape(label)}</th>' for label in shown.values())
    body = "".join(
        f'<tr><th scope="row">{escape(label)}</th>'
        + "".join(f"<td>{counts[name, key] or ''}</td>" for key in shown)
        + "</tr>"
        for name, label in labels.items()
    )
    first = f'<th scope="col">{escape(_("By kind"))}</th>'
    return f"<thead><tr>{first}{head}</tr></thead><tbody>{body}</tbody>"


def _boxes(name: str, labels: dict[str, str], counts: Counter[str]) -> str:
    return "".join(
        f'<label><input type="checkbox" name="{name}" value="{escape(key)}" checked> '
        f"{escape(label)} <b>{counts[key]}</b></label>"
        for key, label in labels.items()
        if counts[key]
    )


# The list.


def _groups(report: Report) -> str:
    """The edits as lists: what to look at first, what is certain last."""
    groups: dict[str, list[str]] = {standing: [] for standing in _STANDINGS}
    for number, edit in enumerate(report["edits"]):
        groups[_standing(edit)].append(_item(number, edit, report["source"]["text"]))
    return "".join(
        f"<details open><summary>{escape(label)} <b>{len(groups[standing])}</b></summary>\n"
        f"<ol>\n{''.join(groups[standing])}</ol></details>\n"
        for standing, label in _standings().items()
        if groups[standing]
    )


def _item(number: int, edit: EditEntry, text: str) -> str:
    head, gone, come, tail = core(edit)
    tag = "mark" if edit["status"] == Status.NOTED else "del"
    change = tagged(tag, spelled(gone)) + (tagged("ins", spelled(come)) if tag == "del" else "")
    before = (text[max(0, edit["start"] - _AROUND) : edit["start"]] + head)[-_AROUND:]
    after = (tail + text[edit["end"] : edit["end"] + _AROUND])[:_AROUND]
    where = _("line {line}").format(line=edit["line"])
    return (
        f'<li class="{_standing(edit)}" data-edit="{number}" data-standing="{_standing(edit)}" '
        f'data-family="{escape(" ".join(_edit_families(edit)))}"><a href="#e{number}">{escape(where)}</a> '
        f"<q>{escape(spelled(before))}{change}{escape(spelled(after))}</q> "
        f"{_(', ').join(map(_rule_link, edit['rules']))} "
        f"<span>{escape(visible(edit['reason']))}</span></li>\n"
    )


def _rule_link(rule: str) -> str:
    name = escape(visible(rule))
    return f'<a class="rule" href="#rule-{name}">{escape(rule_label(rule))}</a>'


def _rules(edits: Iterable[EditEntry]) -> str:
    """What the rules mean that the page names, as docs/rules.md has it."""
    return "".join(map(_rule, sorted({rule for edit in edits for rule in edit["rules"]})))


def _rule(rule: str) -> str:
    name = escape(visible(rule))
    return (
        f'<dt id="rule-{name}">{escape(rule_label(rule))} <code>{name}</code></dt>'
        f"<dd>{escape(meaning(rule))} {escape(levels_of(rule))}</dd>\n"
    )
