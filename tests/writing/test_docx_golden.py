"""The golden texts as Word files: no rule broken, valid, nothing lost; and as LibreOffice shows them."""

import io
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from wordfile import WordFile, text_of

import gongwen
from gongwen.outputs import balanced_lines
from gongwen.writing.docx import write_docx
from office import render, soffice

GOLDEN = sorted((Path(__file__).parents[1] / "golden").glob("*.txt"))
BLANKS = str.maketrans("", "", " \t\n\u3000")
FIGURES = {"A-03", "S-05", "S-06"}
"""LibreOffice sets a fifth of an em between Han and figures, whatever the file says: a date takes more room
than it has in Word, and so does the number of an attachment."""


def texts():
    return pytest.mark.parametrize("path", [pytest.param(p, id=p.stem) for p in GOLDEN])


def document_of(path):
    return gongwen.parse(path.read_text(encoding="utf-8"))


def style_of(path):
    """The style beside the text, else the one that suits it."""
    own = path.with_suffix(".toml")
    return gongwen.api.style_for(document_of(path), own if own.exists() else "auto")


def file_of(path):
    document, style = document_of(path), style_of(path)
    pages = gongwen.typeset(document, style=style)
    file = io.BytesIO()
    write_docx(document, style, file, balanced_lines(document, pages, style), pages)
    return file.getvalue()


@texts()
def test_breaks_no_rule(path):
    verdict = gongwen.check(file_of(path), name="a.docx")
    assert [(f.rule, f.found, f.wanted) for f in verdict.of("error")] == []
    assert verdict.margins == "9704"


@texts()
def test_holds_every_character_once(path):
    made = WordFile(file_of(path))
    body = made.find(made.document, "body")
    wanted = "".join(block.text for block in document_of(path).blocks)
    assert Counter(text_of(body).translate(BLANKS)) == Counter(wanted.translate(BLANKS))


@texts()
def test_two_runs_give_the_same_bytes(path):
    assert file_of(path) == file_of(path)


@texts()
def test_no_empty_paragraph_makes_room(path):
    """The only ones without text hold a table of the 版记, or are lower cells of a merged one."""
    made = WordFile(file_of(path))
    empty = [p for p in made.paragraphs if not text_of(p).strip()]
    assert {made.style_of(p) for p in empty} <= {"GongwenAnchor", "GongwenIssuerMark"}
    assert made.style_value("GongwenAnchor", "pPr/spacing", "line") == "10"


@texts()
def test_a_validator_finds_nothing(path, tmp_path):
    audit = pytest.importorskip("openxml_audit", reason="openxml-audit is not installed")
    target = tmp_path / "a.docx"
    target.write_bytes(file_of(path))
    assert not list(audit.OpenXmlValidator().validate(str(target)).errors)


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """LibreOffice's PDF of each golden text, by its name."""
    if soffice() is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    folder = tmp_path_factory.mktemp("golden")
    files = []
    for path in GOLDEN:
        files.append(folder / f"{path.stem}.docx")
        files[-1].write_bytes(file_of(path))
    return dict(zip((p.stem for p in GOLDEN), render(files, folder), strict=True))


@pytest.mark.office
@texts()
def test_libreoffice_shows_it_as_the_standard_wants_it(shown, path):
    errors = {f.rule: (f.found, f.wanted) for f in gongwen.check(shown[path.stem]).of("error")}
    assert {rule: what for rule, what in errors.items() if rule not in FIGURES} == {}


@pytest.mark.office
@texts()
def test_libreoffice_has_as_many_pages(shown, path):
    wanted = gongwen.typeset(document_of(path), style=style_of(path))
    assert len(PdfDocument(shown[path.stem])) == len(wanted.pages)


@pytest.mark.office
def test_libreoffice_has_run_in_headings_in_its_outline(shown):
    """On one line with their text, and in the outline all the same."""
    titles = [entry.get_title() for entry in PdfDocument(shown["speech"]).get_toc()]
    assert any(title.startswith("（一）抓平台。") for title in titles)
    assert "一、充分认识科技创新的重大意义" in titles


@pytest.mark.office
def test_libreoffice_has_as_many_pages_with_the_margins_of_33476(tmp_path):
    files, wanted = [], []
    for path in GOLDEN:
        if path.stem in ("letter", "notice", "joint", "upward"):
            style = style_of(path)
            style = replace(style, word=replace(style.word, margins="33476.2"))
            files.append(tmp_path / f"{path.stem}.docx")
            gongwen.write(document_of(path), files[-1], style=style)
            wanted.append(len(gongwen.typeset(document_of(path), style=style).pages))
    pdfs = render(files, tmp_path) if soffice() else pytest.skip("LibreOffice (soffice) is not installed")
    assert [len(PdfDocument(pdf)) for pdf in pdfs] == wanted
    assert {f.rule for pdf in pdfs for f in gongwen.check(pdf).of("error")} <= FIGURES
