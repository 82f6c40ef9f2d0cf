"""Old Word files, through programs that may not be there."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from makers import LINES, docx, rtf

from gongwen.model import UnreadableInput, UnsupportedFormat
from gongwen.reading import office, read

OLD = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + b"\xec\xa5" + bytes(510)
"""What begins like an old Word file, and has the mark of its text."""
needs_office = pytest.mark.skipif(office.find_office() is None, reason="LibreOffice is not installed")
needs_posix = pytest.mark.skipif(os.name != "posix", reason="the stand-ins are shell scripts")


def program(folder: Path, name: str, script: str) -> str:
    """A stand-in for a program: a script."""
    path = folder / name
    path.write_text(f"#!{sys.executable}\n{script}", "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(office, "_PLACES", ())
    return tmp_path / "bin"


@pytest.mark.usefixtures("nothing_installed")
def test_without_any_program_it_is_said_what_to_install() -> None:
    with pytest.raises(UnsupportedFormat, match="LibreOffice"):
        read(OLD, name="a.doc")


@needs_posix
@pytest.mark.parametrize(("name", "flags"), [("antiword", "-w 0"), ("catdoc", "-w -d utf-8")])
def test_antiword_and_catdoc_warn_that_numbers_are_lost(
    nothing_installed: Path, name: str, flags: str
) -> None:
    script = (
        f"import sys; assert {flags!r} in ' '.join(sys.argv)\n"
        "sys.stdout.buffer.write('\\n各科室：\\n'.encode())"
    )
    program(nothing_installed, name, script)
    source = read(OLD, name="a.doc")
    assert source.text == "各科室："
    assert source.encoding == "doc"
    assert [n.code for n in source.notices] == ["doc.numbers-lost"]


@needs_posix
def test_libreoffice_is_given_a_profile_of_its_own_and_its_docx_is_read(nothing_installed: Path) -> None:
    made = nothing_installed / "made"
    made.write_bytes(docx())
    script = (
        "import sys, pathlib, shutil\n"
        "profile, out, source = sys.argv[1], sys.argv[-2], sys.argv[-1]\n"
        "assert profile.startswith('-env:UserInstallation=file:///') and source.endswith('.doc')\n"
        f"pathlib.Path(out).mkdir(); shutil.copy({str(made)!r}, out + '/input.docx')\n"
    )
    program(nothing_installed, "soffice", script)
    source = read(OLD, name="a.doc")
    assert source.text == "\n".join(LINES)
    assert source.encoding == "doc"
    assert source.notices == ()


@needs_posix
@pytest.mark.parametrize("script", ["raise SystemExit(3)", "pass", "import os; os.abort()"])
def test_a_program_that_fails_is_a_damaged_file(nothing_installed: Path, script: str) -> None:
    program(nothing_installed, "soffice", script)
    with pytest.raises(UnreadableInput, match="damaged"):
        read(OLD, name="a.doc")


@needs_posix
def test_a_program_that_hangs_is_stopped_with_all_it_started(tmp_path: Path) -> None:
    child = tmp_path / "child"
    script = (
        "import subprocess, sys, time\n"
        "p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"open({str(child)!r}, 'w').write(str(p.pid)); time.sleep(60)\n"
    )
    start = time.monotonic()
    with pytest.raises(office.ConversionError):
        office.run([program(tmp_path, "hangs", script)], timeout=2)
    assert time.monotonic() - start < 20
    for _attempt in range(50):
        state = subprocess.run(
            ["ps", "-o", "stat=", "-p", child.read_text()], capture_output=True, text=True, check=False
        )
        if state.stdout.strip() in ("", "Z"):
            return
        time.sleep(0.1)
    pytest.fail("what the program had started still runs")


def test_a_program_that_is_not_there() -> None:
    with pytest.raises(office.ConversionError):
        office.run(["/no/such/program"], timeout=2)


def test_a_container_without_a_word_file_is_refused() -> None:
    with pytest.raises(UnreadableInput, match="damaged"):
        read(OLD.replace(b"\xec\xa5", b"\0\0"), name="a.doc")


def test_an_encrypted_word_file_is_told() -> None:
    locked = bytearray(OLD)
    locked[512 + 11] |= 1
    with pytest.raises(UnreadableInput, match="encrypted"):
        read(bytes(locked), name="a.doc")


@needs_office
@pytest.mark.office
def test_libreoffice_reads_what_it_wrote_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    source = tmp_path / "a.rtf"
    source.write_bytes(rtf())
    program_ = office.find_office()
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program_, profile, "--headless", "--convert-to", "doc", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    before = set(tmp_path.iterdir())
    assert read(tmp_path / "a.doc").text == "\n".join(LINES)
    assert set(tmp_path.iterdir()) == before
