"""`gongwen check` from outside: what it prints, its JSON, its exit codes; `gongwen.check` by Python."""

import io
import json

import bases
import mutations
import pytest
import wordbases

import gongwen
from gongwen.cli import run


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("GONGWEN_LANG", "en")


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "good.pdf"
    path.write_bytes(bases.order().bytes())
    return path


@pytest.fixture
def bad(tmp_path):
    path = tmp_path / "bad.docx"
    path.write_bytes(wordbases.general().change("date", text="2024年03月05日").bytes())
    return path


def test_a_file_that_conforms(good, capfd):
    assert run(["check", str(good)]) == 0
    out, err = capfd.readouterr()
    assert "conforms" in out
    assert "S-13" not in out
    assert err == ""


def test_remarks_are_shown_on_demand(good, capfd):
    assert run(["check", "-v", str(good)]) == 0
    assert "S-13" in capfd.readouterr().out


def test_a_file_that_does_not(bad, capfd):
    assert run(["check", str(bad)]) == 1
    out = capfd.readouterr().out
    for words in (
        "does not conform: 1 rule broken",
        "S-10",
        "paragraph",
        "7.3.5.4",
        "2024年03月05日",
        "2020年1月5日",
    ):
        assert words in out


def test_several_files(good, bad, tmp_path, capfd):
    assert run(["check", str(good), str(bad)]) == 1
    assert run(["check", str(good), str(bad), str(tmp_path / "none.pdf")]) == 3
    out, err = capfd.readouterr()
    assert out.count("good.pdf") == 2
    assert "none.pdf does not exist" in err


def test_quiet(bad, capfd):
    assert run(["check", "-q", str(bad)]) == 1
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("arguments", "code"), [([], 2), (["--nonsense", "x"], 2), (["no.pdf"], 3), (["."], 3)]
)
def test_wrong_usage_and_unreadable_files(arguments, code, capfd):
    assert run(["check", *arguments]) == code
    assert capfd.readouterr().err.count("\n") == 1


def test_json(good, bad, tmp_path, capfd):
    assert run(["check", "--json", str(good), str(bad), str(tmp_path)]) == 3
    found = json.loads(capfd.readouterr().out)
    assert found["format"] == "gongwen-check/1"
    first, second, third = found["files"]
    assert first["conforms"]
    assert first["margins"] == "9704"
    assert first["layout"] == "order"
    counts = first["counts"]
    assert counts["checked"] == counts["passed"] + counts["broken"]
    assert counts["passed"] == len(first["passed"])
    assert second["findings"][0]["rule"] == "S-10"
    assert second["findings"][0]["paragraph"] > 1
    assert second["findings"][0]["page"] is None
    assert "error" in third


def test_a_finding_of_a_pdf_has_its_place(tmp_path):
    sheet = mutations.number_at(bases.general(), 1, text="－ 1 －")
    verdict = gongwen.check(io.BytesIO(sheet.bytes()))
    finding = next(f for f in verdict if f.level == "error")
    assert (finding.rule, finding.page, finding.count) == ("N-01", 1, 1)
    assert finding.place.box.top == pytest.approx(266.5, abs=1)
    assert finding.clause == "GB/T 9704—2012 7.5"
    assert "－ 1 －" in finding.message
    assert not verdict.conforms


def test_what_check_takes(good):
    by_path, by_bytes = gongwen.check(good), gongwen.check(good.read_bytes(), name="a")
    assert by_path.findings == by_bytes.findings
    assert (by_path.name, by_bytes.name) == (str(good), "a")
    with pytest.raises(gongwen.UsageError):
        gongwen.check(io.StringIO("text"))
    with pytest.raises(gongwen.UnreadableInput):
        gongwen.check(good.parent)


def test_messages_are_chinese_for_chinese_users(bad, monkeypatch):
    monkeypatch.setenv("GONGWEN_LANG", "zh")
    assert "成文日期用阿拉伯数字" in next(iter(gongwen.check(bad))).message
