"""Front matter and --meta through the front doors: the API and the command line."""

from __future__ import annotations

import json

import pytest

import gongwen
from gongwen import stylesheets
from gongwen.api import style_for
from gongwen.cli import run
from gongwen.model import apply_edits

TEXT = """---
发文机关: 江城市人民政府办公室
发文字号: 江政办发〔2026〕3号
抄送: [市委办公室, 市政协办公室]
---
关于做好防汛工作的通知
各县人民政府,各部门:
汛期将至,请做好准备.
江城市人民政府办公室
2026年6月1日
"""


def test_front_matter_stays_and_is_not_repaired():
    source = gongwen.read_text(TEXT)
    repaired = gongwen.repair(source)
    front = TEXT[: TEXT.index("关于做好")]
    assert repaired.text.startswith(front)
    assert "汛期将至，请做好准备。" in repaired.text
    assert apply_edits(source.text, repaired.edits) == repaired.text
    for edit in repaired.edits:
        assert source.text[edit.start : edit.end] == edit.before
        assert edit.start >= len(front)
    assert gongwen.repair(gongwen.read_text(repaired.text)).text == repaired.text


def test_front_matter_gives_blocks_and_is_none():
    document = gongwen.parse(gongwen.repair(gongwen.read_text(TEXT)))
    wanted = "issuer_mark document_number title salutation paragraph signature date copy_to"
    assert " ".join(b.kind.value for b in document.blocks) == wanted
    assert document.blocks[0].text == "江城市人民政府办公室文件"


def test_a_refused_repair_behind_front_matter_stays_refused():
    source = gongwen.read_text(TEXT)
    edits = gongwen.repair(source).edits
    again = gongwen.repair(source, reject=[edits[0]])
    assert edits[0] not in again.edits
    assert again.edits == edits[1:]


def test_a_file_prevails_over_front_matter(tmp_path):
    meta = tmp_path / "meta.toml"
    meta.write_text('发文字号 = "江政办发〔2026〕4号"\n', encoding="utf-8")
    document = gongwen.parse(TEXT, meta=meta)
    assert [b.text for b in document.blocks if b.kind.value == "document_number"] == ["江政办发〔2026〕4号"]
    assert [notice.code for notice in document.notices] == ["meta.differs"]


def test_convert_takes_a_mapping_and_reports_what_it_says(tmp_path):
    source = gongwen.read_text("关于修路的通知\n各单位：\n请修路。\n江城县人民政府\n2026年1月1日\n")
    result = gongwen.convert(
        source, tmp_path / "a.txt", meta={"number": "江政发[2026]3号", "date": "2026-01-02"}
    )
    written = (tmp_path / "a.txt").read_text(encoding="utf-8")
    assert "江政发〔2026〕3号" in written
    assert "2026年1月2日" in written
    assert [warning["code"] for warning in result.report["warnings"]] == ["meta.differs"]
    assert "document_number" in [block["kind"] for block in result.report["blocks"]]


def test_the_command_line(tmp_path, capfd):
    (tmp_path / "a.txt").write_text("关于修路的通知\n各单位：\n请修路。\n", encoding="utf-8")
    (tmp_path / "meta.toml").write_text('发文字好 = "a"\n', encoding="utf-8")
    out = str(tmp_path / "b.txt")
    assert run(["convert", str(tmp_path / "a.txt"), "-o", out, "--meta", str(tmp_path / "meta.toml")]) == 2
    assert "发文字号" in capfd.readouterr().err
    (tmp_path / "meta.toml").write_text('发文字号 = "江政发〔2026〕3号"\n', encoding="utf-8")
    assert run(["convert", str(tmp_path / "a.txt"), "-o", out, "--meta", str(tmp_path / "meta.toml")]) == 0
    assert (tmp_path / "b.txt").read_text(encoding="utf-8").startswith("江政发〔2026〕3号")


def test_the_report_of_clean_tells_what_was_passed_over(tmp_path, capfd):
    (tmp_path / "a.md").write_text(
        "---\ntitle: 关于修路的通知\nlayout: post\n---\n请修路。\n", encoding="utf-8"
    )
    assert run(["clean", "--json", str(tmp_path / "a.md")]) == 0
    report = json.loads(capfd.readouterr().out)
    assert [warning["code"] for warning in report["warnings"]] == ["meta.unknown"]
    assert report["result"]["text"] == report["source"]["text"]
    assert [block["kind"] for block in report["blocks"]] == ["title", "paragraph"]


def test_style_auto_falls_back_to_general():
    document = gongwen.parse("江城市人民政府令\n第3号\n现予公布。\n")
    assert document.layout == "order"
    wanted = "order" if "order" in stylesheets.names() else "general"
    assert style_for(document).name == wanted


@pytest.mark.parametrize("value", [1.5, {"a": 1}, [None]])
def test_a_wrong_value_is_said(value):
    with pytest.raises(gongwen.MetadataError):
        gongwen.parse("请修路。", meta={"number": value})
