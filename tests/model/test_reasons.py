"""Why something failed: no English of the system in a Chinese message."""

import errno
import os
import tomllib

import pytest

from gongwen.model import placed, reason_of


@pytest.mark.parametrize("code", [errno.ENOENT, errno.EISDIR, errno.EACCES, errno.ENOSPC, errno.EEXIST])
def test_what_the_system_says_is_said_in_our_words(code, monkeypatch):
    error = OSError(code, os.strerror(code), "x.txt")
    monkeypatch.setenv("GONGWEN_LANG", "en")
    assert reason_of(error) not in ("", os.strerror(code), str(error))


def test_an_error_of_the_system_that_is_not_known_is_told_as_it_is():
    assert reason_of(OSError(errno.ELOOP, "too many links")) == "too many links"
    assert reason_of(OSError("no number")) == "no number"


def test_bytes_that_are_no_text(monkeypatch):
    monkeypatch.setenv("GONGWEN_LANG", "en")
    with pytest.raises(UnicodeDecodeError) as caught:
        b"\xff".decode()
    assert reason_of(caught.value) == "it is no UTF-8 text"


def test_the_place_in_a_file_of_settings_is_told(monkeypatch):
    monkeypatch.setenv("GONGWEN_LANG", "en")
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads("a = 1\nb = \n")
    assert "line 2, column 5" in reason_of(caught.value)
    assert placed("no place at all") == "no place at all"
