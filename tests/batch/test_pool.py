"""Many files side by side: a bad one, a deadly one, an interrupt."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from gongwen.batch import Job, Recipe, pool, run

TEXT = "关于开展检查的通知\n各单位:\n现将有关事项通知如下,请认真执行。\n"


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("GONGWEN_LANG", "en")


def jobs(folder: Path, count: int) -> list[Job]:
    out = []
    for n in range(count):
        (folder / f"{n}.txt").write_text(TEXT, encoding="utf-8")
        out.append(Job(folder / f"{n}.txt", (folder / f"{n}.md",)))
    return out


def test_all_are_converted_and_told_in_order(tmp_path):
    planned, seen = jobs(tmp_path, 4), []
    outcomes = run(planned, Recipe(), 2, seen.append)
    assert [outcome.job for outcome in outcomes] == planned
    assert set(map(id, outcomes)) == set(map(id, seen))
    assert all(o.changed and not o.error and o.job.targets[0].is_file() for o in outcomes)


def test_a_bad_file_stops_nothing_and_gives_its_reason(tmp_path):
    planned = jobs(tmp_path, 3)
    planned[1].source.write_bytes(b"")
    outcomes = run(planned, Recipe(), 2, lambda _: None)
    assert [bool(o.error) for o in outcomes] == [False, True, False]
    assert "1.txt" in outcomes[1].error
    assert not planned[1].targets[0].exists()


def test_a_defect_in_one_file_is_told_in_one_line(tmp_path, monkeypatch):
    planned = jobs(tmp_path, 1)
    monkeypatch.setattr("gongwen.api.convert", lambda *_a, **_k: 1 / 0)
    outcome = pool.convert_one(planned[0], Recipe())
    assert "ZeroDivisionError in test_pool.py" in outcome.error
    assert "\n" not in outcome.error


DEADLY = """
    import os, sys
    from pathlib import Path
    from gongwen.batch import Job, Recipe, pool, run

    folder = Path(sys.argv[1])
    convert_one = pool.convert_one

    def deadly(job, recipe):
        if job.source.name == "2.txt":
            (job.targets[0].parent / f".gongwen-{os.getppid()}-{os.getpid()}-x.md").touch()
            os._exit(9)
        return convert_one(job, recipe)

    pool.convert_one = deadly

    if __name__ == "__main__":
        jobs = [Job(folder / f"{n}.txt", (folder / f"{n}.md",)) for n in range(6)]
        for outcome in run(jobs, Recipe(), 2, lambda _: None):
            print(outcome.job.source.name, outcome.error or "good")
"""


def test_a_file_that_kills_its_worker_is_the_only_one_lost(tmp_path):
    jobs(tmp_path, 6)
    script = tmp_path / "deadly.py"
    script.write_text(textwrap.dedent(DEADLY), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script, tmp_path], capture_output=True, text=True, timeout=120, check=True
    )
    lines = done.stdout.splitlines()
    assert [line for line in lines if line.endswith(" good")] == [f"{n}.txt good" for n in (0, 1, 3, 4, 5)]
    assert lines[2].startswith("2.txt the process that converted it died")
    assert not list(tmp_path.glob(".gongwen-*"))
    assert sorted(path.stem for path in tmp_path.glob("*.md")) == ["0", "1", "3", "4", "5"]


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_an_interrupt_ends_with_130_and_leaves_whole_files_only(tmp_path):
    jobs(tmp_path, 300)
    command = [
        sys.executable,
        "-m",
        "gongwen.cli",
        "convert",
        tmp_path,
        "-d",
        tmp_path / "out",
        "--to",
        "md,docx",
    ]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    limit = time.monotonic() + 60
    while not list(tmp_path.glob("out/*.docx")) and time.monotonic() < limit:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    _out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.strip().splitlines()[-1] == "gongwen: Interrupted."
    assert "Traceback" not in err
    made = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert 0 < len(made) < 600
    assert not [name for name in made if name.startswith(".")]
    assert {Path(n).stem for n in made if n.endswith(".md")} == {
        Path(n).stem for n in made if n.endswith(".docx")
    }
