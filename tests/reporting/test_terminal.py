"""The report as a person sees it in a terminal of 80 columns."""

import re
from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console

from gongwen.reporting import terminal


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("GONGWEN_LANG", "en")


def drawn(report, *, full=False, **options):
    out = StringIO()
    terminal.render(report, Console(file=out, width=80, highlight=False, **options), full=full)
    return out.getvalue()


def test_what_to_look_at_comes_first_with_line_change_and_reason(report):
    text = drawn(report)
    order = ["A stand-in.", "look at 2 places", "Noted", "likely right", "certain:", "5 changed"]
    assert [text.index(part) for part in order] == sorted(text.index(part) for part in order)
    first = text[text.index("look at") : text.index("Noted")]
    assert "马[汰→太]效应" in first
    assert "积极组[+织]开展" in first
    assert "usually 马太效应" in first
    assert re.search(r"^ +5 ", first, re.M)


def test_nothing_is_left_out_in_full(report):
    text = drawn(report, full=True)
    assert text.count("[,→，]") == 2
    assert "[-⏎发布评论]" in text
    assert "[x月x日]" in text


def test_a_rule_has_three_examples_at_most_and_says_how_many_more(many_commas):
    text = drawn(many_commas)
    assert text.count("[,→，]") == 3
    assert "47 more; lines 1, 2, 3, 4, 5, 6 …" in text


def test_many_suggestions_are_cut_and_the_rest_is_counted(many_suggestions):
    text = drawn(many_suggestions)
    assert text.count("[+色]") == 20
    assert "10 more; see all of them with -v" in text
    assert drawn(many_suggestions, full=True).count("[+色]") == 30


def test_the_same_suggestion_in_many_places_is_told_once(same_suggestions):
    text = drawn(same_suggestions)
    assert "look at 9 places" in text
    assert text.count("[炼→练]") == 1
    assert "8 more; lines 2, 3, 4, 5, 6, 7 …" in text
    assert drawn(same_suggestions, full=True).count("[炼→练]") == 9


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_line_is_wider_than_the_terminal(report, full, language, monkeypatch):
    monkeypatch.setenv("GONGWEN_LANG", language)
    assert max(cell_len(line) for line in drawn(report, full=full).splitlines()) <= 80


def test_a_pipe_gets_no_colours_and_a_terminal_does(report, monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b" not in drawn(report)
    assert "\x1b[1;32m" in drawn(report, force_terminal=True, color_system="standard")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not re.search(r"\x1b\[[\d;]*3\dm", drawn(report, force_terminal=True))


def test_text_cannot_steer_the_terminal(evil_report):
    texts = [drawn(evil_report), drawn(evil_report, full=True), "\n".join(terminal.lines(evil_report))]
    for text in texts:
        assert "alert(1)" in text
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\u2028]", text)


def test_square_brackets_in_a_text_are_no_markup(evil_report):
    assert "[bold]" in drawn(evil_report, full=True)


def test_lines_are_one_line_an_edit_with_five_columns(report):
    lines = list(terminal.lines(report))
    assert len(lines) == len(report["edits"])
    assert all(line.count("\t") == 4 and "\n" not in line for line in lines)


def test_a_long_change_is_shortened_in_the_middle():
    shown = terminal.mark("长" * 300, "").plain
    assert "300 characters" in shown
    assert len(shown) < 50
