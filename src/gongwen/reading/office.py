"""Programs that read old formats: LibreOffice, antiword, catdoc. Each runs apart and is stopped in time."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

TIMEOUT = 90
"""Seconds that a program may take for one file."""
OUTPUT = 64 * 1024 * 1024
"""The most that is taken of a program's output, in bytes."""
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""
"""Neither macros nor links of a stranger's file are followed."""


class ConversionError(Exception):
    """The program failed, hung, or left nothing."""


def find_office() -> str | None:
    """Where LibreOffice is, or None."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def find_extractor() -> str | None:
    """Where antiword or catdoc is, or None."""
    return shutil.which("antiword") or shutil.which("catdoc")


def to_docx(data: bytes, suffix: str, program: str, *, read_as: str = "", timeout: float = TIMEOUT) -> bytes:
    """A document as .docx, by LibreOffice with a profile of its own that is removed with everything else.

    Args:
        data: the document.
        suffix: that of its format.
        program: where LibreOffice is.
        read_as: LibreOffice's name of the format; without it a broken file might be read as plain text.
        timeout: seconds.

    Raises:
        ConversionError: it failed, hung, or left nothing.
    """
    with tempfile.TemporaryDirectory(prefix="gongwen-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        source = folder / f"input{suffix}"
        source.write_bytes(data)
        options = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard")
        known = (f"--infilter={read_as}",) if read_as else ()
        convert = (
            *known,
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(folder / "out"),
            str(source),
        )
        run([program, f"-env:UserInstallation={profile.as_uri()}", *options, *convert], timeout)
        try:
            return (folder / "out" / "input.docx").read_bytes()
        except OSError:
            raise ConversionError from None


def extract(data: bytes, program: str, timeout: float = TIMEOUT) -> bytes:
    """The text of a .doc as UTF-8, by antiword or catdoc, with one line a paragraph.

    Raises:
        ConversionError: it failed or hung.
    """
    is_antiword = Path(program).stem.lower() == "antiword"
    options = ("-w", "0", "-m", "UTF-8.txt") if is_antiword else ("-w", "-d", "utf-8")
    with tempfile.TemporaryDirectory(prefix="gongwen-", ignore_cleanup_errors=True) as place:
        source = Path(place) / "input.doc"
        source.write_bytes(data)
        return run([program, *options, str(source)], timeout)


def run(command: Sequence[str], timeout: float) -> bytes:
    """What a program writes to its output; it and all that it started are stopped when time is up.

    Raises:
        ConversionError: it could not be started, hung or failed.
    """
    with tempfile.TemporaryFile() as output:
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError:
            raise ConversionError from None
        try:
            code = process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise ConversionError from None
        finally:
            _stop(process)
        output.seek(0)
        written = output.read(OUTPUT)
    if code:
        raise ConversionError
    return written


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a program with its whole process group; of one that has ended, what it left behind."""
    with suppress(OSError):
        if sys.platform == "win32":
            if process.poll() is None:
                subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], check=False)
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
