"""What the files of a folder tell of each other."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from gongwen.api import read_text
from gongwen.batch import Recipe, agenda, plan, run, survey
from gongwen.batch.surveying import Seen, look
from gongwen.cli import run as command
from gongwen.model import Folder

SITE = "江城公文写作网"
SUBJECTS = ("安全生产", "乡村振兴", "招商引资", "生态环境", "基层治理", "教育卫生")
OWN = (
    "要紧盯矿山、危化、消防、道路交通等重点领域，逐一排查风险隐患，坚决防范遏制重特大事故发生。\n",
    "要守住粮食面积和产量，办好农产品加工园区，让更多村庄有产业、有人气，农民的口袋鼓起来。\n",
    "要围绕主导产业延链补链，派出小分队到沿海走访企业，签约项目尽快落地，落地项目尽快投产。\n",
    "要打好蓝天、碧水、净土三大战役，管好河湖岸线，关停一批小作坊，让老百姓看到水清岸绿。\n",
    "要把网格建到楼栋院落，发挥老党员和乡贤作用，矛盾纠纷在村里化解，小事不出村，大事不出乡。\n",
    "要新建两所公办幼儿园，改造乡镇卫生院，引进医生和教师，解决孩子上学远、群众看病难的事。\n",
)
SENTENCES = (
    "同志们：\n今天会议的主要任务，是总结去年全县{0}工作，部署今年任务。\n{1}",
    "过去一年，各级各部门把{0}摆在突出位置，层层压实责任，各项工作取得了新的",
    "成效，得到了上级的充分肯定，人民群众的获得感进一步增强。\n",
    "下面，我就做好{0}工作讲几点意见。\n特此通知。\n",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "in"
    place.mkdir()
    for number, subject in enumerate(SUBJECTS):
        one, two, three, four = (sentence.format(subject, OWN[number]) for sentence in SENTENCES)
        cut = (SITE + "\n", "\n" + SITE, SITE)[number % 3]
        (place / f"{number}.txt").write_text(one + two + cut + three + four, encoding="utf-8")
    return place


def test_a_name_cut_into_six_texts_is_found_and_taken_out(folder: Path, tmp_path: Path) -> None:
    planned = plan([folder], ["txt"], tmp_path / "out")
    known = survey(planned.jobs, 2)
    assert set(known.values()) == {Folder(frozenset([SITE]))}
    (tmp_path / "out").mkdir()
    run(agenda(planned.jobs, Recipe(), known), 2)
    for number, subject in enumerate(SUBJECTS):
        whole = "".join(SENTENCES).format(subject, OWN[number])
        written = (tmp_path / f"out/{number}.txt").read_text("utf-8")
        assert SITE not in written
        assert "取得了新的成效" in written
        assert [line.strip() for line in written.split("\n") if line.strip()] == whole.strip().split("\n")


def test_neither_order_nor_workers_nor_copies_count(folder: Path, tmp_path: Path) -> None:
    planned = plan([folder], ["txt"], tmp_path / "out")
    jobs = list(planned.jobs)
    known = survey(jobs, 1)
    random.Random(3).shuffle(jobs)
    assert survey(jobs, 3) == known
    copies = tmp_path / "copies"
    copies.mkdir()
    for number in range(4):
        (copies / f"{number}.txt").write_bytes((folder / "0.txt").read_bytes())
    assert set(survey(plan([copies], ["txt"], tmp_path / "o2").jobs, 2).values()) == {Folder()}


def test_what_is_known_is_part_of_the_key(folder: Path, tmp_path: Path) -> None:
    jobs = plan([folder], ["txt"], tmp_path / "out").jobs
    plain, informed = agenda(jobs, Recipe()), agenda(jobs, Recipe(), survey(jobs, 2))
    assert all(plain.keys[job] != informed.keys[job] for job in jobs)
    assert informed.keys == agenda(jobs, Recipe(), survey(jobs, 1)).keys


def test_the_command_goes_over_the_folder_first(folder: Path, tmp_path: Path) -> None:
    (folder / "bad.docx").write_bytes(b"")
    out = tmp_path / "out"
    assert command(["convert", "-q", "--to", "txt", "-d", str(out), str(folder)]) == 1
    assert all(SITE not in path.read_text("utf-8") for path in out.glob("*.txt"))
    assert len(list(out.glob("*.txt"))) == len(SUBJECTS)


def test_old_word_files_are_not_opened_for_a_look(tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr("gongwen.api.read", lambda path: opened.append(path.name) or read_text(SITE * 3))
    for name, head in (("old.doc", "d0cf11e0a1b11ae1"), ("page.doc", "3c68746d6c3e"), ("text.txt", "e4b8ad")):
        (tmp_path / name).write_bytes(bytes.fromhex(head) + bytes(600))
        look(tmp_path / name)
    assert opened == ["page.doc", "text.txt"]
    assert look(tmp_path / "old.doc") == Seen()
