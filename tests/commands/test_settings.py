"""Defaults out of `gongwen.toml`."""

import pytest

from gongwen.cli import run
from gongwen.commands import settings

TEXT = "关于开展检查的通知\n各单位:\n現將有關事項通知如下,請認真執行。\n"


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("GONGWEN_LANG", "en")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def set_up(folder, content):
    (folder / settings.NAME).write_text(content, encoding="utf-8")


def formats(folder):
    return sorted(path.suffix for path in (folder / "sub").glob("a.*") if path.suffix != ".txt")


def test_found_upward_and_used_where_the_command_line_is_silent(folder):
    set_up(folder, '[convert]\nto = ["md"]\nquiet = true\n')
    assert run(["convert", str(folder / "sub/a.txt")]) == 0
    assert formats(folder) == [".md"]


def test_the_command_line_wins(folder):
    set_up(folder, '[convert]\nto = "md"\n')
    assert run(["convert", "-q", str(folder / "sub/a.txt"), "--to", "docx"]) == 0
    assert formats(folder) == [".docx"]


def test_the_nearest_file_counts(folder):
    set_up(folder, '[convert]\nto = "md"\n')
    set_up(folder / "sub", '[convert]\nto = "docx"\n')
    assert run(["convert", "-q", str(folder / "sub/a.txt")]) == 0
    assert formats(folder) == [".docx"]


def test_a_relative_style_is_relative_to_the_settings_file(folder, monkeypatch):
    (folder / "own.toml").write_text('extends = "general"\n[number]\nform = "{n}"\n', encoding="utf-8")
    set_up(folder, '[convert]\nstyle = "own.toml"\nto = "docx"\n')
    monkeypatch.chdir(folder / "sub")
    assert run(["convert", "-q", "a.txt"]) == 0


def test_a_list_of_globs(folder):
    set_up(folder, '[convert]\nexclude = ["a.*", "drafts"]\ninclude = "*.txt"\nto = "md"\n')
    for name in ("b.txt", "c.html"):
        (folder / "sub" / name).write_bytes((folder / "sub/a.txt").read_bytes())
    assert run(["convert", "-q", str(folder / "sub"), "-d", str(folder / "out")]) == 0
    assert [path.name for path in (folder / "out").glob("*.md")] == ["b.md"]


def test_each_command_has_its_own_table(folder, capfdbinary):
    set_up(folder, '[clean]\nscript = "simplified"\nquiet = true\n[convert]\nto = "md"\n')
    assert run(["clean", str(folder / "sub/a.txt")]) == 0
    out, err = capfdbinary.readouterr()
    assert "现将有关事项" in out.decode()
    assert err == b""


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[convert]\nstlye = 'x'", "convert.stlye: unknown key (did you mean “convert.style”?)"),
        ("[covnert]\nstyle = 'x'", "covnert: unknown key (did you mean “convert”?)"),
        ("[clean]\nstlye = 'x'", "clean.stlye: unknown key"),
        ("[convert]\nforce = true", "convert.force: unknown key"),
        ("[convert]\nlevel = 'bold'", "convert.level: 'bold' is not one of"),
        ("[convert]\njobs = 'two'", "convert.jobs: a whole number is wanted"),
        ("[convert]\njobs = 0", "convert.jobs: 0 is not in the range"),
        ("[convert]\nquiet = 1", "convert.quiet: true or false is wanted"),
        ("[convert]\nto = ['odt']", "convert.to: “odt” is none of the formats"),
        ("[convert]\nstyle = 3", "convert.style: a text in quotes is wanted"),
        ("[convert]\nexclude = 3", "convert.exclude: a list of texts in quotes is wanted"),
        ("[convert]\nexclude = ['a', 3]", "convert.exclude: a list of texts in quotes is wanted"),
        ("convert = 3", "convert: a table [convert] is wanted here"),
        ("[convert", "not valid TOML"),
        ("\udcff", "not valid TOML"),
    ],
)
def test_mistakes_are_one_line_and_nothing_is_written(folder, content, said, capfd):
    (folder / settings.NAME).write_bytes(content.encode("utf-8", "surrogateescape"))
    assert run(["convert", str(folder / "sub/a.txt")]) == 2
    out, err = capfd.readouterr()
    assert said in err
    assert err.count("\n") == 1
    assert str(folder / settings.NAME) in err
    assert out == ""
    assert formats(folder) == []
