"""The golden texts as Word files: no rule of the checker broken, valid, nothing lost; as LibreOffice shows them."""

import io
from collections import Counter
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from wordfile import WordFile, text_of

import gongwen
from gongwen.writing.docx import write_docx
from office import render, soffice

GOLDEN = sorted((Path(__file__).parents[1] / "golden").glob("*.txt"))
BLANKS = str.maketrans("", "", " \t\n\u3000")
FIGURES = {"A-03", "S-05", "S-06"}
"""LibreOffice sets a fifth of an em between Han and figures, whatever the file says: a date takes more room than
it has in Word, and so does the number of an attachment."""


def documents():
    return [pytest.param(gongwen.parse(p.read_text(encoding="utf-8")), id=p.stem) for p in GOLDEN]


def file_of(document):
    style = gongwen.api.style_for(document)
    pages = gongwen.typeset(document, style=style)
    file = io.BytesIO()
    write_docx(document, style, file, gongwen.api._balanced_lines(document, pages, style), pages)
    return file.getvalue()


@pytest.mark.parametrize("document", documents())
def test_breaks_no_rule(document):
    verdict = gongwen.check(file_of(document), name="a.docx")
    assert [(f.rule, f.found, f.wanted) for f in verdict.of("error")] == []
    assert verdict.margins == "9704"


@pytest.mark.parametrize("document", documents())
def test_holds_every_character_once(document):
    made = WordFile(file_of(document))
    body = made.find(made.document, "body")
    wanted = "".join(block.text for block in document.blocks)
    assert Counter(text_of(body).translate(BLANKS)) == Counter(wanted.translate(BLANKS))


@pytest.mark.parametrize("document", documents())
def test_two_runs_give_the_same_bytes(document):
    assert file_of(document) == file_of(document)


@pytest.mark.parametrize("document", documents())
def test_no_empty_paragraph_makes_room(document):
    """The only ones without text hold a table of the 版记, or are lower cells of a merged one."""
    made = WordFile(file_of(document))
    empty = [p for p in made.paragraphs if not text_of(p).strip()]
    assert {made.style_of(p) for p in empty} <= {"GongwenAnchor", "GongwenIssuerMark"}
    assert made.style_value("GongwenAnchor", "pPr/spacing", "line") == "10"


@pytest.mark.parametrize("document", documents())
def test_a_validator_finds_nothing(document, tmp_path):
    audit = pytest.importorskip("openxml_audit", reason="openxml-audit is not installed")
    path = tmp_path / "a.docx"
    path.write_bytes(file_of(document))
    assert not list(audit.OpenXmlValidator().validate(str(path)).errors)


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """LibreOffice's PDF of each golden text, by its name."""
    if soffice() is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    folder = tmp_path_factory.mktemp("golden")
    files = []
    for path in GOLDEN:
        files.append(folder / f"{path.stem}.docx")
        files[-1].write_bytes(file_of(gongwen.parse(path.read_text(encoding="utf-8"))))
    return dict(zip((p.stem for p in GOLDEN), render(files, folder), strict=True))


@pytest.mark.office
@pytest.mark.parametrize("name", [path.stem for path in GOLDEN])
def test_libreoffice_shows_it_as_the_standard_wants_it(shown, name):
    errors = {f.rule: (f.found, f.wanted) for f in gongwen.check(shown[name]).of("error")}
    assert {rule: what for rule, what in errors.items() if rule not in FIGURES} == {}


@pytest.mark.office
@pytest.mark.parametrize("name", [path.stem for path in GOLDEN])
def test_libreoffice_has_as_many_pages(shown, name):
    document = gongwen.parse((GOLDEN[0].parent / f"{name}.txt").read_text(encoding="utf-8"))
    assert len(PdfDocument(shown[name])) == len(gongwen.typeset(document).pages)


@pytest.mark.office
def test_libreoffice_has_run_in_headings_in_its_outline(shown):
    """On one line with their text, and in the outline all the same."""
    titles = [entry.get_title() for entry in PdfDocument(shown["speech"]).get_toc()]
    assert any(title.startswith("（一）抓平台。") for title in titles)
    assert "一、充分认识科技创新的重大意义" in titles
