import pytest

from gongwen import stylesheets
from gongwen.model import Align, BlockKind, Document, Role, Shape, StyleError
from gongwen.model.document import Block


def written(folder, text, name="own.toml"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_styles_load():
    assert {"general", "speech"} <= set(stylesheets.names())
    for name in stylesheets.names():
        style = stylesheets.load(name)
        assert style.name == name
        assert set(style.labels) >= {"zh_CN", "en"}


def test_numbers_of_the_standard():
    style = stylesheets.load("general")
    assert style.page.text_width.mm == pytest.approx(156)
    assert style.page.text_height.mm == pytest.approx(225)
    assert (style.grid.lines, style.grid.cells) == (22, 28)
    assert style.cell.pt == pytest.approx(15.793, abs=0.001)
    assert style.pitch * 21 + style.body.size == pytest.approx(style.page.text_height)
    title = style.block(BlockKind.TITLE)
    assert (title.role, title.size.pt, title.align, title.shape) == (
        Role.XIAOBIAOSONG,
        22,
        Align.CENTER,
        Shape.BALANCED,
    )
    assert [style.block(BlockKind.HEADING, n).role for n in (1, 2, 3, 4)] == [
        Role.HEI,
        Role.KAI,
        Role.FANGSONG,
        Role.FANGSONG,
    ]


def test_places_of_the_formats():
    styles = {name: stylesheets.load(name) for name in stylesheets.names()}
    assert set(styles) == {"general", "upward", "letter", "order", "minutes", "speech"}
    tops = {name: round(style.letterhead.mark_top.mm) for name, style in styles.items()}
    assert tops == {"general": 72, "upward": 72, "letter": 30, "order": 57, "minutes": 72, "speech": 72}
    general, letter = styles["general"], styles["letter"]
    assert (general.letterhead.rule.distance.mm, general.letterhead.rule.length) == (pytest.approx(4), None)
    assert letter.letterhead.rule.strokes[0] > letter.letterhead.rule.strokes[1]
    assert letter.letterhead.foot.strokes[0] < letter.letterhead.foot.strokes[1]
    assert letter.letterhead.foot.length.mm == pytest.approx(170)
    assert letter.letterhead.rule.height == pytest.approx(sum(letter.letterhead.rule.strokes) + 0.75)
    assert styles["order"].letterhead.rule.strokes == general.letterhead.foot.strokes == ()
    assert (general.imprint.outer.mm, general.imprint.inner.mm) == (pytest.approx(0.35), pytest.approx(0.25))
    assert (letter.imprint.outer, letter.imprint.even_page, letter.number.first_page) == (0, False, False)


def test_options_of_an_own_style(tmp_path):
    text = 'extends = "general"\n[page]\nmirrored = true\n[seal]\nkept = true\n[word]\nmargins = "33476.2"\n'
    style, general = stylesheets.load(written(tmp_path, text)), stylesheets.load("general")
    assert [style.page.left_of(number).mm for number in (1, 2, 3)] == pytest.approx([28, 26, 28])
    assert [general.page.left_of(number).mm for number in (1, 2)] == pytest.approx([28, 28])
    assert (style.seal.kept, style.seal.size) == (True, general.seal.size)
    assert (style.word.top.mm, style.word.bottom.mm, style.word.line.pt, style.word.profile.snapped) == (
        pytest.approx(34.58),
        pytest.approx(32.58),
        pytest.approx(29.6),
        True,
    )
    assert (general.word.top.mm, general.word.line.pt) == (pytest.approx(37), pytest.approx(28.95))
    with_profile = '[word.profiles.own]\ntop = "36 mm"\nbottom = "34 mm"\nline = "29 pt"\n'
    style = stylesheets.load(
        written(tmp_path, 'extends = "general"\n[word]\nmargins = "own"\n' + with_profile, "p.toml")
    )
    assert style.word.top.mm == pytest.approx(36)


def test_an_own_style_extends_and_keeps_what_it_does_not_name(tmp_path):
    path = written(
        tmp_path,
        'extends = "speech"\n[grid]\nlines = 20\n[blocks.title]\nsize = "20 pt"\n[number]\ncentered = true\n',
    )
    style = stylesheets.load(path)
    base = stylesheets.load("speech")
    assert (style.name, style.grid.lines, style.grid.cells) == ("own", 20, 28)
    assert style.blocks["title"].size.pt == 20
    assert style.blocks["title"].role is base.blocks["title"].role
    assert style.number.centered
    assert style.blocks["paragraph"] == base.blocks["paragraph"]


def test_a_style_may_extend_a_file_beside_it(tmp_path):
    written(tmp_path, 'extends = "general"\n[grid]\nlines = 21\n', "office.toml")
    style = stylesheets.load(str(written(tmp_path, 'extends = "office.toml"\n[grid]\ncells = 27\n')))
    assert (style.grid.lines, style.grid.cells) == (21, 27)


def test_a_changed_file_is_read_again(tmp_path):
    path = written(tmp_path, 'extends = "general"\n[grid]\nlines = 21\n')
    assert stylesheets.load(path).grid.lines == 21
    path.write_text('extends = "general"\n[grid]\nlines = 23\n', encoding="utf-8")
    assert stylesheets.load(path).grid.lines == 23


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            'extends = "general"\n[blocks.title]\nsiz = "22 pt"\n',
            ["own.toml:3", "blocks.title.siz", "did you mean “size”", "role"],
        ),
        (
            'extends = "general"\n[blocks.titel]\nsize = "22 pt"\n',
            ["own.toml:2", "blocks.titel", "did you mean “title”"],
        ),
        ('extends = "general"\n[blocks.title]\nsize = "22 px"\n', ["own.toml:3", "mm, pt"]),
        ('extends = "general"\n[blocks.title]\nsize = 22\n', ["own.toml:3", "mm, pt"]),
        ('extends = "general"\n[blocks.title]\nsize = "nan pt"\n', ["own.toml:3", "mm, pt"]),
        ('extends = "general"\n[blocks.title]\nbefore = "10 mm"\n', ["own.toml:3", "lines"]),
        ('extends = "general"\n[blocks.title]\nfirst_indent = "2 lines"\n', ["own.toml:3", "cells"]),
        (
            'extends = "general"\n[blocks.title]\nalign = "centre"\n',
            ["own.toml:3", "did you mean “center”", "justify"],
        ),
        ('extends = "general"\n[blocks.title]\nrole = "隶书"\n', ["own.toml:3", "仿宋"]),
        ('extends = "general"\n[blocks.title]\nkeep_with_next = 1\n', ["own.toml:3", "true or false"]),
        ('extends = "general"\n[grid]\nlines = 0\n', ["own.toml:3", "whole number"]),
        ('extends = "general"\n[grid]\nlines = true\n', ["own.toml:3", "whole number"]),
        ('extends = "general"\ngrid = 22\n', ["own.toml:2", "table [grid]"]),
        ('extends = "general"\n[page]\nleft = "200 mm"\n', ["own.toml", "page.left + page.right"]),
        ('extends = "general"\n[number]\nform = "页"\n', ["own.toml", "{n}"]),
        ('extends = "general"\n[blocks.note]\nleft_indent = "28 cells"\n', ["own.toml", "blocks.note"]),
        (
            'extends = "general"\n[word]\nmargins = "33476"\n',
            ["own.toml:3", "did you mean “33476.2”", "9704"],
        ),
        ('extends = "general"\n[letterhead]\nnarrowest = 0\n', ["own.toml:3", "greater than 0"]),
        ('extends = "general"\n[letterhead]\nmark_width = "0 mm"\n', ["own.toml:3", "letterhead.mark_width"]),
        ('extends = "general"\n[letterhead.rule]\nstrokes = "1 pt"\n', ["own.toml:3", "a list"]),
        ('extends = "general"\n[letterhead.rule]\nstrokes = ["1 px"]\n', ["own.toml:3", "mm, pt"]),
        ('extends = "general"\n[letterhead.rule]\nstrokes = ["-1 pt"]\n', ["own.toml:3", "rule.strokes"]),
        ('extends = "general"\n[letterhead]\nrule_under = "title"\n', ["own.toml:3", "number, mark"]),
        ('extends = "general"\n[seal]\nkept = "yes"\n', ["own.toml:3", "true or false"]),
        ('extends = "general"\n[personal_seal]\nposts = [3]\n', ["own.toml:3", "quotes"]),
        ('extends = "general"\n[imprint]\nevenpage = true\n', ["own.toml:3", "did you mean “even_page”"]),
        ('extends = "genral"\n', ["own.toml:1", "extends", "did you mean “general”"]),
        ('extends = "own.toml"\n', ["extends itself"]),
        ("[grid]\nlines = 22\n", ["own.toml", "page", "missing"]),
        ("lines = = 3\n", ["own.toml", "TOML"]),
    ],
)
def test_mistakes_are_named_with_their_place(tmp_path, monkeypatch, text, parts):
    monkeypatch.setenv("GONGWEN_LANG", "en")
    with pytest.raises(StyleError) as error:
        stylesheets.load(written(tmp_path, text))
    message = str(error.value)
    assert "\n" not in message
    for part in parts:
        assert part in message


