"""Waiting no longer than a given time for what cannot be interrupted, such as an answer of a server."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextvars import copy_context
from queue import SimpleQueue
from typing import Any, TypeVar

from ..i18n import gettext as _

T = TypeVar("T")
_Asked = SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None]


class NoAnswer(Exception):
    """It took too long, as its words say to the user."""


def in_time(seconds: float, action: Callable[[], T]) -> T:
    """What the action returns or raises.

    It runs in a thread that the calling one has for that alone: thus connections, of which fsspec keeps one
    a thread, serve many calls. A thread that is late is left to itself; it does not keep the process alive.

    Raises:
        NoAnswer: it takes longer.
    """
    hand = getattr(_own, "hand", None) or _Hand()
    _own.hand = None
    answer = hand.begin(action)
    try:
        found: T = answer.result(seconds)
    except TimeoutError:
        if not answer.done():
            message = _("no answer within {seconds} seconds; allow more with --timeout")
            raise NoAnswer(message.format(seconds=f"{seconds:g}")) from None
        _own.hand = hand  # the action itself raised it
        raise
    except Exception:
        _own.hand = hand
        raise
    _own.hand = hand
    return found


class _Hand:
    """A thread that does one thing after the other, as long as somebody may ask for one."""

    def __init__(self) -> None:
        self._asked: _Asked = SimpleQueue()
        threading.Thread(target=_serve, args=(self._asked,), daemon=True).start()

    def __del__(self) -> None:
        self._asked.put(None)

    def begin(self, action: Callable[[], T]) -> Future[T]:
        """Do it as the calling thread would, in its language."""
        answer: Future[T] = Future()
        context = copy_context()
        self._asked.put((answer, lambda: context.run(action)))
        return answer


_own = threading.local()


def _serve(asked: _Asked) -> None:
    while (item := asked.get()) is not None:
        answer, action = item
        try:
            answer.set_result(action())
        except BaseException as error:  # told to whoever asked
            answer.set_exception(error)
        del item, answer, action  # or they are kept until the next one comes
