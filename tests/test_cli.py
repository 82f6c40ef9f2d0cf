"""The command line from outside: doors, exit codes, one clear line for every mistake, nothing half done."""

import hashlib
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from gongwen import cli
from gongwen.cli import _terminate, run

TEXT = "关于开展检查的通知\n各单位:\n为做好工作,现将有关事项通知如下,请认真执行。\n特此通知。\n"
CLEAN = TEXT.replace(":", "：").replace(",", "，")
PROGRAM = [sys.executable, "-m", "gongwen.cli"]


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("GONGWEN_LANG", "en")


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder with what is in it."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


def outputs(folder: Path) -> dict[str, str]:
    """The same without what a batch tells of itself."""
    return {name: digest for name, digest in tree(folder).items() if "/gongwen-" not in name}


def process(*arguments, stdin=b"", **environment):
    return subprocess.run(
        [*PROGRAM, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        timeout=120,
        check=False,
        env=os.environ | environment,
    )


# convert


def test_colors_of_a_print_shop(source, tmp_path):
    assert run(["convert", str(source), "--to", "pdf", "--colors", "cmyk", "-q"]) == 0
    assert b"OutputIntent" not in (tmp_path / "a.pdf").read_bytes()
    assert run(["convert", str(source), "--to", "pdf", "--force", "-q"]) == 0
    assert b"OutputIntent" in (tmp_path / "a.pdf").read_bytes()


@pytest.mark.parametrize("options", [["--engine", "dask"], ["--scheduler", "tcp://127.0.0.1:1"]])
def test_a_cluster_needs_engine_and_scheduler(source, options, capsys):
    assert run(["convert", str(source), *options]) == 2
    assert "--engine dask --scheduler ADDRESS" in capsys.readouterr().err


def test_convert_writes_word_and_pdf_beside_the_input(source, tmp_path, capfd):
    assert run(["convert", str(source)]) == 0
    out, err = capfd.readouterr()
    assert out == ""
    assert sorted(tree(tmp_path)) == ["a.docx", "a.pdf", "a.txt"]
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")
    assert "word/document.xml" in zipfile.ZipFile(tmp_path / "a.docx").namelist()
    assert f"Written: {tmp_path / 'a.docx'}, {tmp_path / 'a.pdf'}" in err
    assert "changed," in err


def test_convert_to_a_named_file_and_to_a_folder(source, tmp_path):
    assert run(["convert", "-q", str(source), "-o", str(tmp_path / "x.PDF")]) == 0
    assert run(["convert", "-q", str(source), "-d", str(tmp_path / "new/deep"), "--to", "txt, .md"]) == 0
    assert sorted(tree(tmp_path)) == ["a.txt", "new/deep/a.md", "new/deep/a.txt", "x.PDF"]
    assert (tmp_path / "new/deep/a.txt").read_text(encoding="utf-8").startswith("关于开展检查的通知")


def test_several_outputs_may_be_named(source, tmp_path):
    (tmp_path / "print").mkdir()
    outs = [tmp_path / "a.docx", tmp_path / "print" / "b.pdf", tmp_path / "c.md"]
    assert run(["convert", "-q", str(source), *(part for out in outs for part in ("-o", str(out)))]) == 0
    assert all(out.is_file() for out in outs)
    assert not (tmp_path / "print" / "a.docx").exists()


def test_formats_may_be_named_one_by_one(source, tmp_path):
    assert run(["convert", "-q", str(source), "-d", str(tmp_path / "x"), "--to", "md", "--to", "txt,md"]) == 0
    assert sorted(path.suffix for path in (tmp_path / "x").iterdir()) == [".md", ".txt"]


def test_convert_reads_stdin(tmp_path):
    done = process("convert", "-", "-o", tmp_path / "b.md", stdin=TEXT.encode("gb18030"))
    assert done.returncode == 0
    assert "各单位：" in (tmp_path / "b.md").read_text(encoding="utf-8")


def test_convert_writes_the_report_in_both_forms(source, tmp_path):
    for name in ("r.json", "r.html"):
        assert (
            run(
                [
                    "convert",
                    "-q",
                    str(source),
                    "-d",
                    str(tmp_path),
                    "--report",
                    str(tmp_path / name),
                    "--force",
                ]
            )
            == 0
        )
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert report["format"] == "gongwen-report/1"
    assert report["source"]["text"] == TEXT
    assert "<!DOCTYPE html>" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_quiet_says_nothing_and_verbose_shows_every_change(source, capfd):
    assert run(["convert", "-q", str(source), "--to", "md"]) == 0
    assert capfd.readouterr() == ("", "")
    assert run(["convert", "-v", str(source), "--to", "md", "--force"]) == 0
    assert capfd.readouterr().err.count("[,→，]") == 2


def test_a_folder_keeps_its_tree_and_tells_what_failed(tmp_path, capfd):
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.txt").write_text(TEXT, encoding="gb18030")
    (folder / "sub/b.txt").write_text(TEXT, encoding="utf-16")
    (folder / "sub/bad.txt").write_bytes(b"")
    (folder / "c.png").write_bytes(b"\x89PNG")
    before = tree(folder)
    assert run(["convert", str(folder), "--to", "md", "-j", "2"]) == 1
    err = capfd.readouterr().err
    assert sorted(outputs(tmp_path)) == [
        "in-gongwen/a.md",
        "in-gongwen/sub/b.md",
        "in/a.txt",
        "in/c.png",
        "in/sub/b.txt",
        "in/sub/bad.txt",
    ]
    assert tree(folder) == before
    assert "2 converted, 1 failed" in err
    assert "gongwen-index.html" in err
    assert re.search(r"Not converted:\n .*bad\.txt", err)
    assert ".png × 1" in err


def test_a_folder_of_other_hands_is_left_alone_without_force(tmp_path, capfd):
    folder, out = tmp_path / "in", tmp_path / "in-gongwen"
    for place, suffix in ((folder, "txt"), (out, "md")):
        place.mkdir()
        for name in "abc":
            (place / f"{name}.{suffix}").write_text(TEXT, encoding="utf-8")
    before = tree(tmp_path)
    assert run(["convert", str(folder), "--to", "md"]) == 4
    assert "and 2 other files exist already; give --force" in capfd.readouterr().err
    assert tree(tmp_path) == before
    assert run(["convert", "-q", str(folder), "--to", "md", "--force"]) == 0
    assert (out / "a.md").read_text(encoding="utf-8") != TEXT


def test_a_second_run_over_a_folder_does_what_is_left(tmp_path, capfd):
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        (folder / name).write_text(TEXT, encoding="utf-8")
    assert run(["convert", "-q", str(folder), "--to", "md"]) == 0
    before = outputs(tmp_path)
    assert run(["convert", str(folder), "--to", "md"]) == 0
    assert "3 unchanged" in capfd.readouterr().err
    assert outputs(tmp_path) == before
    (folder / "b.txt").write_text(TEXT + "另行通知。\n", encoding="utf-8")
    assert run(["convert", str(folder), "--to", "md"]) == 0
    assert "1 converted, 2 unchanged" in capfd.readouterr().err


# clean


def test_clean_is_bytes_in_and_utf8_out():
    done = process("clean", "-", stdin=TEXT.encode("gb18030"), PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stdout.decode("utf-8")) == (0, CLEAN)
    again = process("clean", "-", stdin=done.stdout)
    assert again.stdout == done.stdout
    assert again.stderr == b""


def test_clean_writes_a_file_or_the_report_or_the_changes(source, tmp_path, capfdbinary):
    assert run(["clean", str(source), "-o", str(tmp_path / "b.txt")]) == 0
    assert (tmp_path / "b.txt").read_bytes() == CLEAN.encode()
    capfdbinary.readouterr()
    assert run(["clean", str(source), "--json"]) == 0
    out, err = capfdbinary.readouterr()
    report = json.loads(out)
    assert report["result"]["text"] == CLEAN
    assert report["source"]["name"] == str(source)
    assert b"3 changed" in err
    assert run(["clean", str(source), "--diff"]) == 0
    out, err = capfdbinary.readouterr()
    assert out.decode().count("\tapplied\t") == 3
    assert err == b""


def test_what_was_refused_stays_refused(source, tmp_path, capfdbinary):
    run(["clean", "-q", str(source), "--json"])
    report = json.loads(capfdbinary.readouterr().out)
    report["edits"][0]["status"] = "rejected"
    (tmp_path / "r.json").write_text(json.dumps(report), encoding="utf-8")
    run(["clean", "-q", str(source), "--reject", str(tmp_path / "r.json")])
    assert capfdbinary.readouterr().out.decode() == CLEAN.replace("：", ":", 1)


def test_an_empty_pipe_is_an_empty_input():
    done = process("clean", "-")
    assert done.returncode == 3
    assert done.stderr.count(b"\n") == 1


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_a_reader_that_goes_away_is_no_error(source):
    big = source.with_name("big.txt")
    big.write_text(TEXT * 3000, encoding="utf-8")
    done = subprocess.run(
        f"{' '.join(PROGRAM)} clean -q {big} | head -c 10",
        shell=True,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert len(done.stdout) == 10
    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_stdout_is_said(source):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PROGRAM, "clean", "-q", source], stdout=full, stderr=subprocess.PIPE, timeout=60, check=False
        )
    assert done.returncode == 4
    assert done.stderr.decode() == "gongwen: The output cannot be written: the disk is full.\n"


