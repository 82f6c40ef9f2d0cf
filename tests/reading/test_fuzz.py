"""Any bytes give a Source or a GongwenError, nothing else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from makers import W, docx, mail, odt, page, pdf, rtf, simple_mail, simple_ofd, simple_pdf, zipped

from gongwen.model import GongwenError, Source
from gongwen.reading import office, read
from properties import examples

NUMBERING = (
    f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
BODY = (
    '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r>'
    '<w:sym w:char="F0A8"/></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>'
)
LIST = (
    '<text:list text:style-name="L"><text:list-item><text:p>甲<text:s text:c="2"/></text:p></text:list-item>'
    '</text:list><table:table><table:table-row><table:table-cell table:number-columns-repeated="2"><text:p>乙'
    "</text:p></table:table-cell></table:table-row></table:table>"
)
LISTS = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="一"'
    ' style:num-suffix="、" text:display-levels="1"/></text:list-style>'
)
RTF = (
    rb"{\rtf1\ansi\ansicpg936\uc2{\fonttbl{\f0\fcharset134 a;}}{\*\x y}\trowd\intbl\f0 \'bc\'d7\cell"
    rb" b\cell\row\pard{\listtext 1.}\u20013\'d6\'d0{\v h}\par{\shp{\*\shpinst{\shptxt c\par}}}\bin3 abc}"
)
WHOLE_PAGE = (
    '<html><head><meta name="PubDate" content="2024"></head><body><table><tr><td>文号：</td><td>甲</td></tr>'
    '</table><ol start="3"><li value="7">一<li>二</ol><pre>x</pre><img width="99"></body></html>'
).encode()


def numbered_docx() -> bytes:
    document = f'<w:document xmlns:w="{W}"><w:body>{BODY}</w:body></w:document>'
    return zipped({"word/document.xml": document, "word/numbering.xml": NUMBERING})


VALID: dict[str, Callable[[], bytes]] = {
    "docx": docx,
    "docx with numbers": numbered_docx,
    "odt": odt,
    "odt with lists": lambda: odt(LIST, styles=LISTS),
    "rtf": rtf,
    "rtf with tables": lambda: RTF,
    "pdf": simple_pdf,
    "pdf of two pages": lambda: pdf(
        [[(90, 100, "一"), (90, 800, "- 1 -")], [(90, 100, "二"), (90, 800, "- 2 -")]]
    ),
    "ofd": simple_ofd,
    "page": page,
    "page with a table": lambda: WHOLE_PAGE,
    "mail": simple_mail,
    "mail of two parts": lambda: mail(("text/html", page(), "base64"), ("image/png", b"x", "8bit")),
    "archive": lambda: zipped({"a.txt": "文"}),
}
MAGIC = [
    b"",
    b"PK\x03\x04",
    b"{\\rtf1",
    b"%PDF-1.4\n",
    b"<html>",
    bytes.fromhex("d0cf11e0a1b11ae1"),
    b"From: a\n",
]
SUFFIXES = ["", ".txt", ".html", ".doc", ".eml", ".md", ".zip"]
changes = st.lists(
    st.tuples(
        st.integers(0, 1 << 20),
        st.one_of(st.binary(max_size=4), st.sampled_from([b"9" * 12, b"-1", b"<", b"}"])),
    ),
    max_size=6,
)


@pytest.fixture(autouse=True)
def _no_other_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    monkeypatch.setattr(office, "find_extractor", lambda: None)


def attempt(data: bytes, name: str = "-") -> None:
    try:
        source = read(data, name=name)
    except GongwenError:
        return
    assert isinstance(source, Source)
    assert source.text.strip()
    source.text.encode("utf-8", "surrogatepass")
    assert all(0 <= r.start <= r.end <= len(source.text) for r in source.regions)
    assert all(source.text[d.start : d.end] == "\ufffd" for d in source.damage)


def changed(data: bytes, edits: list[tuple[int, bytes]], keep: int) -> bytes:
    """The bytes with pieces overwritten, and perhaps cut short."""
    new = bytearray(data)
    for place, piece in edits:
        at = place % max(1, len(new))
        new[at : at + len(piece)] = piece
    return bytes(new[: len(new) - keep % len(new)] if keep % 3 == 0 else new)


def inside(data: bytes, edits: list[tuple[int, bytes]], keep: int) -> bytes:
    """An archive whose members are changed, not the archive itself."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped({name: changed(archive.read(name), edits, keep) for name in archive.namelist()})


@examples(300)
@given(st.sampled_from(MAGIC), st.binary(max_size=300), st.sampled_from(SUFFIXES))
def test_any_bytes(head: bytes, tail: bytes, suffix: str) -> None:
    attempt(head + tail, name=f"a{suffix}")


@pytest.mark.parametrize("kind", VALID)
@examples(80)
@given(edits=changes, keep=st.integers(0, 5000))
def test_changed_files(kind: str, edits: list[tuple[int, bytes]], keep: int) -> None:
    data = VALID[kind]()
    attempt(changed(data, edits, keep))
    if data.startswith(b"PK"):
        attempt(inside(data, edits, keep))


@examples(150)
@given(
    st.lists(
        st.sampled_from([*RTF.split(b"\\"), b"{", b"}", b"'81", b"u-1 ", b"uc0 ", b"nestcell ", b"nestrow "])
    )
)
def test_rtf_in_any_order(pieces: list[bytes]) -> None:
    attempt(b"{\\rtf1 \\" + b"\\".join(pieces))
