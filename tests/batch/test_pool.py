"""The pool by itself: tasks that hang, die or eat memory cost themselves and no other."""

import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from collections import Counter
from pathlib import Path

import pytest

from gongwen.batch import Limits
from gongwen.batch import pool as pool_module
from gongwen.batch.pool import Failure, Pool
from gongwen.model import UsageError

DO = "odd_tasks:do"
POSIX = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
LIMITED = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory can be bounded on Linux")


def do(tasks, workers=2, timeout=30.0, memory=512):
    """The tasks with what came of them."""
    with Pool(DO, workers, Limits(timeout, memory)) as pool:
        pool.start(tasks)
        return {ended.task: ended for ended in pool.ended()}


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


def test_every_task_is_answered_once():
    tasks = [("echo", n) for n in range(100)]
    assert {task: ended.answer for task, ended in do(tasks).items()} == {task: task[1] for task in tasks}


def test_no_task_is_no_work():
    assert do([]) == {}


def test_a_task_that_dies_is_tried_again_and_then_given_up(tmp_path):
    once, always = ("die_once", str(tmp_path / "x")), ("die", 0)
    found = do([("echo", 1), always, once, ("echo", 2)])
    assert found[once].answer == "second time"
    assert found[always].failure is Failure.DIED
    assert [found["echo", n].answer for n in (1, 2)] == [1, 2]


def test_an_exception_is_the_end_of_a_worker_and_not_of_the_batch():
    found = do([("raise", 0), ("echo", 1)], workers=1)
    assert found["raise", 0].failure is Failure.DIED
    assert found["echo", 1].answer == 1


@pytest.mark.parametrize("kind", ["hang", pytest.param("stubborn", marks=POSIX)])
def test_a_task_that_hangs_is_ended(kind):
    began = time.monotonic()
    found = do([(kind, 0), ("echo", 1), ("echo", 2)], workers=1, timeout=2.0)
    assert found[kind, 0].failure is Failure.TIMEOUT
    assert [found["echo", n].answer for n in (1, 2)] == [1, 2]
    assert time.monotonic() - began < 60


@LIMITED
def test_a_task_that_eats_memory_is_told_so():
    found = do([("eat", 50), ("eat", 5_000), ("echo", 1)], workers=1)
    assert found["eat", 50].answer == 50 << 20
    assert found["eat", 5_000].failure is Failure.MEMORY
    assert found["echo", 1].answer == 1


def test_large_answers_and_stray_prints_arrive_whole():
    found = do([("large", 3_000_000), ("chatter", "said"), ("echo", 1)], workers=1)
    assert found["large", 3_000_000].answer == "字" * 3_000_000
    assert found["chatter", "said"].answer == "said"


def test_an_interrupt_waits_for_what_is_under_way_and_begins_nothing():
    with Pool(DO, 2, Limits(30, 512)) as pool:
        pool.start([("slow", 1.0 + n / 1000) for n in range(50)])
        ended = pool.ended()
        answers = [next(ended).answer]
        pool.stop()
        answers += [one.answer for one in ended]
    assert len(answers) <= 6
    assert None not in answers


@POSIX
def test_leaving_the_block_ends_every_worker():
    with Pool(DO, 3, Limits(30, 512)) as pool:
        pool.start([("pid", n) for n in range(20)])
        pids = {next(pool.ended()).answer for _ in range(6)}
    assert pids
    assert not any(map(alive, pids))


@pytest.mark.parametrize("name", ["odd_tasks:missing", "no_such_module:do"])
def test_workers_that_cannot_start_are_an_error_and_no_endless_loop(name):
    with Pool(name, 2, Limits(5, 512)) as pool:
        pool.start([("echo", n) for n in range(5)])
        with pytest.raises(UsageError):
            list(pool.ended())


ORPHANS = """
    import sys
    from gongwen.batch import Limits
    from gongwen.batch.pool import Pool

    if __name__ == "__main__":
        with Pool("odd_tasks:do", 2, Limits(600, 512)) as pool:
            pool.start([("pid", 0), ("pid", 1), ("pid", 2), ("hang", 0), ("hang", 1)])
            for ended in pool.ended():
                print(ended.answer, flush=True)
"""


@POSIX
def test_workers_do_not_outlive_a_parent_that_was_killed(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(textwrap.dedent(ORPHANS), encoding="utf-8")
    paths = [str(Path(__file__).parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
    parent = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, env=environment, text=True)
    pids = {int(parent.stdout.readline()) for _ in range(3)}
    time.sleep(0.5)
    assert any(map(alive, pids))
    parent.send_signal(signal.SIGKILL)
    parent.communicate()
    limit = time.monotonic() + 60
    while any(map(alive, pids)) and time.monotonic() < limit:
        time.sleep(0.1)
    assert not any(map(alive, pids))


@LIMITED
def test_a_soak(tmp_path):
    """A hundred tasks, of which a fifth is deadly: all others are answered."""
    tasks = [("echo", n) for n in range(80)]
    tasks += [("die", n) for n in range(5)] + [("die_once", str(tmp_path / str(n))) for n in range(5)]
    tasks += [("hang", n) for n in range(4)] + [("eat", 4_000 + n) for n in range(3)]
    tasks += [("raise", n) for n in range(3)]
    random.Random(1).shuffle(tasks)
    found = do(tasks, workers=4, timeout=3.0)
    assert len(found) == len(tasks)
    assert Counter((task[0], ended.failure) for task, ended in found.items()) == {
        ("echo", None): 80,
        ("die_once", None): 5,
        ("die", Failure.DIED): 5,
        ("raise", Failure.DIED): 3,
        ("hang", Failure.TIMEOUT): 4,
        ("eat", Failure.MEMORY): 3,
    }


@POSIX
def test_leaving_the_block_while_workers_start_takes_no_time():
    began = time.monotonic()
    with Pool(DO, 3, Limits(300, 512)) as pool:
        pool.start([("hang", n) for n in range(20)])
    assert time.monotonic() - began < 30


def test_tasks_of_a_worker_that_cannot_start_are_done_by_others(monkeypatch):
    starts = iter(range(100))
    spawn = pool_module._spawn

    def fail_at_first():
        if next(starts) < 2:
            raise OSError(11, "no more processes")
        return spawn()

    monkeypatch.setattr(pool_module, "_spawn", fail_at_first)
    with Pool(DO, 1, Limits(30, 512)) as pool:
        pool.start([("echo", 1)])
        with pytest.raises(UsageError):
            list(pool.ended())
    starts = iter([0, 5, 0, 5, 5, 5, 5, 5, 5, 5])
    with Pool(DO, 2, Limits(30, 512)) as pool:
        pool.start([("slow", 0.5 + n / 100) for n in range(6)])
        assert len(list(pool.ended())) == 6
