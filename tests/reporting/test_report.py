"""The JSON object, after its published format."""

import json

from hypothesis import given
from hypothesis import strategies as st

from gongwen.model import Document, Edit, Notice, Repaired, Source, Status, apply_edits
from gongwen.reporting import build, to_json

KEYS = {
    "": {"format", "source", "result", "edits", "blocks", "warnings"},
    "source": {"name", "bytes", "sha256", "encoding", "text"},
    "edits": {"start", "end", "before", "after", "rules", "confidence", "status", "reason", "line"},
    "blocks": {"kind", "level", "text"},
    "warnings": {"code", "message"},
}


def test_the_object_has_the_published_keys_and_no_others(report):
    assert report["format"] == "gongwen-report/1"
    assert set(report) == KEYS[""]
    assert set(report["source"]) == KEYS["source"]
    assert set(report["result"]) == {"text"}
    for name in ("edits", "blocks", "warnings"):
        assert report[name]
        assert all(set(entry) == KEYS[name] for entry in report[name])


def test_applied_edits_turn_the_source_into_the_result(report):
    text, place, out = report["source"]["text"], 0, []
    for edit in report["edits"]:
        assert text[edit["start"] : edit["end"]] == edit["before"]
        if edit["status"] == "applied":
            out += [text[place : edit["start"]], edit["after"]]
            place = edit["end"]
    assert "".join(out) + text[place:] == report["result"]["text"]


def test_lines_count_from_one_and_a_line_end_belongs_to_its_line(report):
    lines = {(edit["rules"][0], edit["before"]): edit["line"] for edit in report["edits"]}
    assert lines["punct.width", ":"] == 3
    assert lines["wrap.join", "\n围"] == 4
    assert lines["end.truncated", ""] == 7


def test_json_keeps_han_and_comes_back_equal(report):
    text = to_json(report)
    assert "发布评论" in text
    assert json.loads(text) == report


def test_a_lone_surrogate_is_escaped_so_that_the_file_is_utf8():
    source = Source.from_text("a\ud800b")
    report = build(Repaired(source, source.text, ()), Document(()))
    assert json.loads(to_json(report).encode("utf-8"))["source"]["text"] == "a\ud800b"


def test_a_notice_of_the_source_is_told_once():
    notice = Notice("encoding.doubtful", "Look.")
    source = Source("text", notices=(notice,))
    report = build(Repaired(source, "text", ()), Document(()), (notice, Notice("font.stand-in", "Stand-in.")))
    assert [w["code"] for w in report["warnings"]] == ["encoding.doubtful", "font.stand-in"]


@given(st.text(alphabet="ab\n国，", max_size=30), st.data())
def test_line_is_the_number_of_line_ends_before_the_edit(text, data):
    start = data.draw(st.integers(0, len(text)))
    edit = Edit(start, start, "", "x", ("char.missing",), 1.0, Status.APPLIED, "why")
    repaired = Repaired(Source.from_text(text), apply_edits(text, (edit,)), (edit,))
    assert build(repaired, Document(()))["edits"][0]["line"] == text[:start].count("\n") + 1
