"""Clean up scraped Chinese official text and set it after GB/T 9704—2012.

    import gongwen
    source = gongwen.read("speech.txt")
    repaired = gongwen.repair(source)
    document = gongwen.parse(repaired)
    gongwen.write(document, "speech.pdf", style="speech")

`gongwen.convert("speech.txt", ["speech.docx", "speech.pdf"])` does all of it. Names are imported when
they are first used, so that `import gongwen` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .api import Result, check, convert, parse, read, read_text, repair, typeset, write
    from .model import (
        Adaptation,
        Block,
        BlockKind,
        Document,
        Edit,
        FontError,
        GongwenError,
        Level,
        MetadataError,
        Pages,
        Refusal,
        Repaired,
        Source,
        Status,
        Style,
        StyleError,
        UnreadableInput,
        UnsupportedFormat,
        UnwritableOutput,
        UsageError,
    )

__version__ = "0.1.0"

_API = ("Result", "check", "convert", "parse", "read", "read_text", "repair", "typeset", "write")

__all__ = [
    "Adaptation",
    "Block",
    "BlockKind",
    "Document",
    "Edit",
    "FontError",
    "GongwenError",
    "Level",
    "MetadataError",
    "Pages",
    "Refusal",
    "Repaired",
    "Result",
    "Source",
    "Status",
    "Style",
    "StyleError",
    "UnreadableInput",
    "UnsupportedFormat",
    "UnwritableOutput",
    "UsageError",
    "check",
    "convert",
    "parse",
    "read",
    "read_text",
    "repair",
    "typeset",
    "write",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(".api" if name in _API else ".model", __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)
