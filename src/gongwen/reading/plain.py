"""Plain text, Markdown and pages: what is told apart only once it is decoded."""

from __future__ import annotations

from dataclasses import replace

from ..model import Source
from .formats import Format, declared_charset, is_page, suffix_notices, suffix_of
from .text import decode_text


def read_plain(data: bytes, name: str) -> Source:
    """The text of a file without a format, or the main text of a page.

    Raises:
        UnreadableInput: no text, or in no encoding that can be told.
    """
    decoded = decode_text(data, name, declared_charset(data))
    suffix = suffix_of(name)
    if is_page(decoded.text, suffix):
        from .webpage import read_html  # noqa: PLC0415  # lxml is not needed for texts

        source, found = read_html(decoded, name), Format.HTML
    else:
        source, found = decoded, Format.TEXT
        if suffix == ".md" and not decoded.damage:
            from .markdown import read_markdown  # noqa: PLC0415

            text, kept = read_markdown(decoded.text)
            source = replace(decoded, text=text, kept=kept)
    return replace(source, notices=suffix_notices(found, name) + source.notices)
