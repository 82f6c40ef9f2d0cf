"""Message catalogues: collect the messages of the code, keep the translations, compile them.

    python tools/catalogues.py            after messages changed: update the .po files, compile the .mo files
    python tools/catalogues.py --check    fail if Chinese is missing, a field differs, or a file is stale

English is the msgid itself; the `en` catalogue only fills in its plurals. Messages of click, which speaks
through our catalogue too, are in `tools/click.pot`. Translate in `zh_CN/LC_MESSAGES/gongwen.po`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

from babel.messages import Catalog
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src/gongwen"
CLICK = ROOT / "tools/click.pot"
LANGUAGES = ("zh_CN", "en")
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}
DATE = datetime(2026, 1, 1, tzinfo=UTC)  # the same file for the same messages, whenever it is made


def main() -> int:
    """Update or check; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="change nothing, fail on a fault")
    check = parser.parse_args().check
    template = collect()
    if not check:
        for language in LANGUAGES:
            update(language, template)
    faults = [fault for language in LANGUAGES for fault in find_faults(language, template)]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


def collect() -> Catalog:
    """All messages of the code, and those of click."""
    template = Catalog(project="gongwen")
    found = extract_from_dir(PACKAGE, [("**.py", "python")], keywords=KEYWORDS)
    for name, _line, message, _comments, context in sorted(found, key=lambda entry: (entry[0], entry[1])):
        template.add(message, None, [(Path(name).as_posix(), 0)], context=context)
    with CLICK.open("rb") as file:
        for message in read_po(file):
            if message.id:
                template.add(message.id, None, [("click", 0)])
    return template


def update(language: str, template: Catalog) -> None:
    """Take new messages in, drop those that are gone, compile."""
    catalogue = read(language)
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    catalogue.creation_date = catalogue.revision_date = DATE
    catalogue.fuzzy = False
    for message in catalogue:
        message.flags -= {"python-format"}
        if language == "en" and message.id:
            message.string = message.id
    path(language, "po").parent.mkdir(parents=True, exist_ok=True)
    with path(language, "po").open("wb") as file:
        write_po(file, catalogue, width=100, sort_by_file=True, include_lineno=False, omit_header=False)
    with path(language, "mo").open("wb") as file:
        write_mo(file, catalogue)


def read(language: str) -> Catalog:
    """The catalogue of a language as it is on disk, or an empty one."""
    if not path(language, "po").exists():
        return Catalog(
            locale=language,
            domain="gongwen",
            header_comment=f"# Messages of gongwen, {language}. Kept by tools/catalogues.py.",
            project="gongwen",
            version="1",
            last_translator="gongwen",
            language_team=language,
            msgid_bugs_address="https://github.com/gongwen/gongwen/issues",
            fuzzy=False,
        )
    with path(language, "po").open("rb") as file:
        return read_po(file, locale=language, domain="gongwen")


def path(language: str, suffix: str) -> Path:
    """Where a catalogue lies."""
    return PACKAGE / "locale" / language / "LC_MESSAGES" / f"gongwen.{suffix}"


def find_faults(language: str, template: Catalog) -> Iterator[str]:
    """What keeps a catalogue from being complete, right and compiled, one line each."""
    catalogue = read(language)
    known = {message.id for message in catalogue if message.id}
    wanted = {message.id for message in template if message.id}
    for gone in known - wanted:
        yield f"{language}: no longer in the code: {gone!r}"
    for new in wanted - known:
        yield f"{language}: not yet in the catalogue: {new!r}"
    for message in catalogue:
        if message.id in wanted:
            yield from (f"{language}: {fault}: {message.id!r}" for fault in _faults(message))
    if _compiled(language) != {m.id: _frozen(m.string) for m in catalogue if m.id and all(_strings(m))}:
        yield f"{language}: the .mo file is stale"


def _faults(message: Message) -> Iterator[str]:
    originals = message.id if isinstance(message.id, tuple) else (message.id,)
    strings = _strings(message)
    if len(strings) != len(originals):  # Chinese has one form for every number
        originals = originals[-1:]
    for original, translated in zip(originals, strings, strict=True):
        if not translated:
            yield "no translation"
        elif fields(translated) != fields(original):
            yield "other fields than the message"


def fields(text: str) -> set[str | None]:
    """The names of the `{fields}` in a text."""
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def _strings(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def _compiled(language: str) -> dict[object, object] | None:
    """What the .mo file holds; plurals are lists there."""
    if not path(language, "mo").exists():
        return None
    with path(language, "mo").open("rb") as file:
        return {_frozen(m.id): _frozen(m.string) for m in read_mo(file) if m.id}


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list | tuple) else value


if __name__ == "__main__":
    sys.exit(main())
