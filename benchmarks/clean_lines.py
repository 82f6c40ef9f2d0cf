"""Clean lines of many languages and scripts, on which every repair of characters is a false alarm.

Held-out documents, the same in Traditional script (opencc), sentence pairs of proofreading sets, classical
verse, the translated messages of the programs on this machine (Japanese, Korean, Vietnamese, French …) and
Python code. What the machine has differs, so results name the counts.
"""

from __future__ import annotations

import gettext
import sys
import sysconfig
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

from corpus import documents, held_out, records

CATALOGUES = Path("/usr/share/locale")
LANGUAGES = "ja ko vi fr de es pt_BR it pl cs hu tr ru uk el sv da is ro he zh_TW zh_HK zh_CN"
CLASSICAL = Path(__file__).resolve().parents[1] / "tests" / "repairing" / "cases" / "classical.txt"


def chinese() -> Iterator[tuple[str, str]]:
    """Lines of Chinese as (set, line)."""
    import opencc  # noqa: PLC0415

    for name in ("laws", "xwlb", "speeches", "essays", "govcn-policy", "work-reports"):
        taken = held_out(name) if name in ("laws", "xwlb") else [p for _, p in documents(name)]
        for paragraphs in taken:
            yield from ((name, line) for line in paragraphs)
    for config in ("s2tw", "s2hk"):
        convert = opencc.OpenCC(config).convert
        for name in ("laws", "xwlb", "essays"):
            for paragraphs in held_out(name)[:150]:
                yield from ((f"{name} {config}", line) for line in convert("\n".join(paragraphs)).split("\n"))
    for name in ("ecspell-law", "ecspell-odw", "lemon-v2", "midu-ctc", "mucgec-dev", "nacgec"):
        for record in records(f"correction-benchmarks/{name}.jsonl.gz"):
            yield from ((name, value) for value in record.values() if isinstance(value, str))
    for line in CLASSICAL.read_text("utf-8").split("\n"):
        yield "classical", line


def messages() -> Iterator[tuple[str, str]]:
    """Lines of the messages of programs, as (language, line)."""
    for language in LANGUAGES.split():
        for path in sorted((CATALOGUES / language / "LC_MESSAGES").glob("*.mo")):
            try:
                with path.open("rb") as file:
                    catalogue = gettext.GNUTranslations(file)
            except (OSError, ValueError, UnicodeDecodeError):
                continue
            for message in catalogue._catalog.values():  # type: ignore[attr-defined]
                yield from ((language, line) for line in str(message).split("\n"))


def code() -> Iterator[tuple[str, str]]:
    """Lines of the standard library that are not ASCII."""
    for path in sorted(Path(sysconfig.get_path("stdlib")).glob("*.py")) + sorted(
        Path(sysconfig.get_path("stdlib"), "encodings").glob("*.py")
    ):
        for line in path.read_text("utf-8", "replace").split("\n"):
            yield "code", line


def by_set() -> dict[str, list[str]]:
    """All lines by set, each once."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for source in (chinese, messages, code):
        for name, line in source():
            if line.strip() and "\ufffd" not in line:
                found[name][line] = None
    return {name: list(lines) for name, lines in found.items()}
