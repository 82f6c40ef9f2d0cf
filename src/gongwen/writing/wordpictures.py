"""Pictures in the Word file: parts of the package, shown in the line."""

from __future__ import annotations

from hashlib import sha256

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from ..model import Picture, Style
from .wordxml import Element, on, w, writable

PICTURE = "GongwenPicture"
_SUFFIXES = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/bmp": "bmp",
    "image/tiff": "tif",
    "image/x-emf": "emf",
    "image/x-wmf": "wmf",
}
_EMU = 12_700
_UNKNOWN = 200.0
"""Points of a side of a picture that does not say how large it is."""
_FRAME = (
    "<w:drawing {spaces}><wp:inline distT='0' distB='0' distL='0' distR='0'><wp:extent cx='{cx}' cy='{cy}'/>"
    "<wp:docPr id='{id}' name='Picture {id}'/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect='1'/>"
    "</wp:cNvGraphicFramePr><a:graphic><a:graphicData "
    "uri='http://schemas.openxmlformats.org/drawingml/2006/picture'><pic:pic><pic:nvPicPr>"
    "<pic:cNvPr id='{id}' name='Picture {id}'/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
    "<a:blip r:embed='{relation}'/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
    "<a:off x='0' y='0'/><a:ext cx='{cx}' cy='{cy}'/></a:xfrm><a:prstGeom prst='rect'><a:avLst/>"
    "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
)
_FIRST_ID = 1_000
"""Numbers of drawings below belong to lines that are drawn on the sheet."""


class Pictures:
    """The pictures of one Word file; the same bytes are one part."""

    def __init__(self, word: WordDocument, style: Style) -> None:
        self._word = word
        self._style = style
        self._relations: dict[bytes, str] = {}
        self._count = 0

    def paragraph(self, picture: Picture, width: float, height: float) -> Element:
        """A paragraph with a picture, no larger than so many points."""
        return w("p", w("pPr", w("pStyle", val=PICTURE)), w("r", self._drawing(picture, width, height)))

    def _drawing(self, picture: Picture, width: float, height: float) -> Element:
        self._count += 1
        own = picture.width or _UNKNOWN, picture.height or _UNKNOWN
        scale = min(1.0, width / own[0], height / own[1])
        element = parse_xml(
            _FRAME.format(
                spaces=nsdecls("w", "wp", "a", "pic", "r"),
                cx=max(1, round(own[0] * scale * _EMU)),
                cy=max(1, round(own[1] * scale * _EMU)),
                id=_FIRST_ID + self._count,
                relation=self._relation(picture),
            )
        )
        if picture.alt:
            element[0][1].set("descr", writable(picture.alt))
        return element

    def _relation(self, picture: Picture) -> str:
        key = sha256(picture.data).digest()
        if key not in self._relations:
            number = len(self._relations) + 1
            name = PackURI(f"/word/media/image{number}.{_SUFFIXES[picture.media_type]}")
            part = Part(name, picture.media_type, picture.data, self._word.part.package)
            self._relations[key] = self._word.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
        return self._relations[key]

    def finish(self) -> None:
        """Add the style that was called for."""
        if self._count:
            self._word.styles.element.append(_style())


def _style() -> Element:
    """A line as high as the picture in it, which stays with the caption below."""
    return w(
        "style",
        w("name", val="公文图片"),
        w("basedOn", val="Normal"),
        w("uiPriority", val=2),
        w("qFormat"),
        w(
            "pPr",
            on("keepNext"),
            on("snapToGrid", False),
            w("spacing", before=0, after=0, line=240, lineRule="auto"),
            w("ind", firstLineChars=0, firstLine=0),
            w("jc", val="center"),
        ),
        type="paragraph",
        customStyle=1,
        styleId=PICTURE,
    )
