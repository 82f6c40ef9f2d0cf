"""What the tests of several stages share."""

from __future__ import annotations

from gongwen.model import Change, EditLog, Source
from gongwen.repairing.stage import Context, Stage


def changes(stage: Stage, text: str, script: str = "auto") -> list[Change]:
    return list(stage(text, Context(Source.from_text(text), script)))


def repaired(stage: Stage, text: str, script: str = "auto") -> str:
    log = EditLog(text)
    log.add(changes(stage, text, script))
    return log.text
