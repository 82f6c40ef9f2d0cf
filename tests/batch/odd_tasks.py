"""Tasks for the pool that hang, die, eat memory or answer oddly; called in its workers by name."""

import os
import signal
import time
from pathlib import Path


def do(task):
    kind, argument = task
    return globals()[f"_{kind}"](argument)


def _echo(value):
    return value


def _hang(_):
    time.sleep(600)


def _stubborn(_):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(600)


def _die(_):
    os._exit(9)


def _die_once(path):
    try:
        Path(path).touch(exist_ok=False)
    except FileExistsError:
        return "second time"
    os._exit(9)


def _raise(_):
    raise ValueError


def _eat(mebibytes):
    return len(bytearray(mebibytes << 20))


def _large(size):
    return "字" * size


def _chatter(value):
    print("a stray line")
    os.write(1, b"and bytes")
    return value


def _pid(_):
    time.sleep(0.05)
    return os.getpid()


def _slow(seconds):
    time.sleep(seconds)
    return seconds
