"""Many files side by side: a bad one, a deadly one, an interrupt, a kill and going on after it."""

import csv
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gongwen.batch import Job, Limits, Outcome, Recipe, State, agenda, converting, plan, run
from gongwen.batch.index import PAGE, SHEET
from gongwen.batch.jobs import Task
from gongwen.batch.manifest import NAME, Manifest, read_history
from gongwen.cli import run as command
from gongwen.commands import several
from gongwen.model import UnwritableOutput, UsageError

TEXT = "关于开展检查的通知\n各单位:\n现将有关事项通知如下,请认真执行。\n"
POSIX = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("GONGWEN_LANG", "en")


def texts(folder: Path, count: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(count):
        (folder / f"{n}.txt").write_text(TEXT.replace("检查", f"第{n}次检查"), encoding="utf-8")
    return folder


def convert(folder: Path, out: Path, formats=("md",), **recipe):
    """What came of a folder, by name."""
    out.mkdir(exist_ok=True)
    planned = plan([folder], formats, out)
    return {o.job.name: o for o in run(agenda(planned.jobs, Recipe(**recipe)), 2)}


def states(outcomes) -> dict[str, str]:
    return {name: str(outcome.state) for name, outcome in outcomes.items()}


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("gongwen-")
    }


# One run.


def test_all_are_converted_and_told_in_order(tmp_path):
    planned, seen = plan([texts(tmp_path / "in", 4)], ["md"], tmp_path), []
    outcomes = run(agenda(planned.jobs, Recipe()), 2, seen.append)
    assert [outcome.job for outcome in outcomes] == list(planned.jobs)
    assert set(map(id, outcomes)) == set(map(id, seen))
    assert all(o.changed and not o.error and o.job.targets[0].is_file() for o in outcomes)
    assert outcomes[0].families == (("punct", outcomes[0].changed),)
    assert outcomes[0].title == "关于开展第0次检查的通知"


def test_an_interrupt_says_how_far_it_came(tmp_path, monkeypatch, capfd):
    def interrupted(todo, _workers, done, *_rest):
        done(Outcome(todo.jobs[0]))
        done(Outcome(todo.jobs[1], "it is empty"))
        raise KeyboardInterrupt

    monkeypatch.setattr("gongwen.batch.run", interrupted)
    assert command(["convert", str(texts(tmp_path / "in", 3)), "-d", str(tmp_path / "out")]) == 130
    said = capfd.readouterr().err
    assert "Stopped: 1 of 3 files are done; the same command does the others." in said
    assert "gongwen: Interrupted." in said


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_links_that_lead_nowhere_or_to_themselves_cost_themselves(tmp_path):
    folder = texts(tmp_path / "in", 2)
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "gone.txt").symlink_to("nowhere.txt")
    (folder / "again").symlink_to(".")
    found = convert(folder, tmp_path / "out")
    assert states(found) == {"0": "converted", "1": "converted", "loop": "failed", "gone": "failed"}
    assert command(["convert", "-q", str(folder / "loop.txt")]) == 3
    (tmp_path / "self.md").symlink_to("self.md")
    assert command(["convert", "-q", str(folder / "0.txt"), "-o", str(tmp_path / "self.md")]) == 0


def test_what_is_left_out_this_time_stays_in_the_index(tmp_path, capfd):
    folder, out = texts(tmp_path / "in", 4), tmp_path / "out"
    (folder / "3.txt").write_bytes(b"")
    line = ["convert", str(folder), "-d", str(out), "--to"]
    assert command([*line, "docx,md"]) == 1
    (folder / "0.txt").unlink()
    (out / "2.md").unlink()
    capfd.readouterr()
    assert command([*line, "md", "--exclude", "1.txt", "--exclude", "3.txt"]) == 0
    rows = list(csv.DictReader((out / SHEET).read_text("utf-8-sig").splitlines()))
    assert {(row["File"], row["State"]) for row in rows} == {
        ("1.txt", "left out this time"),
        ("2.txt", "converted"),
        ("", "left by an earlier run"),
    }
    assert [row["Outputs"] for row in rows if not row["File"]] == ["0.docx", "0.md", "2.docx"]
    said = capfd.readouterr().err
    assert "Left out this time, and in the index as an earlier run made them: 1 files." in said
    assert "1 converted; " in said
    assert "left out this time</td>" in (out / PAGE).read_text("utf-8")
    assert "<dt>left out this time</dt> <dd>1</dd>" in (out / PAGE).read_text("utf-8")


