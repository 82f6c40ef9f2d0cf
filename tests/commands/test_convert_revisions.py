"""`convert --revisions`, and what becomes of the file when it comes back."""

import json
import zipfile

import pytest
from lxml import etree

import gongwen
from gongwen import cli
from gongwen.model.review import date_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = (
    "关于做好防汛工作的讲话\n同志们:\n"
    "　　今天,我们在这里召开会议,主要任务是总结工作,分析形势。刚才,大家作了发言,讲得都很好。\n发布评论\n"
)


@pytest.fixture
def speech(tmp_path, monkeypatch):
    monkeypatch.setenv("GONGWEN_LANG", "en")
    path = tmp_path / "speech.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def body_of(path):
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def authors(path):
    return {e.get(W + "author") for tag in ("ins", "del") for e in body_of(path).iter(W + tag)}


def refuse(path, target, number):
    """Save the file with one repair refused."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    document = etree.fromstring(parts["word/document.xml"])
    for tag in ("ins", "del"):
        for element in list(document.iter(W + tag)):
            if element.get(W + "date") == date_of(number):
                for text in element.iter(W + "delText"):
                    text.tag = W + "t"
                for child in list(element) if tag == "del" else ():
                    element.addprevious(child)
                element.getparent().remove(element)
    parts["word/document.xml"] = etree.tostring(document)
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def test_no_revisions_unless_asked_for(speech, tmp_path):
    assert cli.run(["convert", str(speech), "--to", "docx", "-q"]) == 0
    assert authors(tmp_path / "speech.docx") == set()


def test_each_class_signs(speech, tmp_path):
    assert cli.run(["convert", str(speech), "--to", "docx", "--revisions", "all", "-q"]) == 0
    wanted = {"gongwen: punctuation", "gongwen: page residue", "gongwen: layout"}
    assert authors(tmp_path / "speech.docx") == wanted


def test_what_is_certain_is_not_shown_where_only_doubt_is_asked_for(speech, tmp_path):
    assert cli.run(["convert", str(speech), "--to", "docx", "--revisions", "doubtful", "-q"]) == 0
    assert authors(tmp_path / "speech.docx") == {"gongwen: punctuation"}  # 同志们:


def test_authors_speak_the_users_language(speech, tmp_path, monkeypatch):
    monkeypatch.setenv("GONGWEN_LANG", "zh_CN")
    assert cli.run(["convert", str(speech), "--to", "docx", "--revisions", "all", "-q"]) == 0
    assert any("标点" in author for author in authors(tmp_path / "speech.docx"))


def test_revisions_need_a_word_file(speech, capsys):
    assert cli.run(["convert", str(speech), "--to", "pdf", "--revisions", "all"]) == 2
    assert "add docx" in capsys.readouterr().err


def test_an_unknown_mode_is_refused(speech, tmp_path):
    with pytest.raises(gongwen.UsageError, match="all, doubtful or none"):
        gongwen.convert(speech, tmp_path / "x.docx", revisions="some")


def test_a_folder_is_written_with_revisions_too(speech, tmp_path):
    out = tmp_path / "out"
    done = cli.run(
        ["convert", str(speech.parent), "-d", str(out), "--to", "docx", "--revisions", "all", "-q"]
    )
    assert done == 0
    assert "gongwen: layout" in authors(out / "speech.docx")


class TestBackAgain:
    @pytest.fixture
    def reviewed(self, speech, tmp_path):
        made = gongwen.convert(speech, tmp_path / "made.docx", revisions="all")
        edits = made.repaired.edits
        self.number = next(n for n, e in enumerate(edits) if TEXT[: e.start].endswith("刚才"))
        self.edit = edits[self.number]
        path = tmp_path / "reviewed.docx"
        refuse(tmp_path / "made.docx", path, self.number)
        return path

    def test_what_was_refused_is_kept_and_stays_refused(self, reviewed, speech, tmp_path, capsys):
        out = tmp_path / "final.docx"
        assert cli.run(["convert", str(reviewed), "-o", str(out)]) == 0
        said = capsys.readouterr().err
        assert "0 accepted, 1 refused" in said
        kept = tmp_path / "final.decisions.json"
        assert kept.name in said
        (entry,) = json.loads(kept.read_text(encoding="utf-8"))["rejected"]
        assert (entry["start"], entry["rules"]) == (self.edit.start, ["punct.width"])
        assert (
            cli.run(["clean", str(speech), "--reject", str(kept), "-o", str(tmp_path / "a.txt"), "-q"]) == 0
        )
        text = (tmp_path / "a.txt").read_text(encoding="utf-8")
        final = "".join("".join(p.itertext()) for p in body_of(out).iter(W + "p"))
        assert text.count(",") == final.count(",") == 1
        assert authors(out) == set()

    def test_the_place_of_the_decisions_may_be_named(self, reviewed, tmp_path):
        kept = tmp_path / "mine.json"
        out = tmp_path / "final.docx"
        assert cli.run(["convert", str(reviewed), "-o", str(out), "--decisions", str(kept), "-q"]) == 0
        assert kept.exists()
        assert not (tmp_path / "final.decisions.json").exists()

    def test_decisions_on_another_text_stop_it_before_anything_is_written(self, reviewed, tmp_path, capsys):
        kept = tmp_path / "mine.json"
        kept.write_text('{"format": "gongwen-decisions/1", "rejected": []}', encoding="utf-8")
        out = tmp_path / "final.docx"
        assert cli.run(["convert", str(reviewed), "-o", str(out), "--decisions", str(kept)]) == 2
        assert "another text" in capsys.readouterr().err
        assert not out.exists()

    def test_a_folder_of_reviewed_files(self, reviewed, tmp_path):
        folder = tmp_path / "in"
        folder.mkdir()
        reviewed.rename(folder / "reviewed.docx")
        out = tmp_path / "out"
        assert cli.run(["convert", str(folder), "-d", str(out), "--to", "docx", "-q"]) == 0
        assert (out / "reviewed.decisions.json").exists()

    def test_a_file_in_which_nothing_was_refused_leaves_no_decisions(self, speech, tmp_path):
        gongwen.convert(speech, tmp_path / "made.docx", revisions="all")
        assert cli.run(["convert", str(tmp_path / "made.docx"), "-o", str(tmp_path / "f.docx"), "-q"]) == 0
        assert not (tmp_path / "f.decisions.json").exists()
