"""The parts of a Word file (.docx), found by their relations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from posixpath import dirname, join, normpath

from lxml import etree

from .limits import Archive, DamagedError, NestingError
from .numbering import W, inherited, is_on
from .safexml import parse_xml

_STRICT = "http://purl.oclc.org/ooxml/"
_USUAL = {
    f"{_STRICT}{family}/": f"http://schemas.openxmlformats.org/{family}/2006/"
    for family in ("wordprocessingml", "drawingml", "officeDocument")
}
"""Beginnings of namespaces in the strict form, in which an office program may save, and in the usual one."""
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_OF_CONTENTS = re.compile(r"toc (?:\d|heading)", re.I)


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a relation leads: to a part of the file, or to an address outside."""

    target: str
    is_external: bool


class Package:
    """The parts of the archive."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._main = self._target("_rels/.rels", "/officeDocument") or "word/document.xml"
        folder = dirname(self._main)
        self._relations = join(folder, "_rels", self._main.rsplit("/", 1)[-1] + ".rels")

    def part(self, kind: str) -> etree._Element:
        """A part by kind: `document`, `numbering` or `styles`."""
        name = self._main if kind == "document" else self._target(self._relations, "/" + kind)
        return self._xml(name or join(dirname(self._main), f"{kind}.xml"))

    def optional(self, kind: str) -> etree._Element | None:
        """A part that may be missing."""
        name = self._target(self._relations, "/" + kind) or join(dirname(self._main), f"{kind}.xml")
        return self._xml(name) if self._archive.get(name) else None

    def title(self) -> str:
        """The title among the core properties."""
        try:
            return self._xml("docProps/core.xml").findtext(_DC_TITLE) or ""
        except DamagedError:
            return ""

    def hidden_styles(self) -> frozenset[str]:
        """The styles whose text is hidden, by their own setting or the one they are based on."""
        settings = inherited(self.optional("styles"), lambda style: style.find(f"{W}rPr/{W}vanish"))
        return frozenset(name for name, (_origin, vanish) in settings.items() if is_on(vanish))

    def contents_styles(self) -> frozenset[str]:
        """The styles of the lines of a table of contents, by the names that Word gives them."""
        styles = self.optional("styles")
        names = {} if styles is None else {s.get(W + "styleId", ""): s.find(W + "name") for s in styles}
        return frozenset(
            style
            for style, name in names.items()
            if name is not None and _OF_CONTENTS.fullmatch(name.get(W + "val", ""))
        )

    def relations(self) -> dict[str, Relation]:
        """What the body refers to, by the names it has for it; none where they cannot be understood."""
        found = {}
        with suppress(DamagedError, NestingError):
            if self._relations in self._archive.names():
                base = dirname(dirname(self._relations))
                for entry in self._xml(self._relations).iter(_RELATIONSHIP):
                    is_external = entry.get("TargetMode") == "External"
                    target = entry.get("Target", "")
                    place = target if is_external else normpath(join("/", base, target)).lstrip("/")
                    found[entry.get("Id", "")] = Relation(place, is_external)
        return found

    def data(self, name: str) -> bytes | None:
        """The bytes of a part, None where there is none of that name."""
        return self._archive.get(name)

    def has(self, kind: str) -> bool:
        """Whether there is a part of a kind, by the end of its relation: `/vbaProject`."""
        return bool(self._target(self._relations, kind))

    def is_protected(self) -> bool:
        """Whether Word lets nobody change the text, or only parts of it."""
        with suppress(DamagedError, NestingError):
            settings = self.optional("settings")
            rule = None if settings is None else settings.find(W + "documentProtection")
            return rule is not None and rule.get(W + "enforcement", "0") not in ("0", "false", "off")
        return False

    def edges(self) -> Iterator[etree._Element]:
        """The headers and footers that can be understood, each once."""
        for kind in ("/header", "/footer"):
            yield from self.parts(kind)

    def parts(self, kind: str) -> Iterator[etree._Element]:
        """The parts of a kind that can be understood, by the end of their relation: `/comments`."""
        for name in dict.fromkeys(self._targets(self._relations, kind)):
            with suppress(DamagedError, NestingError):
                yield self._xml(name)

    def _xml(self, name: str) -> etree._Element:
        data = self._archive.read(name)
        for codec in ("utf-8", "utf-16-le", "utf-16-be"):
            if _STRICT.encode(codec) in data:
                for strict, usual in _USUAL.items():
                    data = data.replace(strict.encode(codec), usual.encode(codec))
        return parse_xml(data)

    def _target(self, relations: str, kind: str) -> str | None:
        """Where the first relation of a kind leads."""
        return next(self._targets(relations, kind), None)

    def _targets(self, relations: str, kind: str) -> Iterator[str]:
        """Where the relations of a part lead."""
        if relations not in self._archive.names():
            return
        base = dirname(dirname(relations))
        for relation in self._xml(relations).iter(_RELATIONSHIP):
            if relation.get("Type", "").endswith(kind):
                yield normpath(join("/", base, relation.get("Target", ""))).lstrip("/")
