"""What `gongwen fonts` and `gongwen doctor` say of a machine."""

import re
import tomllib
from pathlib import Path

import pytest

from gongwen.commands import doctor, fonts
from gongwen.model import Face, Role
from gongwen.typesetting.fonts import Resolution


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("GONGWEN_LANG", "en")


def resolution(**given):
    face = Face(Role.FANGSONG, "Some Face", "/x.ttf", stand_in=given.pop("stand_in", False))
    return Resolution(Role.FANGSONG, (face,), **{"holes": "", "missing": "", "refused": ()} | given)


@pytest.mark.parametrize(
    ("platform", "release", "expected"),
    [
        ("linux", {"ID": "debian"}, "apt install"),
        ("linux", {"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, "apt install"),
        ("linux", {"ID": "kylin", "ID_LIKE": "debian"}, "Kylin, UOS"),
        ("linux", {"ID": "uos", "ID_LIKE": "debian"}, "Kylin, UOS"),
        ("win32", {}, "Supplemental Fonts"),
        ("darwin", {}, "Font Book"),
    ],
)
def test_each_system_is_told_its_own_way_to_better_faces(monkeypatch, platform, release, expected):
    monkeypatch.setattr(fonts.sys, "platform", platform)
    monkeypatch.setattr(fonts.platform, "freedesktop_os_release", lambda: release)
    told = [line for line in fonts.ways() if re.match(r"(Debian|Kylin|Windows|macOS)", line)]
    assert len(told) == 1
    assert expected in told[0]


def test_an_unknown_system_is_told_all_of_them(monkeypatch):
    def no_release():
        raise OSError

    monkeypatch.setattr(fonts.sys, "platform", "freebsd14")
    monkeypatch.setattr(fonts.platform, "freedesktop_os_release", no_release)
    assert sum(bool(re.match(r"(Debian|Kylin|Windows|macOS)", line)) for line in fonts.ways()) == 4


def test_remarks_name_what_is_lacking_and_what_was_passed_over():
    assert fonts.remark(resolution()) == "as it should be"
    assert fonts.remark(resolution(stand_in=True)) == "a stand-in"
    assert "lacks 2 characters: 䶮㛃; other faces draw them" in fonts.remark(resolution(holes="䶮㛃"))
    assert "other faces" not in fonts.remark(resolution(holes="䶮㛃", missing="㛃"))
    assert "仿宋_GB2312 may not be embedded" in fonts.remark(resolution(refused=("仿宋_GB2312",)))


def test_only_stand_ins_get_advice():
    assert fonts.advice(resolution()) == ""
    assert "仿宋_GB2312" in fonts.advice(resolution(stand_in=True))


def test_the_doctor_looks_at_every_package_that_is_needed():
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]
    names = {re.match(r"[\w.-]+", name)[0] for name in project["dependencies"]}
    assert names == set(doctor._PACKAGES)


def test_the_doctor_names_stand_ins_and_a_missing_office(monkeypatch, tmp_path):
    monkeypatch.setenv("GONGWEN_FONT_PATH", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("gongwen.reading.office.find_office", lambda: None)
    monkeypatch.setattr("gongwen.reading.office.find_extractor", lambda: None)
    findings = {finding.what: finding for finding in doctor.examine()}
    assert "a stand-in" in findings["仿宋"].found
    assert "仿宋_GB2312" in findings["仿宋"].advice
    assert findings["黑体"].advice == ""
    office = next(finding for what, finding in findings.items() if ".doc" in what)
    assert office.found == "none"
    assert "LibreOffice" in office.advice
    assert not any(finding.fatal and finding.advice for finding in findings.values())
