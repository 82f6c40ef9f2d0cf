"""Places behind URLs that are slow, out of order, taken by others, or can do less than a disk."""

import importlib
import json
import os
import platform
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest

from gongwen.batch import carrying, claims, patience, scratch
from gongwen.batch.claims import NAME as LOCK
from gongwen.batch.index import SHEET
from gongwen.batch.manifest import NAME
from gongwen.batch.mounts import Mount
from gongwen.cli import run as command
from gongwen.i18n import gettext as _
from gongwen.i18n import speaking
from gongwen.model import UnreadableInput

fsspec = pytest.importorskip("fsspec")
TEXT = "关于开展第{n}次检查的通知\n各单位:\n现将有关事项通知如下,请认真执行。\n"
REFUSED = {"source": {"name": "0.txt", "sha256": ""}, "rejected": []}


class Bucket(fsspec.AbstractFileSystem):
    """An object store: keys and bytes, no folders, nothing is renamed; at times it is too busy or silent."""

    protocol = "bucket"
    cachable = False
    objects: dict[str, bytes] = {}  # noqa: RUF012  # all instances are one store
    calls = 0
    busy = 0
    """One call in so many fails."""
    silent = ""
    """Keys that hold this never come."""
    over = threading.Event()

    def _trouble(self, key):
        type(self).calls += 1
        if self.silent and self.silent in key:
            self.over.wait(60)
        if self.busy and self.calls % self.busy == 0:
            raise OSError("SlowDown: please reduce your request rate")

    def info(self, path, **_options):
        key = self._strip_protocol(path)
        self._trouble(key)
        if key in self.objects:
            return {"name": key, "size": len(self.objects[key]), "type": "file"}
        if any(name.startswith(f"{key}/") for name in self.objects):
            return {"name": key, "size": 0, "type": "directory"}
        raise FileNotFoundError(key)

    def find(self, path, **_options):
        key = self._strip_protocol(path)
        self._trouble(key)
        return sorted(name for name in self.objects if name.startswith(f"{key}/"))

    def cat_file(self, path, **_options):
        key = self._strip_protocol(path)
        self._trouble(key)
        if key not in self.objects:
            raise FileNotFoundError(key)
        return self.objects[key]

    def put_file(self, lpath, rpath, **_options):
        key = self._strip_protocol(rpath)
        self._trouble(key)
        self.objects[key] = Path(lpath).read_bytes()

    def rm_file(self, path):
        self._trouble(path)
        del self.objects[self._strip_protocol(path)]

    def mv(self, *_paths, **_options):
        raise NotImplementedError

    copy = cp_file = makedirs = mkdir = mv


class Store(Bucket):
    """The same, which has no `mv` of its own."""

    protocol = "store"
    objects: dict[str, bytes] = {}  # noqa: RUF012
    mv = fsspec.AbstractFileSystem.mv


fsspec.register_implementation("store", Store, clobber=True)


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("GONGWEN_LANG", "en")


@pytest.fixture
def store(monkeypatch):
    """An empty object store with four texts in `in`."""
    monkeypatch.setattr(Store, "over", threading.Event())
    monkeypatch.setattr(Store, "calls", 0)
    Store.objects.clear()
    for n in range(4):
        Store.objects[f"in/{n}.txt"] = TEXT.format(n=n).encode()
    yield Store
    Store.over.set()


def convert(*inputs, to="store://out", formats="md", code=0, options=()) -> None:
    assert command(["convert", *inputs, "-d", str(to), "--to", formats, *options]) == code


def outputs(store) -> dict[str, bytes]:
    own = ("gongwen-", ".gongwen-")
    return {
        k: v for k, v in store.objects.items() if k.startswith("out/") and not Path(k).name.startswith(own)
    }


