"""Files of every format, made here: small, valid, of our own words."""

from __future__ import annotations

import io
import zipfile
from base64 import encodebytes
from collections.abc import Mapping, Sequence

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LINES = ("关于做好仓库防火工作的通知", "各科室：", "近日天气干燥，各仓库要加强值班。", "二〇二四年三月一日")


def zipped(members: Mapping[str, str | bytes], *, compress: bool = True) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def zipped_by_windows(members: Mapping[str, bytes]) -> bytes:
    """A zip archive whose names are GBK and not marked as anything."""
    stand_ins = {chr(65 + n) * len(name.encode("gbk")): name for n, name in enumerate(members)}
    data = zipped({stand_in: members[name] for stand_in, name in stand_ins.items()}, compress=False)
    for stand_in, name in stand_ins.items():
        data = data.replace(stand_in.encode(), name.encode("gbk"))
    return data


def docx(body: str = "", *, lines: Sequence[str] = LINES) -> bytes:
    """A Word file of paragraphs, or of a body of XML."""
    body = body or "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    xml = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": xml})


ODT = "urn:oasis:names:tc:opendocument:xmlns:"


def odt(body: str = "", *, styles: str = "", lines: Sequence[str] = LINES) -> bytes:
    """An OpenDocument text."""
    body = body or "".join(f"<text:p>{line}</text:p>" for line in lines)
    spaces = " ".join(
        f'xmlns:{prefix}="{ODT}{name}:1.0"'
        for prefix, name in (
            *(("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing")),
            ("style", "style"),
        )
    )
    xml = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": xml})


def rtf(lines: Sequence[str] = LINES) -> bytes:
    """An RTF file in code page 936."""
    paragraphs = "".join(
        "".join(f"\\'{byte:02x}" for byte in line.encode("gbk")) + "\\par\n" for line in lines
    )
    head = r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}}\pard\f0 "
    return (head + paragraphs + "}").encode("ascii")


def pdf(pages: Sequence[Sequence[tuple[float, float, str]]], *, password: str | None = None) -> bytes:
    """A PDF with texts of 16 pt at places given in points from the upper left corner of A4."""

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    lock = StandardEncryption(password) if password else None
    canvas = Canvas(out, pagesize=(595, 842), encrypt=lock, invariant=1)
    for page in pages:
        canvas.setFont("STSong-Light", 16)
        for x, y, text in page:
            canvas.drawString(x, 842 - y, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def simple_pdf(lines: Sequence[str] = LINES) -> bytes:
    """One page of lines."""
    return pdf([[(100, 100 + 28 * n, line) for n, line in enumerate(lines)]])


def ofd(
    pages: Sequence[Sequence[tuple[float, float, str]]],
    *,
    template: Sequence[tuple[float, float, str]] = (),
    paths: str = "",
    prefix: str = "ofd:",
) -> bytes:
    """An OFD file with texts of 5 mm at places given in millimetres from the upper left corner."""
    space = f'xmlns{":" + prefix[:-1] if prefix else ""}="http://www.ofdspec.org/2016"'

    def content(texts: Sequence[tuple[float, float, str]], *, uses: str = "", drawn: str = "") -> str:
        objects = "".join(
            f'<{prefix}TextObject ID="{n + 10}" Boundary="{x} {y} 150 6" Font="1" Size="5">'
            f'<{prefix}TextCode X="0" Y="4.5" DeltaX="g {max(len(text) - 1, 0)} 5">{text}</{prefix}TextCode>'
            f"</{prefix}TextObject>"
            for n, (x, y, text) in enumerate(texts)
        )
        layer = f"<{prefix}Layer>{objects}{drawn}</{prefix}Layer>"
        return f"<{prefix}Page {space}>{uses}<{prefix}Content>{layer}</{prefix}Content></{prefix}Page>"

    places = "".join(f'<{prefix}Page ID="{n}" BaseLoc="Pages/{n}.xml"/>' for n in range(len(pages)))
    uses = f'<{prefix}Template TemplateID="9"/>' if template else ""
    lent = f'<{prefix}TemplatePage ID="9" BaseLoc="T.xml"/>' if template else ""
    area = f"<{prefix}PageArea><{prefix}PhysicalBox>0 0 210 297</{prefix}PhysicalBox></{prefix}PageArea>"
    return zipped(
        {
            "OFD.xml": f"<{prefix}OFD {space}><{prefix}DocBody><{prefix}DocRoot>Doc_0/Document.xml"
            f"</{prefix}DocRoot></{prefix}DocBody></{prefix}OFD>",
            "Doc_0/Document.xml": f"<{prefix}Document {space}><{prefix}CommonData>{area}{lent}"
            f"</{prefix}CommonData><{prefix}Pages>{places}</{prefix}Pages></{prefix}Document>",
            "Doc_0/T.xml": content(template),
        }
        | {f"Doc_0/Pages/{n}.xml": content(page, uses=uses, drawn=paths) for n, page in enumerate(pages)}
    )


def simple_ofd(lines: Sequence[str] = LINES) -> bytes:
    """One page of lines."""
    return ofd([[(30, 40 + 10 * n, line) for n, line in enumerate(lines)]])


def page(lines: Sequence[str] = LINES, charset: str = "utf-8") -> bytes:
    """A page of paragraphs, in UTF-8 whatever it declares."""
    body = "".join(f"<p>{line}</p>" for line in lines)
    return f'<html><head><meta charset="{charset}"></head><body>{body}</body></html>'.encode()


def mail(*parts: tuple[str, bytes, str], kind: str = "mixed", headers: str = "") -> bytes:
    """A mail of parts: content type, bytes, transfer encoding (`base64` or `8bit`) and further headers."""
    head = f"MIME-Version: 1.0\n{headers}Content-Type: multipart/{kind}; boundary=XX\n\n".encode()
    for content_type, data, encoding in parts:
        body = encodebytes(data) if encoding == "base64" else data
        head += f"--XX\nContent-Type: {content_type}\n".encode()
        head += f"Content-Transfer-Encoding: {encoding}\n\n".encode() + body + b"\n"
    return head + b"--XX--\n"


def simple_mail(lines: Sequence[str] = LINES) -> bytes:
    """A mail of one plain part in GBK."""
    return mail(("text/plain; charset=gb2312", "\n".join(lines).encode("gbk"), "base64"))
