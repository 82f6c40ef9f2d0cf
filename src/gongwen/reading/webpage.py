"""The main text of a web page."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from lxml import etree, html

from ..i18n import gettext as _
from ..model import Damage, Notice, Source, UnreadableInput
from .datafiles import toml
from .htmlkept import Belongings
from .htmltext import drop, element_flow
from .limits import PAGE_MARKUP, NestingError, check_markup
from .pageabout import about_page

_CONTAINER_HAN = 30
"""Han characters from which a known container is believed."""
_BLOCK_HAN = 15
"""Han characters from which a block counts in the density score."""
_ROWS_HAN = 60
"""The most Han characters of a title and a signature in rows of their own."""
_HEADING_HAN = 4
"""Han characters from which a heading counts as a title."""
_HEAD = 400
"""Characters at the start of the main text among which its title may stand already."""
_MAKER = ("generator", "originator", "progid")
_OFFICE = re.compile(r"LibreOffice|OpenOffice|Microsoft Word|Word\.Document|WPS", re.I)
_LIST_STYLE = re.compile(r"list-style|@import", re.I)
_ANCESTORS = 4
_FADING = 0.72
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af]")
_MARKS = re.compile(r"[，。；、！？,;]")
_BLANK = re.compile(r"\s+")
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_TITLE_TAIL = re.compile(r"\s*(?:[_|\-–—－]+|\s-\s).*$", re.S)
_FIRST_MARKER = 0xF0000
_MARKERS = 0xFFF0
"""So many damaged places are followed through the page; further ones only stay U+FFFD."""


def read_html(page: Source, name: str, *, whole: bool = False) -> Source:
    """The main text of a page, its title, and the damage inside the main text.

    Args:
        page: the decoded page.
        name: what errors call it.
        whole: all of the page is its text, as in a mail.

    Raises:
        UnreadableInput: the page shows no text.
    """
    root = _parse(_mark(page))
    told, about = about_page(root)
    numbered = not _restyles_lists(root)
    is_elsewhere = next(root.iter("script", "frame", "iframe"), None) is not None
    drop(root, scripts=True)
    title, heading = told or _title(root), _heading(root)
    element, notices = root, page.notices
    if _is_made_by_office(root):
        _drop_page_edges(root)
    elif not whole:
        element, found_none = _main(page, root)
        notices += found_none
    drop(element, hidden=True)
    belongings = Belongings()
    flow, numbers = element_flow(element, belongings, numbered=numbered)
    text, kept = flow.text(belongings.marks)
    text, damage = _unmark(text, page.damage)
    if not text.strip():
        message = (
            _("{name} shows no text of its own; open it in a browser and copy the text into a .txt file.")
            if is_elsewhere
            else _("{name} is empty; there is nothing to read.")
        )
        raise UnreadableInput(message.format(name=name))
    if heading and not whole and _BLANK.sub("", heading) not in _BLANK.sub("", text[:_HEAD]):
        text = heading + "\n" + text
        shift = len(heading) + 1
        damage = tuple(replace(d, start=d.start + shift, end=d.end + shift) for d in damage)
        kept = kept.shifted(shift)
    notices += flow.notices() + _number_notices(numbers)
    return replace(page, text=text, title=title, damage=damage, notices=notices, about=about, kept=kept)


def _main(page: Source, root: html.HtmlElement) -> tuple[html.HtmlElement, tuple[Notice, ...]]:
    """The element that holds the main text; all of the page, with a notice, where there is none."""
    element = _known_container(root)
    if element is None:
        drop(root, hidden=True)
        _drop_furniture(root)
        element = _densest(root)
    if element is not None:
        return _with_rows(element), ()
    everything = _parse(_mark(page))
    drop(everything, scripts=True)
    message = _("No main text was found in the page; the whole page was read.")
    return everything, (Notice("html.whole-page", message),)


def _with_rows(element: html.HtmlElement) -> html.HtmlElement:
    """The table around a cell, if its other rows hold no more than a title and a signature.

    Such a table is there for layout; one with links or with more text beside holds other things.
    """
    table = next(element.iterancestors("table"), None) if element.tag == "td" else None
    if table is None or any(len(row.xpath("./td[normalize-space()]")) > 1 for row in table.iter("tr")):
        return element
    beside = _han(str(table.text_content())) - _han(str(element.text_content()))
    has_links = len(list(table.iter("a"))) > len(list(element.iter("a")))
    return table if 0 < beside <= _ROWS_HAN and not has_links else element


def _number_notices(count: int) -> tuple[Notice, ...]:
    if not count:
        return ()
    message = _("{count} list numbers stand as a browser shows them; compare them with the original.")
    return (Notice("html.list-numbers", message.format(count=count)),)


def _is_made_by_office(root: html.HtmlElement) -> bool:
    """Whether Word, WPS or LibreOffice saved a document as this page: then all of it is text."""
    makers = [m.get("content") or "" for m in root.iter("meta") if (m.get("name") or "").lower() in _MAKER]
    return any(_OFFICE.search(maker) for maker in makers)


def _drop_page_edges(root: html.HtmlElement) -> None:
    """Remove the running headers and footers that LibreOffice writes into a page."""
    for edge in root.xpath('//div[@title="header" or @title="footer"]'):
        edge.drop_tree()


def _restyles_lists(root: html.HtmlElement) -> bool:
    """Whether style sheets say how lists look, so that their numbers may not be shown."""
    if any("stylesheet" in (link.get("rel") or "").lower() for link in root.iter("link")):
        return True
    return any(_LIST_STYLE.search(str(style.text_content())) for style in root.iter("style"))


def _parse(text: str) -> html.HtmlElement:
    check_markup(text, PAGE_MARKUP)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    data = _NOT_XML.sub("", text).encode("utf-8")
    try:
        root = html.document_fromstring(data, parser=parser)
    except etree.ParserError:  # nothing but remarks
        return html.document_fromstring(b"<html><body></body></html>", parser=parser)
    if parser.error_log.filter_types([etree.ErrorTypes.ERR_RESOURCE_LIMIT]):
        raise NestingError  # the parser has left out the rest
    for stray in list(root.itersiblings()):  # a second <html>, as some pages have
        root.append(stray)
    return root


def _mark(page: Source) -> str:
    """The page with a private-use character for each damaged place, to find it again in the main text."""
    if not page.damage:
        return page.text
    characters = list(page.text)
    for index, damage in enumerate(page.damage[:_MARKERS]):
        characters[damage.start] = chr(_FIRST_MARKER + index)
    return "".join(characters)


def _unmark(text: str, damage: tuple[Damage, ...]) -> tuple[str, tuple[Damage, ...]]:
    if not damage:
        return text, ()
    kept = []
    for place, character in enumerate(text):
        index = ord(character) - _FIRST_MARKER
        if 0 <= index < min(len(damage), _MARKERS):
            kept.append(replace(damage[index], start=place, end=place + 1))
    marks = {_FIRST_MARKER + index: "\ufffd" for index in range(min(len(damage), _MARKERS))}
    return text.translate(marks), tuple(kept)


def _han(text: str) -> int:
    return len(_HAN.findall(text))


def _known_container(root: html.HtmlElement) -> html.HtmlElement | None:
    """The largest of the elements that known systems keep the main text in."""
    known = toml("containers.toml")
    ids, classes = set(known["id"]), tuple(known["class"])
    found = [
        (_han(str(element.text_content())), -place, element)
        for place, element in enumerate(root.iter(etree.Element))
        if element.get("id") in ids or any(c.startswith(classes) for c in element.get("class", "").split())
    ]
    size, _place, element = max(found, key=lambda f: f[:2], default=(0, 0, None))
    return element if size >= _CONTAINER_HAN else None


def _drop_furniture(root: html.HtmlElement) -> None:
    """Remove navigation, footers, comments and recommendations, of which some are dense prose."""
    furniture = toml("containers.toml")["furniture"]
    tags, names = frozenset(furniture["tag"]), re.compile(furniture["name"], re.I)
    doomed = [
        element
        for element in root.iterdescendants()
        if element.tag in tags
        or (element.tag != "body" and names.search(f"{element.get('id', '')} {element.get('class', '')}"))
    ]
    for element in doomed:
        if element.getparent() is not None:
            element.drop_tree()


def _densest(root: html.HtmlElement) -> html.HtmlElement | None:
    """The element with the most running text, where links count against it.

    Each block scores by its Han characters and punctuation and shares its score with the elements
    around it, the nearer the more; the sum is multiplied by (1 - share of link text)^2.
    """
    scores: dict[html.HtmlElement, float] = defaultdict(float)
    for block in root.iter("p", "div", "td", "section", "span", "br", "article", "font"):
        own = _own_text(block)
        if _han(own) < _BLOCK_HAN:
            continue
        score = _han(own) * (1 + len(_MARKS.findall(own)) / 4)
        if block.tag in ("div", "td", "article", "section"):
            scores[block] += score
        for ancestor in list(block.iterancestors())[:_ANCESTORS]:
            if ancestor.tag in ("html", "body"):
                break
            scores[ancestor] += score
            score *= _FADING
    return max(scores, key=lambda e: scores[e] * _prose_share(e) ** 2, default=None)


def _own_text(element: html.HtmlElement) -> str:
    """The text that stands in the element itself; a line break owns what follows it."""
    if element.tag == "br":
        return _BLANK.sub("", element.tail or "")
    return _BLANK.sub("", (element.text or "") + "".join(child.tail or "" for child in element))


def _prose_share(element: html.HtmlElement) -> float:
    """The share of the text that is not in links."""
    text = len(_BLANK.sub("", str(element.text_content())))
    links = sum(len(_BLANK.sub("", str(link.text_content()))) for link in element.iter("a"))
    return 1 - links / text if text else 0.0


def _heading(root: html.HtmlElement) -> str:
    """The <h1> that the page's title repeats: it heads the text even where it stands outside of it.

    Other <h1> are the name of the site or of a section.
    """
    page_title = _BLANK.sub("", " ".join(str(e.text_content()) for e in root.iter("title")))
    for element in root.iter("h1"):
        heading = _flat(str(element.text_content()))
        bare = _BLANK.sub("", heading)
        is_whole = all(ord(c) < _FIRST_MARKER for c in bare) and "\ufffd" not in bare
        if is_whole and _han(bare) >= _HEADING_HAN and page_title.startswith(bare):
            return heading
    return ""


def _title(root: html.HtmlElement) -> str | None:
    """The title: the only <h1>, else the head of the page's title."""
    headings = [_flat(str(h.text_content())) for h in root.iter("h1")]
    headings = [h for h in headings if h]
    page_title = _flat(" ".join(str(t.text_content()) for t in list(root.iter("title"))[:1]))
    if len(headings) == 1 and (
        not page_title or headings[0] in page_title or len(headings[0]) > len(page_title) / 2
    ):
        return headings[0]
    return _TITLE_TAIL.sub("", page_title) or page_title or None


def _flat(text: str) -> str:
    return _BLANK.sub(" ", text).strip()
