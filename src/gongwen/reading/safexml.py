"""XML of documents, which may be hostile: entities that expand, files it points to, bottomless nesting."""

from __future__ import annotations

from typing import Any

from lxml import etree

from .limits import DamagedError, NestingError, check_markup


def parse_xml(data: bytes) -> etree._Element:
    """A tree of XML without entities, network or unbounded depth.

    Raises:
        DamagedError: it is no XML, or declares entities, which no document format does.
        NestingError: it nests without end.
        TooLargeError: its tree would fill the memory.
    """
    check_markup(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        if parser.error_log.filter_types([etree.ErrorTypes.ERR_RESOURCE_LIMIT]):
            raise NestingError from None
        raise DamagedError from None
    doctype: Any = root.getroottree().docinfo.internalDTD
    if doctype is not None and next(doctype.iterentities(), None) is not None:
        raise DamagedError
    return root