# Mistakes: one line, the right code, nothing written.


def docx_without_text() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", "<broken")
    return data.getvalue()


BAD_FILES = {
    "empty.txt": b"",
    "blank.txt": b" \n\n ",
    "binary.txt": bytes(range(256)) * 40,
    "program.txt": b"\x7fELF" + bytes(500),
    "old.doc": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600),
    "print.pdf": b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n",
    "broken.docx": b"PK\x03\x04 broken",
    "broken2.docx": docx_without_text(),
}


@pytest.mark.parametrize("name", BAD_FILES)
@pytest.mark.parametrize("command", ["clean", "convert"])
def test_inputs_that_cannot_be_read(tmp_path, capfd, command, name):
    (tmp_path / name).write_bytes(BAD_FILES[name])
    before = tree(tmp_path)
    assert run([command, str(tmp_path / name)]) == 3
    out, err = capfd.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert err.startswith("gongwen: ")
    assert name in err
    assert tree(tmp_path) == before


MISTAKES = {
    "no input": (["convert"], 2, "Missing argument"),
    "no such option": (["convert", "A", "--sytle", "x"], 2, "--style"),
    "no such command": (["covnert", "A"], 2, "No such command"),
    "missing file": (["convert", "D/missing.txt"], 3, "does not exist"),
    "missing file to clean": (["clean", "D/missing.txt"], 3, "does not exist"),
    "a folder to clean": (["clean", "D"], 3, "is a folder"),
    "a folder without files": (["convert", "D/empty"], 3, "nothing to read"),
    "unknown format": (["convert", "A", "--to", "docx,odt"], 2, "“odt” is none of the formats"),
    "unknown suffix": (["convert", "A", "-o", "D/x.odt"], 2, "name a file ending in"),
    "output without suffix": (["convert", "A", "-o", "D/x"], 2, "name a file ending in"),
    "output and folder": (["convert", "A", "-o", "D/x.pdf", "-d", "D"], 2, "not both"),
    "output and another format": (["convert", "A", "-o", "D/x.pdf", "--to", "docx"], 2, "differ"),
    "outputs and other formats": (
        ["convert", "A", "-o", "D/x.pdf", "-o", "D/x.md", "--to", "pdf"],
        2,
        "differ",
    ),
    "one output twice": (["convert", "A", "-o", "D/x.pdf", "-o", "D/empty/../x.pdf"], 4, "named twice"),
    "two folders": (["convert", "A", "-d", "D/x", "-d", "D/y"], 2, "it is given 2 times"),
    "two reports": (["convert", "A", "--report", "D/r.json", "--report", "D/r.html"], 2, "given 2 times"),
    "two files of decisions": (["clean", "A", "--reject", "A", "--reject", "A"], 2, "it is given 2 times"),
    "two outputs of a text": (["clean", "A", "-o", "D/x.txt", "-o", "D/y.txt"], 2, "it is given 2 times"),
    "one output for two": (["convert", "A", "A", "-o", "D/x.pdf"], 2, "-o names one file"),
    "a report for two": (["convert", "D", "--report", "D/r.json"], 2, "--report belongs to one"),
    "a report of no kind": (["convert", "A", "--report", "D/r.xml"], 2, ".json, .html"),
    "a variable that was never set": (["convert", ""], 2, "it is empty"),
    "the same, to clean": (["clean", ""], 2, "it is empty"),
    "the same, to check": (["check", ""], 2, "it is empty"),
    "an output without a name": (["convert", "A", "-o", ""], 2, "it is empty"),
    "a folder without a name": (["convert", "A", "-d", ""], 2, "it is empty"),
    "no number": (["convert", "A", "--timeout", "soon"], 2, "not a valid whole number"),
    "stdin to nowhere": (["convert", "-"], 2, "Give -o"),
    "unknown style": (["convert", "A", "--style", "speach"], 2, "did you mean “speech”"),
    "no style file": (["convert", "A", "--style", "D/no.toml"], 2, "no style file"),
    "style with a wrong key": (["convert", "A", "--style", "D/bad.toml"], 2, "unknown key"),
    "unknown level": (["clean", "A", "--level", "bold"], 2, "'certain'"),
    "unknown script": (["clean", "A", "--script", "x"], 2, "'simplified'"),
    "no decisions": (["clean", "A", "--reject", "D/no.json"], 2, "cannot be read as a decisions file"),
    "decisions that are none": (["convert", "A", "--reject", "A"], 2, "cannot be read as a decisions file"),
    "a list that is not there": (["clean", "A", "--words", "D/no.txt"], 2, "there is no such file"),
    "decisions of another form": (["clean", "A", "--reject", "D/other.json"], 2, "no decisions file"),
    "two forms of output": (["clean", "A", "--json", "--diff"], 2, "not both"),
    "exists already": (["convert", "A", "-o", "D/there.pdf"], 4, "give --force"),
    "report exists already": (["convert", "A", "--report", "D/there.json"], 4, "give --force"),
    "cleaned exists already": (["clean", "A", "-o", "D/there.txt"], 4, "give --force"),
    "the input itself": (["clean", "A", "-o", "A", "--force"], 4, "is the input itself"),
    "the input itself by a way round": (
        ["clean", "A", "-o", "D/empty/../a.txt", "--force"],
        4,
        "input itself",
    ),
    "the input as result": (["convert", "A", "--to", "txt", "--force"], 4, "is an input itself"),
    "the input as report": (
        ["convert", "D/b.json", "--report", "D/b.json", "--force"],
        4,
        "is an input itself",
    ),
    "a folder as output": (["clean", "A", "-o", "D/empty"], 4, "is a folder"),
    "no such folder": (["clean", "A", "-o", "D/no/x.txt"], 4, "does not exist"),
    "a file as folder": (["convert", "A", "-d", "A"], 4, "there is a file already"),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_one_clear_line_and_nothing_is_written(tmp_path, source, capfd, case):
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad.toml").write_text('extends = "general"\n[page]\nwitdh = "210 mm"\n', encoding="utf-8")
    (tmp_path / "other.json").write_text('{"a": 1}', encoding="utf-8")
    for name in ("there.pdf", "there.json", "there.txt", "b.json"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    before = tree(tmp_path)
    given, code, said = MISTAKES[case]
    arguments = [str(source) if a == "A" else re.sub(r"^D(?=/|$)", str(tmp_path), a) for a in given]
    assert run(arguments) == code
    out, err = capfd.readouterr()
    assert said in err
    assert err.count("\n") == 1, err
    assert err.startswith("gongwen: ")
    assert out == ""
    assert tree(tmp_path) == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission(source, tmp_path, capfd):
    tmp_path.chmod(0o500)
    try:
        assert run(["convert", str(source)]) == 4
    finally:
        tmp_path.chmod(0o700)
    assert "Nothing may be written" in capfd.readouterr().err
    assert sorted(tree(tmp_path)) == ["a.txt"]


def test_when_one_of_two_files_cannot_be_made_neither_is_there(source, tmp_path, monkeypatch, capfd):
    def fail(_pages, file, _ink):
        file.write(b"%PDF-")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("gongwen.writing.pdf.write_pdf", fail)
    assert run(["convert", str(source), "-d", str(tmp_path / "out")]) == 4
    err = capfd.readouterr().err
    assert err.count("\n") == 1
    assert "a.pdf cannot be written (the disk is full)" in err
    assert sorted(tree(tmp_path)) == ["a.txt"]


# The process.


def test_an_interrupt_is_130(source, monkeypatch, capfd):
    monkeypatch.setattr("gongwen.api.read", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    assert run(["clean", str(source)]) == 130
    assert capfd.readouterr().err.strip() == "gongwen: Interrupted."


def test_an_interrupt_while_it_loads_is_130_without_a_traceback():
    code = """
import builtins
load = builtins.__import__
def pressed(name, *rest):
    if name == "cli":
        raise KeyboardInterrupt
    return load(name, *rest)
builtins.__import__ = pressed
from gongwen.__main__ import main
main()
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert ended.returncode == 130
    assert ended.stderr == b""


def test_a_polite_end_is_143_and_said(source, monkeypatch, capfd):
    monkeypatch.setattr("gongwen.api.read", lambda *_: _terminate(15, None))
    assert run(["convert", str(source)]) == 143
    assert capfd.readouterr().err.strip() == "gongwen: Interrupted."


@pytest.mark.parametrize(("options", "lines"), [([], 1), (["-v"], 1), (["-vv"], 5)])
def test_what_nobody_expected_is_one_line_and_a_traceback_on_demand(
    source, monkeypatch, capfd, options, lines
):
    monkeypatch.setattr("gongwen.api.read", lambda *_: 1 / 0)
    assert run(["clean", str(source), *options]) == 70
    err = capfd.readouterr().err
    assert "ZeroDivisionError in test_cli.py" in err.splitlines()[-1]
    assert cli.ISSUES in err
    assert (err.count("\n") >= lines) if lines > 1 else (err.count("\n") == 1)


def test_styles_fonts_and_doctor_list_what_there_is(capfd, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert run(["styles"]) == 0
    out, _err = capfd.readouterr()
    assert {"general", "speech"} <= {line.split()[0] for line in out.splitlines()}
    assert run(["fonts"]) == 0
    out, _err = capfd.readouterr()
    assert all(role in out for role in ("仿宋", "小标宋", "楷体", "黑体", "宋体"))
    assert run(["doctor"]) == 0
    out, _err = capfd.readouterr()
    assert "漢語 → 汉语" in out
    assert all(line.startswith(("✓", "!", " ")) for line in out.splitlines())


def test_the_doctor_names_what_is_broken(capfd, monkeypatch):
    real = __import__("importlib.metadata").metadata.version
    monkeypatch.setattr("importlib.metadata.version", lambda n: "1" if n == "opencc-py" else real(n))
    assert run(["doctor"]) == 1
    assert "pip uninstall opencc-py" in capfd.readouterr().out


def test_fonts_without_any_on_the_machine_names_stand_ins(capfd, monkeypatch, tmp_path):
    monkeypatch.setenv("GONGWEN_FONT_PATH", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert run(["fonts"]) == 0
    out, err = capfd.readouterr()
    assert "a stand-in" in out
    assert "仿宋: install 仿宋_GB2312" in err


def test_help_and_version_need_nothing_heavy():
    code = (
        "import sys; from gongwen.cli import run; run(['--version']); run(['convert', '--help']);"
        "print([m for m in ('numpy', 'lxml', 'docx', 'reportlab', 'uharfbuzz', 'opencc', 'gongwen.repairing')"
        " if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.splitlines()[0].startswith("gongwen ")
    assert done.stdout.splitlines()[-1] == "[]"


def test_no_arguments_show_the_help():
    done = process()
    assert done.returncode == 2
    assert b"convert" in done.stdout
    assert done.stderr == b""
