"""Pictures of a Word file: turned ones, those of the strict form, of headers and of notes."""

from __future__ import annotations

import io

import pytest
from makers import zipped
from PIL import Image
from test_word_kept import RELATIONS, SPACES, p, png, tbl, tc, tr, word

from gongwen.model import Source
from gongwen.reading import read

STRICT = "http://purl.oclc.org/ooxml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
LINKS = {"p1": ("image", "media/a.png")}
FOUR = [(10, 0, 0), (0, 10, 0), (0, 0, 10), (90, 90, 90)]
"""The pixels of a picture of two by two, row by row."""


def four() -> bytes:
    """A picture of two by two pixels that are all different."""
    image = Image.new("RGB", (2, 2))
    image.putdata(FOUR)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def drawing(frame: str = "", wide: int = 1270000, high: int = 635000) -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{wide}" cy="{high}"/>'
        '<wp:docPr id="1" name="x" descr="图"/>'
        "<a:graphic><a:graphicData><a:pic><a:blipFill><a:blip r:embed='p1'/></a:blipFill><a:spPr>"
        f'<a:xfrm {frame}><a:ext cx="{wide}" cy="{high}"/></a:xfrm></a:spPr></a:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


def pixels(source: Source) -> list[int]:
    """Which pixel of the file's picture stands where."""
    (picture,) = source.kept.pictures
    shown = Image.open(io.BytesIO(picture.data)).convert("RGB")
    return [FOUR.index(shown.getpixel((x, y))) for y in range(shown.height) for x in range(shown.width)]


@pytest.mark.parametrize(
    ("frame", "order", "size"),
    [
        ("", [0, 1, 2, 3], (100, 50)),
        ('rot="5400000"', [2, 0, 3, 1], (50, 100)),
        ('rot="10800000"', [3, 2, 1, 0], (100, 50)),
        ('rot="-5400000"', [1, 3, 0, 2], (50, 100)),
        ('flipH="1"', [1, 0, 3, 2], (100, 50)),
        ('flipV="true"', [2, 3, 0, 1], (100, 50)),
        ('flipH="1" rot="5400000"', [3, 1, 2, 0], (50, 100)),
    ],
)
def test_a_turned_or_mirrored_picture_is_kept_as_it_is_shown(
    frame: str, order: list[int], size: tuple[float, float]
) -> None:
    source = word(p("上文") + p("", drawing(frame)), links=LINKS, media__a_png=four())
    (picture,) = source.kept.pictures
    assert pixels(source) == order
    assert (picture.width, picture.height) == size
    assert not source.notices


@pytest.mark.parametrize("style", ["rotation:90", "rotation:5898240fd", "flip:x;rotation:90"])
def test_a_turned_picture_of_the_older_kind(style: str) -> None:
    shape = f'<v:shape style="width:100pt;height:50pt;{style}"><v:imagedata r:id="p1"/></v:shape>'
    shape = f"<w:r><w:pict>{shape}</w:pict></w:r>"
    source = word(p("上文") + p("", shape), links=LINKS, media__a_png=four())
    assert pixels(source) == ([3, 1, 2, 0] if "flip" in style else [2, 0, 3, 1])
    assert (source.kept.pictures[0].width, source.kept.pictures[0].height) == (50, 100)


def test_a_picture_that_leans_stands_upright_and_is_told() -> None:
    source = word(p("上文") + p("", drawing('rot="1800000"')), links=LINKS, media__a_png=four())
    assert pixels(source) == [0, 1, 2, 3]
    assert [notice.code for notice in source.notices] == ["docx.unturned"]


def test_the_strict_form_has_its_pictures_links_and_widths_of_columns() -> None:
    """Its namespaces are others, and its lengths have units."""
    link = '<w:hyperlink r:id="h1"><w:r><w:t>官网</w:t></w:r></w:hyperlink>'
    table = tbl(tr(tc(p("甲")), tc(p("乙"))), grid=(1, 2)).replace('w:w="1"', 'w:w="50pt"')
    body = p("上文", link) + p("", drawing()) + table.replace('w:w="2"', 'w:w="150.00pt"')
    xml = f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"
    relations = (
        f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="p1" Type="{RELATIONS}/image" Target="media/a.png"/>'
        f'<Relationship Id="h1" Type="{RELATIONS}/hyperlink" Target="http://a.cn/" TargetMode="External"/>'
        "</Relationships>"
    )
    for family in ("wordprocessingml", "drawingml", "officeDocument"):
        usual, strict = f"http://schemas.openxmlformats.org/{family}/2006", f"{STRICT}/{family}"
        xml, relations = xml.replace(usual, strict), relations.replace(usual, strict)
    members = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": xml,
        "word/_rels/document.xml.rels": relations,
        "word/media/a.png": png(),
    }
    source = read(zipped(members), name="a.docx")
    assert [(picture.data, picture.alt) for picture in source.kept.pictures] == [(png(), "图")]
    assert [link.target for link in source.kept.links] == ["http://a.cn/"]
    assert source.kept.tables[0].widths == (0.25, 0.75)
    assert not source.notices


def test_pictures_of_headers_are_told() -> None:
    header = f"<w:hdr {SPACES}>{p('', drawing())}</w:hdr>"
    source = word(p("正文"), links={"h": ("header", "header1.xml")}, header1_xml=header)
    assert [notice.code for notice in source.notices] == ["docx.furniture"]


def test_what_a_note_holds_beside_its_text_is_told() -> None:
    sign = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    held = (
        p("注", drawing())
        + tbl(tr(tc(p("甲")), tc(p("乙"))))
        + p("", "<w:r><w:rPr><w:b/></w:rPr><w:t>粗</w:t></w:r>")
    )
    notes = f'<w:footnotes {SPACES}><w:footnote w:id="2">{held}</w:footnote></w:footnotes>'
    links = {"f": ("footnotes", "footnotes.xml")}
    source = word(p("正文", sign), links=links, footnotes_xml=notes)
    assert [note.text for note in source.kept.notes] == ["注\n甲\t乙\n粗"]
    (told,) = [notice for notice in source.notices if notice.code == "docx.in-notes"]
    assert told.message.startswith("2 ")
