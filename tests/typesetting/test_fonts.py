import os
import shutil
import struct
from pathlib import Path

import pylopdf_fonts_zh_cn as shipped
import pytest
import uharfbuzz as hb

from gongwen.model import Face, Role
from gongwen.typesetting import fontindex, fonts
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
