"""Messages in Chinese and English.

The msgids in the code are English; `locale/zh_CN` translates them. The language is taken from
`GONGWEN_LANG`, else from the locale variables that gettext itself reads; anything that is not
Chinese is English. It is read anew for each message, so that a test or a long-lived process may
change it.
"""

from __future__ import annotations

import gettext as _gettext
import os
from functools import lru_cache
from pathlib import Path

_VARIABLES = ("GONGWEN_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def language() -> str:
    """The language of messages: `zh_CN` or `en`."""
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


def gettext(message: str) -> str:
    """The message in the user's language; fill its `{fields}` with `str.format` afterwards."""
    return _catalogue(language()).gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The message in the user's language and the right number."""
    return _catalogue(language()).ngettext(singular, plural, n)
