"""The index as one HTML file: a table that can be sorted and searched, with links to the outputs."""

from __future__ import annotations

import base64
import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import quote

from ..i18n import gettext as _
from ..i18n import language
from ..reporting.marks import family_label, visible
from .index import SHEET, Index, Row, headings, state_names
from .jobs import State

_FOLDER = Path(__file__).parent / "page"
_MOST = 10_000
"""A browser takes no more rows at ease; the others are in the sheet."""
_SLOWEST = 3


def render(index: Index, address: Callable[[Path], str] = lambda _path: "") -> str:
    """The page, in the user's language.

    Args:
        index: what it shows.
        address: the URL of a source; nothing for one that lies where it can be reached from the page.
    """
    style, script = _file("index.css"), _file("index.js")
    return Template(_file("index.html")).substitute(
        language="zh-CN" if language() == "zh_CN" else "en",
        policy=f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'",
        style=style,
        script=script,
        heading=escape(_("Index of {folder}").format(folder=visible(index.root.absolute().name))),
        facts="".join(f"<div><dt>{escape(k)}</dt> <dd>{escape(v)}</dd></div>" for k, v in _facts(index)),
        warnings="".join(f"<li>{escape(visible(message))}</li>" for message in index.warnings),
        only=escape(_("Only what needs a look")),
        search=escape(_("Search:")),
        columns="".join(f'<th><button type="button">{escape(name)}</button></th>' for name in headings()),
        rows="".join(_row(index.root, row, address(row.outcome.job.source)) for row in index.rows[:_MOST]),
        rest=escape(_rest(len(index.rows) - _MOST)),
        stale=_stale(index),
    )


@cache
def _file(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _hash(inline: str) -> str:
    digest = hashlib.sha256(inline.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _rest(count: int) -> str:
    if count <= 0:
        return ""
    return _("{count} more files are in {sheet}.").format(count=count, sheet=SHEET)


def _stale(index: Index) -> str:
    """What is left of earlier runs, to unfold."""
    if not index.stale:
        return ""
    told = _("Left by earlier runs and not made by this one: {count} files.")
    links = "".join(f"<li>{_link(index.root, index.root / name, name)}</li>" for name in index.stale[:_MOST])
    rest = _rest(len(index.stale) - _MOST)
    summary = escape(told.format(count=len(index.stale)))
    return f"<details><summary>{summary}</summary><ul>{links}</ul><p>{escape(rest)}</p></details>"


def _facts(index: Index) -> Iterable[tuple[str, str]]:
    outcomes = [row.outcome for row in index.rows]
    states = Counter(outcome.state for outcome in outcomes)
    for state, name in state_names().items():
        if states[state] or state is not State.EARLIER:
            yield name, str(states[state])
    yield _("to look at"), str(sum(row.needs_a_look for row in index.rows))
    if index.stale:
        yield _("left by earlier runs"), str(len(index.stale))
    repairs: Counter[str] = Counter()
    for outcome in outcomes:
        repairs.update(dict(outcome.families))
    told = _(", ").join(f"{family_label(family)} {count}" for family, count in repairs.most_common())
    yield _("repairs"), told or "0"
    slowest = sorted(index.rows, key=lambda row: -row.outcome.seconds)[:_SLOWEST]
    yield (
        _("slowest"),
        _(", ").join(f"{visible(row.source)} {row.outcome.seconds:.1f} s" for row in slowest),
    )


def _row(root: Path, row: Row, address: str) -> str:
    told = row.outcome
    links = "" if told.error else "<br>".join(_link(root, target, target.name) for target in told.job.targets)
    numbers = (told.suggested, told.changed, told.noted, told.characters, told.seconds)
    cells = (
        f"<td>{_link(root, told.job.source, row.source, address)}</td>",
        f"<td>{links}</td>",
        f"<td>{escape(visible(told.title))}</td>",
        f'<td class="state">{escape(state_names()[told.state])}</td>',
        *(f'<td class="number" data-value="{n}">{_number(n)}</td>' for n in numbers),
        f"<td>{_lines(row.twins)}</td>",
        f'<td class="remarks">{_lines(row.remarks)}</td>',
    )
    classes = ("look " if row.needs_a_look else "") + ("failed" if told.state is State.FAILED else "")
    return f'<tr class="{classes.strip()}">{"".join(cells)}</tr>\n'


def _number(value: float) -> str:
    return f"{value:.1f}" if isinstance(value, float) else str(value or "")


def _lines(texts: Iterable[str]) -> str:
    return "<br>".join(escape(visible(text)) for text in texts)


def _link(root: Path, path: Path, name: str, address: str = "") -> str:
    try:
        address = address or quote(
            Path(os.path.relpath(path, root)).as_posix().encode("utf-8", "surrogateescape")
        )
    except ValueError:  # on another drive of Windows
        address = path.absolute().as_uri()
    return f'<a href="{escape(address)}">{escape(visible(name))}</a>'
