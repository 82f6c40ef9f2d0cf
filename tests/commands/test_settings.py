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


def cleaned(capfdbinary, *arguments):
    assert run(["clean", "-q", *map(str, arguments)]) == 0
    return capfdbinary.readouterr().out.decode()


def test_what_commands_that_repair_have_in_common(folder, capfdbinary):
    set_up(folder, '[repair]\nscript = "keep"\n')
    assert "現將有關事項" in cleaned(capfdbinary, folder / "sub/a.txt")
    set_up(folder, '[repair]\nscript = "keep"\n[clean]\nscript = "simplified"\n')
    assert "现将有关事项" in cleaned(capfdbinary, folder / "sub/a.txt")
    assert "現將有關事項" in cleaned(capfdbinary, folder / "sub/a.txt", "--script", "keep")


DAMAGED = "做强特产业,做优特农业,发展特旅游,建设特小镇,打造特品牌。\n"


def test_phrases_that_are_not_touched(folder, capfdbinary):
    speech = folder / "sub/speech.txt"
    speech.write_text(DAMAGED, encoding="utf-8")
    assert cleaned(capfdbinary, speech).count("特色") == 5
    (folder / "lists").mkdir()
    (folder / "lists/own.txt").write_bytes("特农业  # 本县公司名\n\n# 其余\n特旅游\n".encode("gb18030"))
    set_up(folder, '[untouched]\nphrases = ["特产业,"]\nfiles = ["lists/own.txt"]\n')
    text = cleaned(capfdbinary, speech)
    assert "特产业,做优特农业，发展特旅游，" in text
    assert text.count("特色") == 2


def test_lists_are_added_up(folder, capfdbinary):
    speech, names = folder / "sub/speech.txt", folder / "names.txt"
    speech.write_text(DAMAGED, encoding="utf-8")
    names.write_text("特农业\n", encoding="utf-8-sig")
    set_up(folder, '[words]\npeople = ["特产业"]\n')
    text = cleaned(capfdbinary, speech, "--words", names)
    assert "特产业，" in text
    assert "特农业" in text
    assert text.count("特色") == 3


def test_a_list_that_is_not_there(folder, capfd):
    assert run(["clean", "--words", str(folder / "none.txt"), str(folder / "sub/a.txt")]) == 2
    assert "none.txt cannot be read" in capfd.readouterr().err


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
        ("[repair]\nlevle = 'all'", "repair.levle: unknown key (did you mean “repair.level”?)"),
        ("[repair]\nstyle = 'x'", "repair.style: unknown key"),
        ("[words]\npeople = '王大力'", "words.people: a list of texts in quotes is wanted"),
        ("[words]\nnames = ['王大力']", "words.names: unknown key"),
        ("[words]\nfiles = ['none.txt']", "words.files: the list"),
        ("[untouched]\npeople = ['王大力']", "untouched.people: unknown key"),
        ("[convert]\nwords = 'names.txt'", "convert.words: unknown key"),
        ("words = 3", "words: a table [words] is wanted here"),
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
