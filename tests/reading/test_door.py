"""The front door: where bytes come from and what is kept of them."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

import pytest

from gongwen.model import UnreadableInput
from gongwen.reading import read

TEXT = "关于做好防汛工作的通知\n各县人民政府："


def test_path(tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_bytes(TEXT.encode("gbk"))
    for given in (path, str(path)):
        source = read(given)
        assert source.text == TEXT
        assert source.name == str(path)
        assert source.encoding == "gb18030"
        assert source.size == len(TEXT.encode("gbk"))
        assert source.sha256 == hashlib.sha256(TEXT.encode("gbk")).hexdigest()


def test_bytes_and_streams(tmp_path: Path) -> None:
    data = TEXT.encode()
    assert read(data).name == "-"
    assert read(data, name="邮件").name == "邮件"
    assert read(io.BytesIO(data)).text == TEXT
    assert read(io.BytesIO(data)).name == "-"
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with path.open("rb") as stream:
        source = read(stream)
    assert (source.text, source.name) == (TEXT, str(path))


def test_missing_folder_and_locked(tmp_path: Path) -> None:
    locked = tmp_path / "locked.txt"
    locked.write_text(TEXT, "utf-8")
    locked.chmod(0)
    bad = [tmp_path / "missing.txt", tmp_path, "a\0b.txt", tmp_path / ("x" * 5000)]
    if not os.access(locked, os.R_OK):
        bad.append(locked)
    for path in bad:
        with pytest.raises(UnreadableInput) as caught:
            read(path)
        assert "\n" not in str(caught.value)


def test_messages_for_bytes_name_the_input() -> None:
    with pytest.raises(UnreadableInput, match=r"^The input is empty"):
        read(b"")


def test_the_marks_of_markdown_headings_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# 会议纪要\n\n## 一、关于供水\n#3泵房照常运行。\n", "utf-8")
    assert read(path).text == "会议纪要\n\n一、关于供水\n#3泵房照常运行。\n"
