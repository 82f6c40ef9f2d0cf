"""The objects of a PDF and how they stand in the file (ISO 32000-1, 7.3 and 7.5).

An object is text as it stands in the file; what refers to another holds its reference, `12 0 R`.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from hashlib import sha256

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_COMPRESSION = 1
"""Higher levels take two to three times as long; faces, most of a file, are 2 to 10 of 100 smaller then."""
_ESCAPED = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)"})


class PdfFile:
    """Collects the objects of one file; their references may be had before they are."""

    def __init__(self) -> None:
        self._objects: list[bytes] = []

    def reserve(self) -> str:
        """The reference of an object that is put later."""
        self._objects.append(b"")
        return f"{len(self._objects)} 0 R"

    def put(self, reference: str, content: str) -> None:
        """Give the object of a reference."""
        self._objects[_number(reference)] = content.encode("ascii")

    def add(self, content: str) -> str:
        """Take an object; returns its reference."""
        self._objects.append(content.encode("ascii"))
        return f"{len(self._objects)} 0 R"

    def stream(
        self, content: bytes, entries: Mapping[str, object], *, is_plain: bool = False, repeats: bool = True
    ) -> str:
        """Take a stream; returns its reference.

        Args:
            content: What it holds.
            entries: What its dictionary says of it.
            is_plain: Leave it as it is, as XMP has to be.
            repeats: Whether strings return in it. Those of CFF faces do not: not to look for them takes
                half of the time, for 2 to 5 of 100 more bytes.
        """
        if not is_plain:
            strategy = zlib.Z_DEFAULT_STRATEGY if repeats else zlib.Z_HUFFMAN_ONLY
            packer = zlib.compressobj(_COMPRESSION, strategy=strategy)
            content = packer.compress(content) + packer.flush()
            entries = {**entries, "Filter": "/FlateDecode"}
        head = dictionary({**entries, "Length": len(content)}).encode("ascii")
        # `endstream` has a line of its own (ISO 19005-2, 6.1.7.1)
        self._objects.append(b"".join((head, b"\nstream\n", content, b"\nendstream")))
        return f"{len(self._objects)} 0 R"

    def written(self, root: str, info: str) -> bytes:
        """The file: the objects, where each begins, and which of them are the catalog and the information."""
        whole = bytearray(_HEAD)
        table = ["0000000000 65535 f \n"]
        for number, content in enumerate(self._objects, 1):
            table.append(f"{len(whole):010d} 00000 n \n")
            whole += b"%d 0 obj\n" % number + content + b"\nendobj\n"
        name = f"<{sha256(whole).hexdigest()[:32]}>"
        entries = {"Size": len(table), "Root": root, "Info": info, "ID": array((name, name))}
        head, tail = (
            f"xref\n0 {len(table)}\n",
            f"trailer\n{dictionary(entries)}\nstartxref\n{len(whole)}\n%%EOF\n",
        )
        whole += "".join([head, *table, tail]).encode("ascii")
        return bytes(whole)


def dictionary(entries: Mapping[str, object]) -> str:
    """A dictionary; its values are objects already, or numbers."""
    return f"<<{' '.join([f'/{key} {value}' for key, value in entries.items()])}>>"


def array(items: Iterable[object]) -> str:
    """An array of objects or numbers."""
    return f"[{' '.join(map(str, items))}]"


def string(text: str) -> str:
    """Text for people: ASCII as it is, other in UTF-16."""
    if text.isascii() and text.isprintable():
        return f"({text.translate(_ESCAPED)})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def _number(reference: str) -> int:
    return int(reference.partition(" ")[0]) - 1
