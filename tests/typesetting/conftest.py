import pytest

from gongwen import stylesheets


@pytest.fixture(autouse=True)
def shipped_faces(monkeypatch, tmp_path):
    """Only the faces that come with the program: the same pages on every machine."""
    monkeypatch.setenv("GONGWEN_FONT_PATH", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("GONGWEN_LANG", "en")


@pytest.fixture
def general():
    return stylesheets.load("general")
