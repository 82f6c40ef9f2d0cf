"""Whatever is done to a folder, the next run makes of it what a run into an empty folder makes."""

import random
from importlib import import_module
from pathlib import Path

import pytest
from test_surveying import OWN, SENTENCES, SITE, SUBJECTS

from gongwen.batch import Recipe, agenda, plan, run, survey
from gongwen.batch.pool import Ended

LOST = (
    "我们要立足自身实际，做强特产业，擦亮绿生态底，发挥红文化优势，"
    "把特优势变成发展胜势，走出一条特发展之路。\n"
)
"""A filter took 色 out of it."""
STEPS = 25


class InlinePool:
    """A pool without processes."""

    def __init__(self, function, _workers, _limits, _speaks=""):
        module, _colon, name = function.partition(":")
        self._work = getattr(import_module(module), name)

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        pass

    def start(self, tasks):
        self._tasks = tasks

    def ended(self):
        return (Ended(task, self._work(task)) for task in self._tasks)


class Edited:
    """A folder under random edits, each of which may change what its files tell of each other."""

    def __init__(self, folder: Path, seed: int):
        self.folder = folder
        self.level = "likely"
        self._chance = random.Random(seed)
        for _ in range(5):
            self.add()

    def add(self):
        self._write(f"{self._chance.randrange(10**6)}.txt")

    def change(self):
        self._write(self._some().name)

    def append(self):
        with self._some().open("a", encoding="utf-8") as file:
            file.write("特此通知。\n")

    def delete(self):
        self._some().unlink()

    def copy(self):
        self._write(f"{self._chance.randrange(10**6)}.txt", self._some().read_text("utf-8"))

    def rename(self):
        self._some().rename(self.folder / f"{self._chance.randrange(10**6)}.txt")

    def ask_otherwise(self):
        self.level = self._chance.choice(["certain", "likely", "all"])

    def step(self) -> str:
        few = len(list(self.folder.iterdir())) < 5
        edits = [self.add, self.change, self.append, self.copy, self.rename, self.ask_otherwise]
        edit = self.add if few else self._chance.choice([*edits, self.delete])
        edit()
        return edit.__name__

    def _some(self) -> Path:
        return self._chance.choice(sorted(self.folder.iterdir()))

    def _write(self, name: str, text: str = ""):
        number = self._chance.randrange(6)
        one, two, three, four = (sentence.format(SUBJECTS[number], OWN[number]) for sentence in SENTENCES)
        cut = self._chance.choice(["", "", SITE + "\n", "\n" + SITE, SITE])
        lost = LOST * self._chance.randrange(3)
        (self.folder / name).write_text(text or one + lost + two + cut + three + four, encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_the_next_run_makes_what_a_fresh_one_makes_and_nothing_in_vain(tmp_path, monkeypatch, seed):
    monkeypatch.setattr("gongwen.batch.running.Pool", InlinePool)
    monkeypatch.setattr("gongwen.batch.surveying.Pool", InlinePool)
    folder = tmp_path / "in"
    folder.mkdir()
    edited, before, seen = Edited(folder, seed), {}, set()
    for step in range(STEPS):
        edit = edited.step()
        outcomes, known = convert(edited, tmp_path / "out")
        fresh, _known = convert(edited, tmp_path / f"fresh{step}")
        for one, other in zip(outcomes, fresh, strict=True):
            assert not one.error
            assert one.job.targets[0].read_bytes() == other.job.targets[0].read_bytes(), edit
        now = {
            o.job.source: (o.job.source.read_bytes(), known.get(o.job.source), edited.level) for o in outcomes
        }
        redone = {outcome.job.source for outcome in outcomes if not outcome.unchanged}
        assert redone == {source for source, state in now.items() if before.get(source) != state}, edit
        before |= now
        seen |= {(bool(f.recurring), bool(f.deleted)) for f in known.values()}
    assert (True, True) in seen


def convert(edited: Edited, out: Path):
    out.mkdir(exist_ok=True)
    jobs = plan([edited.folder], ["txt"], out).jobs
    known = survey(jobs, 1)
    return run(agenda(jobs, Recipe(level=edited.level), known), 1), known
