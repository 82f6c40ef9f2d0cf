"""What makes a PDF fit for archives, PDF/A-2b (ISO 19005-2): metadata as XMP and what its colours mean.

Files in printing inks have no claim to it: the profile of the press is not ours to know.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

from .pdfobjects import PdfFile, array, dictionary, string

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


def entries_of(file: PdfFile, title: str, language: str, program: str) -> dict[str, str]:
    """What the catalog of a PDF/A-2b says; its XMP says the same as its information dictionary."""
    said = _TITLE.format(title=escape(title)) if title else ""
    packet = _PACKET.format(language=language, program=program, title=said)
    kind = {"Type": "/Metadata", "Subtype": "/XML"}
    intent = {
        "Type": "/OutputIntent",
        "S": "/GTS_PDFA1",
        "OutputConditionIdentifier": string(_COLORS),
        "Info": string(_COLORS),
        "DestOutputProfile": file.stream(_profile(), {"N": 3}),
    }
    return {
        "Metadata": file.stream(packet.encode("utf-8"), kind, is_plain=True),
        "OutputIntents": array((dictionary(intent),)),
    }


@lru_cache(maxsize=1)
def _profile() -> bytes:
    return (Path(__file__).parent / "data" / "srgb.icc").read_bytes()
