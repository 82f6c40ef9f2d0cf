"""Faces of the official classes for the golden documents: squares and bars, the same on every machine."""

import io
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent / "checking"))
import faces  # noqa: E402

FAMILIES = {
    "仿宋": "FangSong_GB2312",
    "楷体": "KaiTi_GB2312",
    "黑体": "SimHei",
    "小标宋": "FZXiaoBiaoSong-B05S",
    "宋体": "SimSun",
}


def every_character():
    texts = [path.read_text(encoding="utf-8") for path in sorted(HERE.glob("*.txt"))]
    return "".join(sorted(set("".join(texts)) | set("0123456789—")))


@pytest.fixture(scope="session")
def official_faces(tmp_path_factory):
    """A folder with one face of each class that draws all that stands in the golden documents."""
    folder = tmp_path_factory.mktemp("faces")
    for role, family in FAMILIES.items():
        font = TTFont(io.BytesIO(faces.font(role, every_character())))
        for record in font["name"].names:
            record.string = family
        font.save(folder / f"{family}.ttf")
    return folder


@pytest.fixture(autouse=True)
def only_these_faces(monkeypatch, tmp_path, official_faces):
    monkeypatch.setenv("GONGWEN_FONT_PATH", str(official_faces))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("GONGWEN_LANG", "en")
