"""Subsets of faces: whatever they are taken from, their bytes are the same."""

from pathlib import Path

import pylopdf_fonts_zh_cn as shipped
import pytest
import reportlab
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables.TupleVariation import TupleVariation

from gongwen.model import Face, Role
from gongwen.writing import pdfsubset

TEXTS = {
    "cff": ("国务院关于推进全面依法治国的意见，2024年。", "囍龘国", "䶮囍国务院"),
    "truetype": ("Word", "Résumé", "Ångström Ω"),
    "variable": ("国务院", "院龘", "䶮国"),
}


@pytest.fixture(params=TEXTS)
def kind(request):
    return request.param


@pytest.fixture
def face(kind, tmp_path):
    if kind == "cff":
        return Face(Role.SONG, "Serif", str(shipped.serif_path()))
    if kind == "truetype":
        return Face(Role.SONG, "Vera", str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"))
    path = tmp_path / "variable.ttf"
    make_variable(path, "国务院龘䶮" + "ABCDEFGH")
    return Face(Role.SONG, "Variable", str(path), variations=(("wght", 633.0),))


def make_variable(path, characters):
    """A face of boxes that grow with its weight."""
    names = [".notdef", *(f"uni{ord(char):04X}" for char in characters)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(char): name for char, name in zip(characters, names[1:], strict=True)})
    builder.setupGlyf({name: box(40 * number + 33) for number, name in enumerate(names)})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 0)))
    builder.setupHorizontalHeader()
    builder.setupNameTable({"familyName": "Variable", "styleName": "Regular"})
    builder.setupFvar([("wght", 100, 400, 900, "Weight")], [])
    grown = [(0, 0), (0, 7), (13, 7), (13, 0), (0, 0), (29, 0), (0, 0), (0, 0)]
    builder.setupGvar({name: [TupleVariation({"wght": (0, 1, 1)}, list(grown))] for name in names})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)


def box(size):
    pen = TTGlyphPen(None)
    for number, corner in enumerate([(0, 0), (0, size), (size, size), (size, 0)]):
        (pen.lineTo if number else pen.moveTo)(corner)
    pen.closePath()
    return pen.glyph()


@pytest.mark.parametrize("many", [0, 1000], ids=["laid out", "as it is"])
def test_what_is_put_aside_gives_the_same_bytes(kind, face, many, monkeypatch):
    monkeypatch.setattr(pdfsubset, "_MANY", many)
    monkeypatch.setattr(pdfsubset, "_VAST", 0)
    font = pdfsubset.opened(face)
    used = [{font.get_nominal_glyph(ord(char)) for char in text} for text in TEXTS[kind]]
    pdfsubset._source.cache_clear()
    whole = [pdfsubset.subset(face, glyphs) for glyphs in used]
    assert len({data for data, _numbers in whole}) == len(used)
    pdfsubset._source.cache_clear()
    monkeypatch.setattr(pdfsubset, "_SELDOM", 0)
    assert [pdfsubset.subset(face, glyphs) for glyphs in (*used, *used)] == [*whole, *whole]
    pdfsubset._source.cache_clear()


def test_a_face_is_put_aside_once_it_is_used_often_and_again_where_it_lacked_glyphs(monkeypatch):
    face = Face(Role.SONG, "Serif", str(shipped.serif_path()))
    monkeypatch.setattr(pdfsubset, "_SELDOM", 2)
    font = pdfsubset.opened(face)
    usual, rare = font.get_nominal_glyph(ord("国")), font.get_nominal_glyph(ord("䶮"))
    source = pdfsubset._Source(face)
    assert [source.holding({usual})[0] is font.face for _ in range(4)] == [True, True, False, False]
    assert [source.holding({usual, rare})[0] is font.face for _ in range(4)] == [True, True, False, False]


def test_a_small_face_of_which_little_is_used_stays_whole(monkeypatch):
    face = Face(Role.SONG, "Vera", str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"))
    monkeypatch.setattr(pdfsubset, "_SELDOM", 0)
    assert pdfsubset._Source(face).holding({1, 2}) == (pdfsubset.opened(face).face, {})
