"""The two READMEs say the same, and CI runs the very command that they name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^```sh\n(.*?)\n```$", re.MULTILINE | re.DOTALL)


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_quick_start_is_two_command_lines(name):
    blocks = BLOCK.findall(text(name))
    assert len(blocks) == 2
    assert all("\n" not in block for block in blocks)


def test_both_languages_have_the_same_commands_and_sections():
    english, chinese = text("README.md"), text("README.zh-CN.md")
    assert BLOCK.findall(english) == BLOCK.findall(chinese)
    assert len(re.findall(r"^## ", english, re.MULTILINE)) == len(re.findall(r"^## ", chinese, re.MULTILINE))
    assert figures(english) == figures(chinese)


def figures(readme: str) -> list[list[str]]:
    """The table of figures without its first column, which is words."""
    table = re.search(r"<!-- figures:begin -->\n(.*?)<!-- figures:end -->", readme, re.DOTALL)
    assert table
    return [row.split("|")[2:] for row in table[1].splitlines()[1:]]


def test_ci_runs_the_test_command_of_the_readme():
    assert BLOCK.findall(text("README.md"))[1] in text(".ci/run").splitlines()
