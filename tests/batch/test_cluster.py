"""A cluster of two machines, played by processes on this one; one of them is killed in the middle."""

import importlib.util
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager

import pytest

from gongwen.batch import Limits, Recipe, agenda, cluster, plan, run
from gongwen.cli import run as command
from gongwen.model import UsageError

pytestmark = [
    pytest.mark.skipif(importlib.util.find_spec("distributed") is None, reason="dask is not installed"),
    pytest.mark.slow,
]
TEXT = "关于开展第{n}次检查的通知\n各单位:\n现将有关事项通知如下,请认真执行。\n"


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("GONGWEN_LANG", "en")


@contextmanager
def two_machines(folder):
    """The address of a scheduler, and the processes of its two workers."""
    address_file = folder / "scheduler.json"
    own = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    script = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(address_file)]
    processes = [subprocess.Popen([*script, *options], **own)]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", "--no-dashboard", "--no-nanny"]
    for _ in range(2):
        more = ["--nthreads", "1", "--scheduler-file", str(address_file), "--death-timeout", "60"]
        processes.append(subprocess.Popen([*worker, *more], **own))
    try:
        yield address(address_file), processes[1:]
    finally:
        for process in processes:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory):
    """The address of a scheduler with two workers."""
    with two_machines(tmp_path_factory.mktemp("cluster")) as (address, _workers):
        yield address


def address(file):
    """Of the scheduler, once both workers have come."""
    from distributed import Client  # noqa: PLC0415  # the tests are collected without it

    deadline = time.monotonic() + 60
    while not file.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    with Client(scheduler_file=str(file), timeout=60, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
        return client.scheduler.address


def texts(folder, count):
    folder.mkdir(parents=True)
    for n in range(count):
        (folder / f"{n}.txt").write_text(TEXT.format(n=n), encoding="utf-8")
    return folder


def convert(folder, out, scheduler, done=lambda _outcome: None, **limits):
    planned = plan([folder], ["md"], out)
    with ExitStack() as stack:
        machines = stack.enter_context(cluster.connect(scheduler)) if scheduler else None
        if machines:
            machines.check([folder], out, ())
        out.mkdir(exist_ok=True)
        return run(agenda(planned.jobs, Recipe()), 2, done, Limits(**limits), machines)


def contents(folder):
    return {p.name: p.read_bytes() for p in folder.iterdir() if not p.name.startswith("gongwen-")}


def test_the_cluster_makes_the_same_as_this_machine(tmp_path, scheduler, monkeypatch):
    monkeypatch.chdir(tmp_path)  # paths that mean nothing to the workers, who run elsewhere
    folder = texts(tmp_path / "in", 12)
    (folder / "7.txt").write_bytes(b"")
    here = convert(folder, tmp_path / "here", "")
    there = convert(folder.relative_to(tmp_path), (tmp_path / "there").relative_to(tmp_path), scheduler)
    assert contents(tmp_path / "here") == contents(tmp_path / "there")
    assert [o.state for o in here] == [o.state for o in there]
    assert all(not outcome.job.source.is_absolute() for outcome in there)
    again = convert(folder, tmp_path / "there", scheduler)
    assert {str(o.state) for o in again} == {"unchanged", "failed"}


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_machine_that_is_lost_in_the_middle_loses_nothing(tmp_path):
    folder = texts(tmp_path / "in", 40)
    killed = []
    with two_machines(tmp_path) as (address, workers):

        def kill_one(_outcome):
            if not killed:
                killed.append(workers[0].send_signal(signal.SIGKILL))

        outcomes = convert(folder, tmp_path / "out", address, kill_one)
    assert killed
    assert [str(outcome.state) for outcome in outcomes] == ["converted"] * 40
    convert(folder, tmp_path / "here", "")
    assert contents(tmp_path / "out") == contents(tmp_path / "here")


def test_the_machines_speak_as_whoever_asks_them(tmp_path, scheduler, monkeypatch):
    folder = texts(tmp_path / "in", 1)
    (folder / "0.txt").write_bytes(b"")
    monkeypatch.setenv("GONGWEN_LANG", "zh_CN")
    (outcome,) = convert(folder, tmp_path / "out", scheduler)
    assert re.search(r"[\u4e00-\u9fff]", outcome.error)


def test_what_takes_too_long_is_ended_where_it_runs(tmp_path, scheduler):
    folder = texts(tmp_path / "in", 5)
    (folder / "4.txt").write_text("".join(TEXT.format(n=n) for n in range(150_000)), encoding="utf-8")
    outcomes = convert(folder, tmp_path / "out", scheduler, timeout=15)
    assert {o.job.name: o.error for o in outcomes if o.error}.keys() == {"4"}
    assert "longer than 15 seconds" in outcomes[4].error


def test_no_scheduler_no_dask_no_workers(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    folder = texts(tmp_path / "in", 1)
    out = ["-d", str(tmp_path / "out"), "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9"]
    assert command(["convert", str(folder), *out]) == UsageError.exit_code
    assert capsys.readouterr().err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["in"]
    with pytest.raises(UsageError, match=r"127\.0\.0\.1:9 does not answer; start it with"):
        convert(folder, tmp_path / "out", "tcp://127.0.0.1:9")
    with pytest.raises(UsageError, match="nonsense does not answer"):
        convert(folder, tmp_path / "out", "nonsense")
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"pip install 'gongwen\[dask\]'"):
        convert(folder, tmp_path / "out", "tcp://127.0.0.1:9")


def test_machines_of_another_version_or_without_the_folder_are_named(tmp_path):
    assert cluster._tell([str(tmp_path), str(tmp_path / "none")], []).missing == [str(tmp_path / "none")]
    with pytest.raises(UsageError, match=r"far has gongwen 0\.0, this machine .*; install the same on all"):
        cluster._judge([cluster._Told("far", "0.0", [], [])])
    with pytest.raises(UsageError, match=r"far does not see /in; a cluster needs a folder"):
        cluster._judge([cluster._Told("far", cluster.__version__, ["/in"], [])])


def test_a_machine_that_cannot_open_a_url_says_what_to_install(tmp_path):
    ((_url, reason),) = cluster._tell([], [("nonsense://u:secret@place/in", 5.0)]).closed
    assert "nonsense" in reason
    ((_url, reason),) = cluster._tell([], [("ftp://127.0.0.1:9/in", 0.0)]).closed
    assert reason.startswith("no answer within 0 seconds")
    told = cluster._Told(
        "far", cluster.__version__, [], [("s3://key:secret@b/in", "Install s3fs to access S3")]
    )
    with pytest.raises(UsageError, match=r"far cannot open s3://b/in \(Install s3fs to access S3\)"):
        cluster._judge([told])


def test_the_command_line_names_the_cluster(tmp_path, scheduler):
    folder = texts(tmp_path / "in", 3)
    command = [sys.executable, "-m", "gongwen", "convert", str(folder), "-d", str(tmp_path / "out"), "-q"]
    options = ["--to", "md", "--engine", "dask", "--scheduler", scheduler]
    subprocess.run([*command, *options], check=True)
    assert len(contents(tmp_path / "out")) == 3