def test_a_store_that_renames_nothing(tmp_path, store, capsys):
    for again in ("4 converted", "4 unchanged"):
        convert("store://in", formats="md,docx")
        assert again in capsys.readouterr().err
    for name, data in list(store.objects.items()):
        if name.startswith("in/"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_bytes(data)
    convert(str(tmp_path / "in"), to=tmp_path / "out", formats="md,docx")
    for name, data in outputs(store).items():
        assert (tmp_path / name).read_bytes() == data
    assert len(outputs(store)) == 8
    assert f"out/{NAME}" in store.objects
    assert f"out/{LOCK}" not in store.objects


def test_a_store_that_is_too_busy_now_and_then(store, monkeypatch, capsys):
    monkeypatch.setattr(Store, "busy", 3)
    convert("store://in")
    assert "4 converted" in capsys.readouterr().err
    assert len(outputs(store)) == 4


def test_a_file_that_never_comes_is_lost_alone(store, monkeypatch, capsys):
    monkeypatch.setattr(Store, "silent", "in/1.txt")
    began = time.monotonic()
    convert("store://in", code=1, options=["--timeout", "8"])
    assert time.monotonic() - began < 120
    told = capsys.readouterr().err
    assert "3 converted, 1 failed" in told
    assert "store://in/1.txt cannot be read (no answer within 8 seconds; allow more with --timeout)" in told
    assert sorted(outputs(store)) == ["out/0.md", "out/2.md", "out/3.md"]


def test_a_place_that_is_silent_is_asked_a_few_times_only(store, monkeypatch, tmp_path):
    monkeypatch.setattr(Store, "silent", "in/")
    mount, began = Mount(tmp_path, "store://in", patience=0.2), time.monotonic()
    for _again in range(50):
        with pytest.raises(UnreadableInput, match="no answer"):
            mount.fetch(tmp_path / "1.txt")
    assert time.monotonic() - began < 10
    assert Store.calls == 3


def test_a_manifest_that_cannot_be_copied_for_a_while_stops_nothing(store, monkeypatch, capsys):
    desk = importlib.import_module("gongwen.batch.desk")  # not the function
    monkeypatch.setattr(desk, "_OFTEN", 0.0)
    monkeypatch.setattr(desk, "_SHARE", 1e9)
    real, puts = Store.put_file, []

    def put_file(self, lpath, rpath, **options):
        if rpath.endswith(NAME):
            puts.append(rpath)
            if 1 < len(puts) < 5:
                raise PermissionError("not now")
        real(self, lpath, rpath, **options)

    monkeypatch.setattr(Store, "put_file", put_file)
    convert("store://in")
    assert len(puts) == 6
    assert "4 converted" in capsys.readouterr().err
    convert("store://in")
    assert "4 unchanged" in capsys.readouterr().err


def test_only_one_command_writes_to_a_place(store, capsys):
    entry = {"token": "x", "host": "elsewhere", "place": "", "since": "noon", "seen": time.time()}
    store.objects[f"out/{LOCK}"] = json.dumps(entry).encode()
    before = dict(store.objects)
    convert("store://in", code=4)
    told = capsys.readouterr().err
    assert "Another gongwen (on elsewhere, since noon) is writing into store://out" in told
    assert f"remove store://out/{LOCK}" in told
    assert store.objects == before


@pytest.mark.parametrize(
    "entry",
    [
        b"",
        b"[1]",
        json.dumps({"token": "x", "host": "elsewhere", "place": "", "seen": 1e9}).encode(),
        json.dumps({"token": "x", "host": platform.node(), "place": "/gone", "seen": 9e9}).encode(),
    ],
    ids=["empty", "damaged", "old", "its owner has ended"],
)
def test_a_claim_that_is_void_hinders_nobody(store, entry):
    store.objects[f"out/{LOCK}"] = entry
    convert("store://in")
    assert len(outputs(store)) == 4
    assert f"out/{LOCK}" not in store.objects


def test_a_claim_is_held_while_work_goes_on_and_tells_of_its_owner(store, capsys, monkeypatch):
    seen = []
    real = Store.put_file

    def put_file(self, lpath, rpath, **options):
        real(self, lpath, rpath, **options)
        seen.append(store.objects.get(f"out/{LOCK}"))

    monkeypatch.setattr(Store, "put_file", put_file)
    convert("store://in")
    assert all(seen)
    held = json.loads(seen[0])
    assert held["host"] == platform.node()
    store.objects[f"out/{LOCK}"] = seen[0]
    Path(held["place"]).mkdir()
    try:
        with (Path(held["place"]) / ".lock").open("ab", buffering=0) as file:
            scratch.lock(file)
            convert("store://in", code=4)
    finally:
        (Path(held["place"]) / ".lock").unlink()
        Path(held["place"]).rmdir()
    assert "Another gongwen" in capsys.readouterr().err


def test_a_claim_is_renewed(store, monkeypatch, tmp_path):
    monkeypatch.setattr(claims, "_BEAT", 0.05)
    with claims.claim(Mount(tmp_path / "out", "store://out"), tmp_path):
        first = json.loads(store.objects[f"out/{LOCK}"])
        limit = time.monotonic() + 60
        while json.loads(store.objects[f"out/{LOCK}"])["seen"] == first["seen"]:
            assert time.monotonic() < limit
            time.sleep(0.02)
    assert f"out/{LOCK}" not in store.objects


def test_decisions_behind_a_url_are_gone_on_with(store, monkeypatch):
    """What somebody refused in an earlier run is there when the worker looks for it."""
    store.objects["out/0.decisions.json"] = json.dumps(REFUSED).encode()
    seen = {}

    def fetched(task, outcome):
        path = task.job.targets[0].with_name("0.decisions.json")
        seen[task.job.source.name] = path.read_bytes() if path.is_file() else b""
        return real(task, outcome)

    real = carrying.deliver
    monkeypatch.setattr(carrying, "deliver", fetched)
    convert("store://in")
    assert json.loads(seen["0.txt"]) == REFUSED
    assert json.loads(store.objects["out/0.decisions.json"]) == REFUSED


def test_what_earlier_runs_left_is_listed_and_stays(store, capsys):
    convert("store://in")
    del store.objects["in/2.txt"]
    convert("store://in")
    assert "not made by this one: 1 files" in capsys.readouterr().err
    assert "out/2.md" in store.objects
    assert b"\r\n,2.md,,left by an earlier run,," in store.objects[f"out/{SHEET}"]


# What it is made of.


def test_waiting_gives_up_and_errors_come_through():
    def late():
        time.sleep(0.5)

    with pytest.raises(patience.NoAnswer):
        patience.in_time(0.05, late)
    with pytest.raises(TimeoutError, match="its own"):
        patience.in_time(5, lambda: (_ for _ in ()).throw(TimeoutError("its own")))
    assert patience.in_time(5, lambda: 7) == 7


def test_one_thread_serves_many_calls_and_ends_with_its_owner():
    served = {patience.in_time(5, threading.get_ident) for _again in range(20)}
    assert len(served) == 1
    assert threading.get_ident() not in served
    before = threading.active_count()
    owner = threading.Thread(target=lambda: patience.in_time(5, threading.get_ident))
    owner.start()
    owner.join()
    limit = time.monotonic() + 60
    while threading.active_count() > before and time.monotonic() < limit:
        time.sleep(0.01)
    assert threading.active_count() <= before


def test_it_speaks_the_language_of_its_caller():
    with speaking("zh_CN"):
        assert patience.in_time(5, lambda: _("Interrupted.")) == "已中断。"


def test_what_a_killed_process_left_goes_when_the_next_one_comes(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    script = (
        "import os; from gongwen.batch.scratch import scratch\n"
        "with scratch() as place: (place / 'x').touch(); print(place, flush=True); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"TMPDIR": str(tmp_path)},
        check=False,
    )
    left = Path(done.stdout.strip())
    assert (left / "x").exists()
    with scratch.scratch() as held:
        for place in (left, held):
            os.utime(place, (1e9, 1e9))
        (tmp_path / f"{left.name}-young").mkdir()
        with scratch.scratch():
            assert sorted(tmp_path.iterdir()) != []
            assert held.is_dir()
            assert not left.exists()
            assert (tmp_path / f"{left.name}-young").is_dir()
    assert [place.name for place in tmp_path.iterdir()] == [f"{left.name}-young"]


def test_what_is_made_is_delivered_side_by_side(store, monkeypatch):
    both = threading.Barrier(2, timeout=60)
    put = Store.put_file

    def together(self, lpath, rpath, **options):
        if rpath.endswith(".md"):
            both.wait()  # breaks where one is delivered after the other
        put(self, lpath, rpath, **options)

    monkeypatch.setattr(Store, "put_file", together)
    convert("store://in", to="store://out")
    assert len([name for name in Store.objects if name.startswith("out/") and name.endswith(".md")]) == 4