def test_a_bad_file_stops_nothing_and_gives_its_reason(tmp_path):
    texts(tmp_path / "in", 3)
    (tmp_path / "in/1.txt").write_bytes(b"")
    found = convert(tmp_path / "in", tmp_path / "out")
    assert states(found) == {"0": "converted", "1": "failed", "2": "converted"}
    assert "1.txt" in found["1"].error
    assert sorted(hashes(tmp_path / "out")) == ["0.md", "2.md"]


def test_a_defect_in_one_file_is_told_in_one_line(tmp_path, monkeypatch):
    job = Job(texts(tmp_path, 1) / "0.txt", (tmp_path / "0.md",))
    monkeypatch.setattr("gongwen.api.convert", lambda *_a, **_k: 1 / 0)
    outcome = converting.convert_one(Task(job, Recipe()))
    assert "ZeroDivisionError in test_running.py" in outcome.error
    assert "\n" not in outcome.error


HEEDS = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # without it where a shell has us in the background
from gongwen.cli import main
main()
"""

DEADLY = """
import os, time
from gongwen.batch import converting

def convert_one(task):
    name = task.job.source.name
    if name in ("2.txt", "3.txt"):
        (task.job.targets[0].parent / f".gongwen-{os.getppid()}-{os.getpid()}-x.md").touch()
        os._exit(9) if name == "2.txt" else time.sleep(600)
    return converting.convert_one(task)
