"""What makes a PDF fit for archives, PDF/A-2b (ISO 19005-2): metadata as XMP and what its colours mean.

Files in printing inks have no claim to it: the profile of the press is not ours to know.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from .pdfstream import stream

_PROFILE = Path(__file__).parent / "data" / "srgb.icc"
_COLORS = "sRGB IEC61966-2.1"

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>{title}
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreatorTool>{program}</xmp:CreatorTool>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>{program}</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
_TITLE = '\n<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'


def add_to(document: Any, title: str, language: str, program: str) -> None:
    """Make a reportlab document PDF/A-2b: its XMP says the same as its information dictionary."""
    from reportlab.pdfbase import pdfdoc as pdf  # noqa: PLC0415  # see writing.pdf

    said = _TITLE.format(title=escape(title)) if title else ""
    packet = _PACKET.format(language=language, program=program, title=said)
    entries = {"Type": pdf.PDFName("Metadata"), "Subtype": pdf.PDFName("XML")}
    document.Catalog.Metadata = stream(packet.encode("utf-8"), entries, is_plain=True)
    profile = stream(_PROFILE.read_bytes(), {"N": 3})
    intent = {
        "Type": pdf.PDFName("OutputIntent"),
        "S": pdf.PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": pdf.PDFString(_COLORS),
        "Info": pdf.PDFString(_COLORS),
        "DestOutputProfile": document.Reference(profile),
    }
    document.Catalog.OutputIntents = pdf.PDFArray([pdf.PDFDictionary(intent)])
