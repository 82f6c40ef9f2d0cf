"""Messages in the user's language, down to what click says."""

import json
import os
import pickle
import re
import subprocess
import sys
import threading

import pytest
from rich.cells import cell_len

from gongwen import i18n

COMMANDS = ((), ("convert",), ("clean",), ("styles",), ("fonts",), ("doctor",))


@pytest.fixture(autouse=True)
def no_variables(monkeypatch):
    for name in ("GONGWEN_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


def process(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "gongwen.cli", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        env=os.environ | environment,
    )


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_TW.UTF-8"}, "zh_CN"),
        ({"LC_ALL": "en_US.UTF-8", "GONGWEN_LANG": "zh"}, "zh_CN"),
        ({"LANG": "zh_CN.UTF-8", "GONGWEN_LANG": "en"}, "en"),
    ],
)
def test_the_language_follows_the_variables(monkeypatch, variables, language):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert i18n.language() == language


def test_messages_come_in_both_languages_within_one_process(monkeypatch):
    monkeypatch.setenv("GONGWEN_LANG", "zh")
    assert i18n.gettext("Interrupted.") == "已中断。"
    assert i18n.ngettext("{count} file", "{count} files", 1) == "{count} 个文件"
    monkeypatch.setenv("GONGWEN_LANG", "en")
    assert i18n.gettext("Interrupted.") == "Interrupted."
    assert i18n.ngettext("{count} file", "{count} files", 1) == "{count} file"
    assert i18n.ngettext("{count} file", "{count} files", 2) == "{count} files"


def test_what_is_noted_in_one_language_is_told_in_the_other(monkeypatch):
    monkeypatch.setenv("GONGWEN_LANG", "en")
    state = i18n.gettext("failed")
    message = i18n.gettext("{count} more files are in {sheet}.").format(count=3, sheet=state)
    plain = i18n.gettext("Interrupted.")
    note = json.loads(
        json.dumps([i18n.noted(pickle.loads(pickle.dumps(m))) for m in (message, plain, "x {y}")])
    )
    assert [i18n.told(one) for one in note] == ["3 more files are in failed.", "Interrupted.", "x {y}"]
    monkeypatch.setenv("GONGWEN_LANG", "zh")
    assert [i18n.told(one) for one in note] == ["另有 3 个文件见 失败。", "已中断。", "x {y}"]
    assert message == "3 more files are in failed."


@pytest.mark.parametrize("command", COMMANDS)
def test_help_in_chinese_is_chinese_and_fits_80_columns(command):
    done = process(*command, "--help", GONGWEN_LANG="zh", COLUMNS="80")
    assert done.returncode == 0
    assert max(cell_len(line) for line in done.stdout.splitlines()) <= 80
    assert "用法：" in done.stdout
    assert not re.search(r"\b(Usage|Options|Arguments|Commands|Show|default|required)\b", done.stdout)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("convert",), "缺少参数"),
        (("convert", "a", "--sytle", "x"), "没有选项 '--sytle'"),
        (("covnert",), "没有命令 'covnert'"),
        (("clean", "a", "b"), "多出的参数：b"),
        (("clean", "a", "--level", "bold"), "'bold' 不在可用的值之内"),
        (("clean", "a", "--level"), "'--level' 后面要写 1 个值"),
        (("convert", "a", "-j", "0"), "0 不在范围"),
        (("convert", "a", "-j", "two"), "'two' 不是"),
        (("clean", "no/such.txt"), "找不到 no/such.txt"),
    ],
)
def test_mistakes_are_told_in_chinese(arguments, said):
    done = process(*arguments, GONGWEN_LANG="zh")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_locale_is_enough(tmp_path):
    assert "用法：" in process("--help", LC_ALL="zh_CN.UTF-8").stdout
    assert "Usage:" in process("--help", LC_ALL="C.UTF-8").stdout


def test_a_message_holds_nothing_that_cannot_go_through_a_pipe():
    lock = threading.Lock()
    message = i18n.gettext("{path} cannot be read ({reason}).").format(path=lock, reason=OSError("x"))
    again = pickle.loads(pickle.dumps(message))
    assert again == message == f"{lock} cannot be read (x)."
    assert i18n.told(json.loads(json.dumps(i18n.noted(again)))) == message