"""


def test_files_that_kill_their_worker_or_hang_are_the_only_ones_lost(tmp_path, monkeypatch):
    (tmp_path / "deadly.py").write_text(DEADLY, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr("gongwen.batch.running.CONVERT", "deadly:convert_one")
    planned = plan([texts(tmp_path / "in", 6)], ["md"], tmp_path / "in-gongwen")
    (tmp_path / "in-gongwen").mkdir()
    found = {o.job.name: o for o in run(agenda(planned.jobs, Recipe()), 2, limits=Limits(timeout=15))}
    assert found["2"].error.startswith("the process that converted it died")
    assert found["3"].error.startswith("it took longer than 15 seconds")
    assert sorted(hashes(tmp_path / "in-gongwen")) == ["0.md", "1.md", "4.md", "5.md"]
    assert {name for name, o in found.items() if o.error} == {"2", "3"}


@POSIX
def test_names_steer_no_terminal(tmp_path, capsys):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a\x1b[31m\nb.txt").write_bytes(b"")
    command(["convert", str(tmp_path / "in"), "-d", str(tmp_path / "out"), "--to", "md"])
    told = capsys.readouterr().err
    assert "\x1b" not in told
    assert "a␛[31m b.txt is empty" in told
    assert told.splitlines()[-2] == "Not converted:"
    command(["convert", str(tmp_path / "in/a\x1b[31m\nb.txt"), "-o", str(tmp_path / "a.md")])
    assert "a␛[31m b.txt is empty" in capsys.readouterr().err


@POSIX
def test_the_command_that_shows_what_to_look_at_is_quoted():
    job = Job(Path("in/#1 & 2.txt"), (Path("out/a.md"),))
    assert several._places([Outcome(job, suggested=1)]).endswith("gongwen clean --diff 'in/#1 & 2.txt'")


@POSIX
def test_an_interrupt_ends_with_130_and_leaves_whole_files_only(tmp_path):
    texts(tmp_path / "in", 300)
    process = _start(tmp_path / "in", tmp_path / "out")
    _wait_for(tmp_path / "out", 1)
    os.killpg(process.pid, signal.SIGINT)
    _out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.strip().splitlines()[-1] == "gongwen: Interrupted."
    assert "Traceback" not in err
    made = hashes(tmp_path / "out")
    assert 0 < len(made) < 600
    assert not [name for name in made if name.startswith(".")]
    stems = [{Path(n).stem for n in made if n.endswith(suffix)} for suffix in (".md", ".docx")]
    assert stems[0] == stems[1]
    assert stems[0] == set(read_history(tmp_path / "out").records)


def _start(folder: Path, out: Path, *options: str) -> subprocess.Popen:
    line = [sys.executable, "-c", HEEDS, "convert", folder, "-d", out, "--to", "md,docx", *options]
    return subprocess.Popen(line, stderr=subprocess.PIPE, text=True, start_new_session=True)


def _wait_for(out: Path, count: int) -> None:
    limit = time.monotonic() + 60
    while len(list(out.glob("*.docx"))) < count and time.monotonic() < limit:
        time.sleep(0.02)


# One run after another.


def test_outputs_whose_inputs_are_gone_are_known_until_somebody_removes_them(tmp_path):
    folder, out = texts(tmp_path / "in", 3), tmp_path / "out"
    convert(folder, out, formats=("md", "docx"))
    (folder / "1.txt").unlink()
    (folder / "2.txt").rename(folder / "two.txt")
    for _again in range(2):
        jobs = plan([folder], ["md"], out).jobs
        assert agenda(jobs, Recipe()).stale == {out: ("0.docx", "1.docx", "1.md", "2.docx", "2.md")}
        convert(folder, out)
    for name in ("0.docx", "1.docx", "2.docx", "2.md"):
        (out / name).unlink()
    assert agenda(jobs, Recipe()).stale == {out: ("1.md",)}


def test_a_second_run_skips_what_is_unchanged_and_redoes_what_changed(tmp_path):
    folder, out = texts(tmp_path / "in", 3), tmp_path / "out"
    convert(folder, out)
    first = hashes(out)
    again = convert(folder, out)
    assert set(states(again).values()) == {State.UNCHANGED}
    assert again["0"].title == "关于开展第0次检查的通知"
    assert hashes(out) == first
    (folder / "1.txt").write_text(TEXT + "另有一事通知,请知悉。\n", encoding="utf-8")
    assert states(convert(folder, out)) == {"0": "unchanged", "1": "converted", "2": "unchanged"}
    assert {name for name, value in hashes(out).items() if first[name] != value} == {"1.md"}


def test_the_notices_of_an_earlier_run_are_told_in_the_language_of_this_one(tmp_path, monkeypatch):
    out = tmp_path / "out"
    (texts(tmp_path / "in", 2) / "0.txt").write_bytes(TEXT.encode() + b"\x00\x01\n")
    english = convert(tmp_path / "in", out, ("md", "docx", "pdf"))["0"].notices
    made = hashes(out)
    monkeypatch.setenv("GONGWEN_LANG", "zh")
    again = convert(tmp_path / "in", out, ("md", "docx", "pdf"))
    assert set(states(again).values()) == {"unchanged"}
    afresh = convert(tmp_path / "in", tmp_path / "new", ("md", "docx", "pdf"))
    assert again["0"].notices == afresh["0"].notices
    assert [notice.code for notice in english] == [notice.code for notice in afresh["0"].notices]
    assert {n.message for n in english}.isdisjoint(n.message for n in afresh["0"].notices)
    assert hashes(tmp_path / "new") == made


def test_other_settings_and_formats_are_another_result(tmp_path):
    folder, out = texts(tmp_path / "in", 1), tmp_path / "out"
    convert(folder, out)
    assert states(convert(folder, out, level="certain")) == {"0": "converted"}
    assert states(convert(folder, out, level="certain")) == {"0": "unchanged"}
    assert states(convert(folder, out, ("md", "txt"), level="certain")) == {"0": "converted"}
    assert sorted(hashes(out)) == ["0.md", "0.txt"]


def test_a_style_file_counts_by_what_it_says(tmp_path):
    folder, out, style = texts(tmp_path / "in", 1), tmp_path / "out", tmp_path / "s.toml"
    style.write_text('extends = "general"\n', encoding="utf-8")
    convert(folder, out, style=str(style))
    assert states(convert(folder, out, style=str(style))) == {"0": "unchanged"}
    style.write_text('extends = "speech"\n', encoding="utf-8")
    assert states(convert(folder, out, style=str(style))) == {"0": "converted"}


def test_a_model_counts_by_what_it_holds(tmp_path):
    jobs = plan([texts(tmp_path / "in", 1)], ["md"], tmp_path / "out").jobs

    def key():
        (one,) = agenda(jobs, Recipe(model=str(tmp_path / "a.onnx"))).keys.values()
        return one

    with pytest.raises(UsageError, match=r"vocab\.txt"):
        key()
    for name in ("a.onnx", "a.onnx_data", "vocab.txt"):
        (tmp_path / name).write_bytes(b"one")
    first = key()
    assert key() == first
    for name in ("a.onnx", "a.onnx_data", "vocab.txt"):
        state = (tmp_path / name).stat()
        (tmp_path / name).write_bytes(b"two")
        os.utime(tmp_path / name, ns=(state.st_atime_ns, state.st_mtime_ns))
        assert key() != first
        (tmp_path / name).write_bytes(b"one")
    assert key() == first
    (tmp_path / "a.onnx").rename(tmp_path / "b.onnx")
    (tmp_path / "a.onnx_data").rename(tmp_path / "b.onnx_data")
    (again,) = agenda(jobs, Recipe(model=str(tmp_path / "b.onnx"))).keys.values()
    assert again == first


def test_a_file_that_changes_while_it_waits_counts_as_it_was_read(tmp_path):
    folder, out = texts(tmp_path / "in", 1), tmp_path / "out"
    out.mkdir()
    todo = agenda(plan([folder], ["md"], out).jobs, Recipe())
    before = (folder / "0.txt").read_bytes()
    (folder / "0.txt").write_text(TEXT + "另有一事通知,请知悉。\n", encoding="utf-8")
    run(todo, 1)
    assert states(convert(folder, out)) == {"0": "unchanged"}
    (folder / "0.txt").write_bytes(before)
    assert states(convert(folder, out)) == {"0": "converted"}
    assert "另有一事" not in (out / "0.md").read_text("utf-8")


def test_an_output_that_is_gone_is_made_again(tmp_path):
    folder, out = texts(tmp_path / "in", 2), tmp_path / "out"
    convert(folder, out)
    (out / "1.md").unlink()
    assert states(convert(folder, out)) == {"0": "unchanged", "1": "converted"}


def test_an_output_edited_by_hand_is_replaced_by_force_alone(tmp_path):
    folder, out = texts(tmp_path / "in", 2), tmp_path / "out"
    convert(folder, out)
    (out / "0.md").write_text("my own words", encoding="utf-8")
    assert states(convert(folder, out)) == {"0": "unchanged", "1": "unchanged"}
    for n in (0, 1):
        (folder / f"{n}.txt").write_text(TEXT + "新的一段。\n", encoding="utf-8")
    found = convert(folder, out)
    assert states(found) == {"0": "failed", "1": "converted"}
    assert "0.md was edited" in found["0"].error
    assert (out / "0.md").read_text(encoding="utf-8") == "my own words"
    assert states(convert(folder, out, overwrite=True)) == {"0": "converted", "1": "converted"}
    assert states(convert(folder, out)) == {"0": "unchanged", "1": "unchanged"}


def test_what_an_earlier_run_did_not_make_is_told_before_work_begins(tmp_path):
    folder, out = texts(tmp_path / "in", 2), tmp_path / "out"
    out.mkdir()
    (out / "1.md").write_text("mine", encoding="utf-8")
    todo = agenda(plan([folder], ["md"], out).jobs, Recipe())
    assert out / "1.md" in todo.fresh
    assert "1.md exists already" in run(todo, 1)[1].error
    assert (out / "1.md").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("edited", [False, True])
def test_a_file_without_a_note_of_it_counts_if_it_is_what_comes_out(tmp_path, edited):
    """The run was killed between writing the files and taking note of them."""
    folder, out = texts(tmp_path / "in", 2), tmp_path / "out"
    convert(folder, out, ("md", "docx"))
    made = hashes(out)
    lines = (out / NAME).read_bytes().splitlines(keepends=True)
    kept = [line for line in lines if b'"name":"1"' not in line]
    assert len(kept) == len(lines) - 1
    (out / NAME).write_bytes(b"".join(kept) + b'{"name":"1","key":{"inp')
    (out / "1.docx").unlink()
    if edited:
        (out / "1.md").write_text("mine", encoding="utf-8")
    found = convert(folder, out, ("md", "docx"))
    assert states(found) == {"0": "unchanged", "1": "failed" if edited else "converted"}
    if not edited:
        assert hashes(out) == made
        assert set(states(convert(folder, out, ("md", "docx"))).values()) == {"unchanged"}
    else:
        assert (out / "1.md").read_text(encoding="utf-8") == "mine"
        assert not (out / "1.docx").exists()


def test_a_damaged_manifest_costs_the_damaged_lines(tmp_path):
    folder, out = texts(tmp_path / "in", 2), tmp_path / "out"
    convert(folder, out)
    with (out / NAME).open("ab") as file:
        file.write(b'[]\n{"name": 3}\n\xff\xfe\n{"begins": 5, "process": "x"}\n{"name":"0","k')
    assert set(states(convert(folder, out)).values()) == {"unchanged"}
    lines = (out / NAME).read_text(encoding="ascii", errors="replace")
    (out / NAME).write_text(lines.replace('"changed":', '"altered":'), encoding="utf-8")
    assert set(states(convert(folder, out)).values()) == {"converted"}
    (folder / "1.txt").write_text(TEXT, encoding="utf-8")
    convert(folder, out)
    assert set(states(convert(folder, out)).values()) == {"unchanged"}
    json.loads((out / NAME).read_bytes().splitlines()[-1])


@POSIX
def test_after_a_kill_the_same_command_finishes_and_nothing_differs(tmp_path):
    folder = texts(tmp_path / "in", 60)
    whole = _start(folder, tmp_path / "whole", "-j", "1")
    whole.communicate(timeout=200)
    out = tmp_path / "out"
    for count in (1, 12):
        process = _start(folder, out)
        _wait_for(out, count)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
    noted = len(read_history(out).records)
    assert 0 < noted < 60
    last = _start(folder, out)
    _out, err = last.communicate(timeout=200)
    assert last.returncode == 0, err
    assert hashes(out) == hashes(tmp_path / "whole")
    assert not list(out.rglob(".gongwen-*"))


def test_a_name_that_is_too_long_for_its_output_costs_that_file_alone(tmp_path):
    folder = texts(tmp_path / "in", 1)
    try:
        (folder / ("长" * 83 + "ab.txt")).write_text(TEXT, encoding="utf-8")
    except OSError:
        pytest.skip("no such names here")
    found = convert(folder, tmp_path / "out", ("md", "docx"))
    assert [str(outcome.state) for outcome in found.values()] == ["converted", "failed"]
    assert "cannot be written" in list(found.values())[1].error
    assert sorted(hashes(tmp_path / "out")) == ["0.docx", "0.md"]


@POSIX
def test_a_manifest_on_a_full_disk_is_told_in_a_line(tmp_path):
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    job = Job(tmp_path / "a.txt", (tmp_path / "a.md",), tmp_path)
    with Manifest(tmp_path) as manifest:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
        try:
            with pytest.raises(UnwritableOutput, match=r"gongwen-manifest\.jsonl cannot be written"):
                manifest.begin([job] * 1000)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    with Manifest(tmp_path) as manifest:
        manifest.begin([job])
    assert read_history(tmp_path).begun == {"a"}


@POSIX
def test_two_runs_do_not_write_into_one_folder(tmp_path):
    with Manifest(tmp_path), pytest.raises(UnwritableOutput, match="Another gongwen"), Manifest(tmp_path):
        pass
    with Manifest(tmp_path):
        pass
