"""Documents of every format and with every element: set, checked, and read back.

Each text stands beside this file; one with a .toml of its name is set in that style.
"""

import re
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

import gongwen
from gongwen.model import BlockKind

HERE = Path(__file__).parent
NAMES = sorted(path.stem for path in HERE.glob("*.txt"))
LAYOUTS = {
    "joint-letter": "letter",
    "letter": "letter",
    "minutes": "minutes",
    "order": "order",
    "order-joint": "order",
    "report": "upward",
    "speech": "speech",
    "upward": "upward",
    "upward-joint": "upward",
}
"""What each is set as, where it is not general."""
PAGES = {"letter": 1, "order": 1, "plain": 1, "notice": 6, "reply": 2, "report": 16, "joint-sealed": 4}
WARNED = {
    # numbered paragraphs whose first sentence is not set as a heading: the text says so of all of them
    "letter": {"B-10"},
}
"""Warnings that are meant, with their reason."""


def parsed(name):
    return gongwen.parse((HERE / f"{name}.txt").read_text(encoding="utf-8"))


def style_of(name):
    own = HERE / f"{name}.toml"
    return own if own.exists() else "auto"


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Write a golden document once, as PDF."""
    folder = tmp_path_factory.mktemp("golden")

    def path_of(name):
        path = folder / f"{name}.pdf"
        if not path.exists():
            gongwen.write(parsed(name), path, style=style_of(name))
        return path

    return path_of


def test_every_element_and_format_is_among_them():
    documents = [parsed(name) for name in NAMES]
    kinds = {block.kind for document in documents for block in document.blocks}
    # a subtitle belongs to speeches, a picture to files
    assert set(BlockKind) - kinds <= {BlockKind.SUBTITLE, BlockKind.PICTURE}
    assert {d.layout for d in documents} == {"general", "upward", "letter", "order", "minutes", "speech"}
    assert {name: parsed(name).layout for name in LAYOUTS} == LAYOUTS


@pytest.mark.parametrize("name", NAMES)
def test_no_binding_rule_is_broken(name, written):
    verdict = gongwen.check(written(name))
    assert [(f.rule, f.page, f.found) for f in verdict.of("error")] == []
    assert {f.rule for f in verdict.of("warning")} == WARNED.get(name, set())
    assert verdict.margins == "9704"


@pytest.mark.parametrize(("name", "count"), PAGES.items())
def test_pages(name, count):
    assert len(gongwen.typeset(parsed(name), style=style_of(name)).pages) == count


def bare(text):
    """A text without blanks and page numbers."""
    return "".join(re.sub(r"(?m)^\s*—\s*\d+\s*—\s*$", "", text).split())


def own_text(name):
    return bare("\n".join(block.text for block in parsed(name).blocks))


def without_number(name, text):
    """A text without 发文字号: it stands beside the last signer, and readers go by the line."""
    number = next(b.text for b in parsed(name).blocks if b.kind is BlockKind.DOCUMENT_NUMBER)
    return text.replace(bare(number), "", 1)


@pytest.mark.parametrize("name", NAMES)
def test_pdfium_reads_the_text(name, written):
    document = pypdfium2.PdfDocument(written(name))
    pages = [page.get_textpage().get_text_bounded().replace("\r", "") for page in document]
    document.close()
    read, own = bare("\n".join(pages)), own_text(name)
    if name == "upward-joint":
        read, own = without_number(name, read), without_number(name, own)
    assert read == own


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="no poppler")
@pytest.mark.parametrize("name", NAMES)
def test_poppler_reads_the_text(name, written):
    read = subprocess.run(
        ["pdftotext", "-raw", str(written(name)), "-"], capture_output=True, check=True, timeout=60
    )
    assert bare(read.stdout.decode("utf-8").replace("\f", "\n")) == own_text(name)
