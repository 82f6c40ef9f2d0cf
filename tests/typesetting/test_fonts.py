import os
import shutil
import struct
from pathlib import Path

import pylopdf_fonts_zh_cn as shipped
import pytest
import uharfbuzz as hb
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from gongwen.model import Face, Role
from gongwen.typesetting import fontindex, fonts, marks
from gongwen.typesetting.glyphs import opened


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of fonts that is all the machine has."""
    own = tmp_path / "fonts"
    own.mkdir()
    monkeypatch.setenv("GONGWEN_FONT_PATH", str(own))
    fonts._chains.cache_clear()
    yield own
    fonts._chains.cache_clear()


def renamed(source, target, family, weight=None, fs_type=None):
    """A copy of a font under another family name; only what the index reads is changed."""
    face = hb.Face(hb.Blob.from_file_path(str(source)))
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(map(ord, "国文，“—"))
    wanted.flags = hb.SubsetFlags.GLYPH_NAMES
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in ("name", "GSUB", "GPOS"))
    subset = hb.subset(face, wanted)
    tables = {tag: bytes(subset.reference_table(tag).data) for tag in subset.table_tags}
    encoded = family.encode("utf-16-be")
    tables["name"] = struct.pack(">HHHHHHHHH", 0, 1, 18, 3, 1, 0x804, 1, len(encoded), 0) + encoded
    os2 = bytearray(tables["OS/2"])
    if weight is not None:
        os2[4:6] = struct.pack(">H", weight)
    if fs_type is not None:
        os2[8:10] = struct.pack(">H", fs_type)
    tables["OS/2"] = bytes(os2)
    target.write_bytes(sfnt(tables))
    return target


def sfnt(tables):
    """An OpenType file of these tables."""
    head = struct.pack(">4sHHHH", b"OTTO", len(tables), 0, 0, 0)
    place = 12 + 16 * len(tables)
    directory, body = b"", b""
    for tag, data in sorted(tables.items()):
        directory += struct.pack(">4sIII", tag.encode(), 0, place + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    return head + directory + body


def test_without_any_font_the_shipped_faces_draw_every_role():
    for resolution in fonts.resolve():
        assert Path(resolution.face.path).name.startswith("Noto")
        assert resolution.face.stand_in == (resolution.role in (Role.FANGSONG, Role.XIAOBIAOSONG, Role.KAI))
        assert resolution.holes == ""


def test_official_faces_come_first_and_are_no_stand_ins(folder):
    renamed(shipped.serif_path(), folder / "a.otf", "仿宋_GB2312")
    renamed(shipped.serif_path(), folder / "b.otf", "FandolFang")
    face, second, *rest = fonts.chain(Role.FANGSONG)
    assert (face.family, face.stand_in, second.family) == ("仿宋_GB2312", False, "FandolFang")
    assert all(other.stand_in for other in rest)
    holes = next(r.holes for r in fonts.resolve() if r.role is Role.FANGSONG)
    assert "的" in holes
    assert "国" not in holes


def test_the_weight_nearest_to_the_wanted_one(folder):
    for weight in (200, 400, 900):
        renamed(shipped.serif_path(), folder / f"{weight}.otf", "Noto Serif CJK SC", weight)
    assert Path(fonts.chain(Role.SONG)[0].path).name == "400.otf"
    assert Path(fonts.chain(Role.XIAOBIAOSONG)[0].path).name == "900.otf"


@pytest.mark.parametrize(
    ("fs_type", "allowed"),
    [(0, True), (4, True), (8, True), (2, False), (0x200, False), (0x100, False), (6, True)],
)
def test_faces_that_may_not_be_embedded_are_passed_over(folder, fs_type, allowed):
    renamed(shipped.serif_path(), folder / "a.otf", "仿宋", fs_type=fs_type)
    assert (fonts.chain(Role.FANGSONG)[0].family == "仿宋") is allowed


def test_characters_are_borrowed_one_by_one_and_said_so(folder):
    renamed(shipped.serif_path(), folder / "a.otf", "仿宋")
    case = fonts.TypeCase()
    assert case.glyph(Role.FANGSONG, "国").face.family == "仿宋"
    assert case.glyph(Role.FANGSONG, "昉").face.family == "Noto Serif SC"
    notices = list(case.notices())
    assert [notice.code for notice in notices] == ["font.borrowed-character"]
    assert "昉" in notices[0].message


def test_stand_ins_and_missing_characters_are_named():
    case = fonts.TypeCase()
    assert case.glyph(Role.FANGSONG, "国").id
    assert case.glyph(Role.SONG, "\ue123").id == 0
    messages = {notice.code: notice.message for notice in case.notices()}
    assert set(messages) == {"font.stand-in", "font.missing-character"}
    assert "仿宋" in messages["font.stand-in"]
    assert "NotoSerifSC-Regular.otf" in messages["font.stand-in"]
    assert "U+E123" in messages["font.missing-character"]


def test_quotes_and_dashes_fill_their_cell():
    for role in Role:
        case = fonts.TypeCase()
        for char in "“”‘’—…·，。（":
            assert case.glyph(role, char).advance == 1.0
        dash = case.glyph(role, "—")
        left, right, _, _ = opened(dash.face).ink(dash.id)
        assert dash.shift + left * dash.stretch <= 0.02
        assert dash.shift + right * dash.stretch >= 0.98
        quote = case.glyph(role, "“")
        left, right, _, _ = opened(quote.face).ink(quote.id)
        assert left + quote.shift > 0.3
        assert quote.trim_left > 0.3
        assert quote.trim_left <= left + quote.shift


def test_files_are_opened_once_and_again_when_they_change(folder, tmp_path, monkeypatch):
    renamed(shipped.serif_path(), folder / "a.otf", "仿宋")
    assert [face.family for face in fontindex.indexed_faces([folder])] == ["仿宋"]
    read = []
    monkeypatch.setattr(fontindex, "_faces_in", lambda path: read.append(path) or [])
    assert [face.family for face in fontindex.indexed_faces([folder])] == ["仿宋"]
    assert read == []
    (folder / "a.otf").write_bytes(b"changed")
    assert fontindex.indexed_faces([folder]) == []
    assert read == [str(folder / "a.otf")]


def test_a_cache_that_cannot_be_written_or_read_costs_only_time(folder, tmp_path, monkeypatch):
    renamed(shipped.serif_path(), folder / "a.otf", "仿宋")
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder is wanted")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert len(fontindex.indexed_faces([folder])) == 1
    damaged = tmp_path / "damaged" / "gongwen"
    damaged.mkdir(parents=True)
    (damaged / "fonts.json").write_text('{"format": 3}')
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "damaged"))
    assert len(fontindex.indexed_faces([folder])) == 1


def test_odd_files_and_circles_of_links_are_survived(folder):
    (folder / "empty.ttf").write_bytes(b"")
    (folder / "noise.otf").write_bytes(b"\x00\x01\x00\x00" + b"x" * 50)
    (folder / "circle").symlink_to(folder, target_is_directory=True)
    (folder / "gone.ttf").symlink_to(folder / "nothing")
    shutil.copy(shipped.sans_path(), folder / "sans.OTF")
    half = shipped.serif_path().read_bytes()
    (folder / "half.otf").write_bytes(half[: len(half) // 2])
    assert [face.family for face in fontindex.indexed_faces([folder, folder / "not-there"])] == [
        "Noto Sans SC"
    ]


def standard_characters():
    text = (marks.DATA / "standard_characters.txt").read_text(encoding="utf-8")
    return text.replace("\n", "")


def test_the_table_of_standard_characters_has_8105():
    chars = standard_characters()
    assert len(chars) == len(set(chars)) == 8105
    assert set("一乙国䶮㛃彧旻珺喆祎赟𬱖𬸘𫖯") <= set(chars)
    assert not set("國發") & set(chars)


@pytest.mark.parametrize("role", list(Role))
def test_what_comes_with_pip_draws_every_standard_character_in_every_role(role):
    """No font on the machine: the first face of the role has all 8,105, each with ink of its own."""
    face = opened(fonts.chain(role)[0])
    seen = set()
    for char in standard_characters():
        glyph = face.glyph(char, full_cell=True)
        assert glyph.id
        left, right, lower, upper = face.ink(glyph.id)
        assert right > left
        assert upper > lower
        seen.add(glyph.id)
    assert len(seen) == 8105


def made(folder, family, chars, **options):
    """A TrueType face of boxes: the named characters, each with its advance and the sides of its ink."""
    names = {"familyName": family, "styleName": "Regular"}
    widths = dict.fromkeys(chars, (1000, 100, 900)) | options.pop("widths", {})
    order = [".notdef", *(f"u{ord(char):04X}" for char in widths)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({ord(char): f"u{ord(char):04X}" for char in widths})
    glyphs, metrics = {".notdef": TTGlyphPen(None).glyph()}, {".notdef": (1000, 0)}
    for char, (advance, left, right) in widths.items():
        pen = TTGlyphPen(None)
        corners = [(left, 0), (left, 700), (right, 700), (right, 0)]
        pen.moveTo(corners[0])
        for corner in corners[1:]:
            pen.lineTo(corner)
        pen.closePath()
        glyphs[f"u{ord(char):04X}"] = pen.glyph()
        metrics[f"u{ord(char):04X}"] = (advance, left)
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(metrics)
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable(options.pop("names", names))
    builder.setupOS2(**options)
    builder.setupPost()
    path = folder / f"{len(list(folder.iterdir()))}.ttf"
    builder.save(path)
    return path


@pytest.mark.parametrize(
    "name",
    [
        "仿宋_GB2312",
        "FangSong_GB2312",
        "fangsong gb2312".replace(" ", "_"),
        "仿宋",
        "方正仿宋_GBK",
        "STFangsong",
    ],
)
def test_families_are_known_by_any_of_their_names(folder, name):
    names = {"familyName": {"en": "Some Family", "zh-Hans": name}, "styleName": "Regular"}
    path = made(folder, "", "国", names=names)
    face = fonts.chain(Role.FANGSONG)[0]
    assert (face.path, face.stand_in) == (str(path), False)


def test_official_before_open_before_stand_in_before_default(folder):
    for name in ("Noto Serif CJK SC", "FandolFang", "仿宋", "仿宋_GB2312"):
        made(folder, name, "国")
    families = [face.family for face in fonts.chain(Role.FANGSONG)]
    assert families[:5] == ["仿宋_GB2312", "仿宋", "FandolFang", "Noto Serif CJK SC", "Noto Serif SC"]


def test_a_face_that_forbids_embedding_is_passed_over_and_named(folder):
    made(folder, "仿宋_GB2312", "国", fsType=2)
    made(folder, "FandolFang", "国")
    assert fonts.chain(Role.FANGSONG)[0].family == "FandolFang"
    assert fonts.refused(Role.FANGSONG) == ("仿宋_GB2312",)
    case = fonts.TypeCase()
    case.glyph(Role.FANGSONG, "国")
    (notice,) = case.notices()
    assert notice.code == "font.not-embeddable"
    assert "仿宋_GB2312" in notice.message
    assert "FandolFang" in notice.message


def test_a_face_that_is_not_wanted_is_not_called_refused(folder):
    made(folder, "仿宋_GB2312", "国")
    made(folder, "FandolFang", "国", fsType=2)
    assert fonts.refused(Role.FANGSONG) == ()


def test_narrow_quotes_and_dashes_are_set_in_full_cells(folder):
    quotes = {"“": (340, 60, 300), "”": (340, 40, 280), "—": (890, 0, 890), "…": (900, 100, 800)}
    made(folder, "仿宋", "国", widths=quotes)
    case = fonts.TypeCase()
    opening, closing, dash, dots = (case.glyph(Role.FANGSONG, char) for char in quotes)
    assert {glyph.advance for glyph in (opening, closing, dash, dots)} == {1.0}
    assert opening.shift == pytest.approx(0.66)
    assert closing.shift == 0.0
    assert dots.shift == pytest.approx(0.05)
    assert dash.stretch == pytest.approx(1 / 0.89)
    assert (opening.trim_left, opening.trim_right) == (0.5, 0.0)
    assert (closing.trim_left, closing.trim_right) == (0.0, 0.5)


def test_blank_halves_are_read_from_the_ink_of_each_face(folder):
    widths = {"？": (1000, 320, 680), "，": (1000, 80, 300), "。": (1000, 350, 650), "（": (1000, 600, 900)}
    made(folder, "仿宋", "国", widths=widths)
    case = fonts.TypeCase()
    trims = {char: case.glyph(Role.FANGSONG, char).trim_right for char in "？，。"}
    assert trims == pytest.approx({"？": 0.28, "，": 0.5, "。": 0.31})
    assert case.glyph(Role.FANGSONG, "（").trim_left == 0.5
    assert case.glyph(Role.FANGSONG, "（").trim_right == 0.0


FANDOL = Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol")


@pytest.mark.skipif(not FANDOL.exists(), reason="the Fandol faces are not installed")
def test_fandol_draws_its_roles_and_lends_what_it_lacks(monkeypatch):
    monkeypatch.setenv("GONGWEN_FONT_PATH", str(FANDOL))
    fonts._chains.cache_clear()
    resolutions = {resolution.role: resolution for resolution in fonts.resolve()}
    fonts._chains.cache_clear()
    assert resolutions[Role.FANGSONG].face.family.startswith("FandolFang")
    assert resolutions[Role.KAI].face.family.startswith("FandolKai")
    assert not resolutions[Role.FANGSONG].face.stand_in
    assert "䶮" in resolutions[Role.FANGSONG].holes
    assert all(resolution.missing == "" for resolution in resolutions.values())


def test_a_face_is_opened_once():
    face = Face(Role.SONG, "x", str(shipped.serif_path()))
    assert opened(face) is opened(Face(Role.SONG, "x", str(shipped.serif_path())))


def test_the_variable_names_the_folders(monkeypatch):
    configured = {platform: ["/system/fonts"] for platform in ("linux", "darwin", "win32")}

    def folders(value):
        monkeypatch.setenv("GONGWEN_FONT_PATH", value)
        return [path.as_posix() for path in fontindex.font_folders(configured)]

    assert folders("") == []
    assert folders(os.pathsep.join(["/a", "/b"])) == ["/a", "/b"]
    assert folders("/a" + os.pathsep) == ["/a", "/system/fonts"]
    monkeypatch.delenv("GONGWEN_FONT_PATH")
    assert [path.as_posix() for path in fontindex.font_folders(configured)] == ["/system/fonts"]