def test_a_style_that_is_not_there(tmp_path, monkeypatch):
    monkeypatch.setenv("GONGWEN_LANG", "en")
    with pytest.raises(StyleError, match="did you mean “speech”"):
        stylesheets.load("speach")
    with pytest.raises(StyleError, match="no style file"):
        stylesheets.load(tmp_path / "none.toml")
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(StyleError, match=r"binary\.toml"):
        stylesheets.load(binary)


def block(kind, text="文", **more):
    return Block(kind, text, 0, len(text), **more)


def test_blank_lines_between_blocks():
    style = stylesheets.load("general")
    title, date_line = block(BlockKind.TITLE), block(BlockKind.DATE_LINE)
    body, name, date = block(BlockKind.PARAGRAPH), block(BlockKind.SIGNATURE), block(BlockKind.DATE)
    assert style.blank_lines(None, title) == 0
    assert style.blank_lines(title, date_line) == 0
    assert style.blank_lines(date_line, body) == 1
    assert style.blank_lines(title, block(BlockKind.SALUTATION)) == 1
    assert style.blank_lines(body, body) == 0
    assert style.blank_lines(body, name) == 1
    assert style.blank_lines(name, name) == 0
    assert style.blank_lines(name, date) == 0
    assert style.blank_lines(title, block(BlockKind.PARAGRAPH, run_in=True)) == 0
    assert Document((title,)).title == "文"
