"""Messages in Chinese and English.

The msgids in the code are English; `locale/zh_CN` translates them. The language is taken from
`GONGWEN_LANG`, else from the locale variables that gettext itself reads; anything that is not
Chinese is English. It is read anew for each message, so that a test or a long-lived process may
change it.

A message knows what it was made of, so that what was noted in one language can be told in the other:
`noted` gives it in a form that JSON holds, `told` says it in the language of today.
"""

from __future__ import annotations

import gettext as _gettext
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Any

_VARIABLES = ("GONGWEN_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


_spoken: ContextVar[str] = ContextVar("spoken", default="")


@contextmanager
def speaking(name: str) -> Iterator[None]:
    """Speak a language within the block, whatever the variables say; other threads are not concerned."""
    before = _spoken.set(name)
    try:
        yield
    finally:
        _spoken.reset(before)


def language() -> str:
    """The language of messages: `zh_CN` or `en`."""
    if spoken := _spoken.get():
        return spoken
    for variable in _VARIABLES:
        value = os.environ.get(variable, "")
        if value:
            return "zh_CN" if value.lower().startswith("zh") else "en"
    return _system_language()


@lru_cache(maxsize=1)
def _system_language() -> str:
    """What the operating system says where no variable does (Windows, macOS started from a desktop)."""
    import locale  # noqa: PLC0415  # slow to import and seldom needed

    name = locale.getlocale()[0] or ""
    return "zh_CN" if name.lower().startswith(("zh", "chinese")) else "en"


@lru_cache(maxsize=2)
def _catalogue(name: str) -> _gettext.NullTranslations:
    folder = Path(__file__).parent / "locale"
    return _gettext.translation("gongwen", folder, languages=[name], fallback=True)


class _Message(str):
    """A message that knows its msgid and what its fields were filled with."""

    msgid: str
    fields: Mapping[str, str | float]

    def format(self, *_positional: object, **fields: object) -> str:  # our fields all have names
        plain = {name: v if isinstance(v, str | int | float) else str(v) for name, v in fields.items()}
        return _made(super().format(**fields), self.msgid, plain)  # goes through pipes; holds nothing back


def _made(text: str, msgid: str, fields: Mapping[str, str | float]) -> str:
    message = _Message(text)
    message.msgid, message.fields = msgid, fields
    return message


def gettext(message: str) -> str:
    """The message in the user's language; fill its `{fields}` with `str.format` afterwards."""
    return _made(_catalogue(language()).gettext(message), message, {})


def ngettext(singular: str, plural: str, n: int) -> str:
    """The message in the user's language and the right number."""
    return _catalogue(language()).ngettext(singular, plural, n)


def noted(message: str) -> Any:
    """A message as JSON holds it, in no language where it is one of ours; for `told`."""
    if not isinstance(message, _Message):
        return str(message)
    fields = {name: noted(v) if isinstance(v, str) else v for name, v in message.fields.items()}
    return [message.msgid, fields]


def told(note: Any) -> str:
    """What `noted` gave, in the user's language.

    Raises:
        TypeError, ValueError, KeyError: It is no such note.
    """
    if isinstance(note, str):
        return note
    msgid, fields = note
    filled = {name: told(value) if isinstance(value, str | list) else value for name, value in fields.items()}
    return gettext(msgid).format(**filled) if filled else gettext(msgid)
