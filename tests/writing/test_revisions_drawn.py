"""Documents with tables drawn at random, as LibreOffice, pandoc and a validator take them."""

import random
import shutil
from collections import Counter

import pytest
from officerevisions import Office, pandoc
from reviewing import Desk, W
from revisedfile import RevisedFile
from tabledocuments import drawn

import gongwen
from gongwen.model import Status
from gongwen.model.review import date_of
from office import soffice

docx = pytest.importorskip("docx")
SEEDS = range(20)
needs_office = pytest.mark.skipif(soffice() is None, reason="LibreOffice (soffice) is not installed")
needs_pandoc = pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The results by seed, and the files with revisions."""
    folder = tmp_path_factory.mktemp("drawn")
    results = {}
    for seed in SEEDS:
        source, target = folder / f"source{seed}.docx", folder / f"made{seed}.docx"
        meta = drawn(seed, source)
        mode = "doubtful" if is_doubtful(seed) else "all"
        results[seed] = gongwen.convert(source, target, meta=meta, revisions=mode), target
    return results


def is_doubtful(seed):
    return seed % 4 == 3


def ink(text):
    return "".join(text.split())


@pytest.mark.office
@needs_office
def test_libreoffice_settles_all(made, tmp_path):
    orders, wanted = [], []
    for seed, (result, path) in made.items():
        if is_doubtful(seed):
            continue
        orders.append((path, tmp_path / f"refused{seed}.txt", "RejectAllTrackedChanges"))
        wanted.append(ink(result.source.text))
        plain = tmp_path / f"plain{seed}.docx"
        gongwen.write(result.document, plain)
        orders.append((path, tmp_path / f"accepted{seed}.txt", "AcceptAllTrackedChanges"))
        wanted.append(ink(gongwen.read(plain).text))
    Office(tmp_path).save_all(orders)
    for (_, target, _), right in zip(orders, wanted, strict=True):
        assert ink(target.read_text(encoding="utf-8-sig")) == right, target.stem


@pytest.mark.office
@needs_pandoc
def test_pandoc_refuses_all(made):
    """Without styles: it puts a title into the head of what it writes, and joins nothing with a heading."""
    for seed, (result, path) in made.items():
        if not is_doubtful(seed):
            desk = Desk(path.read_bytes())
            for style in list(desk.document.iter(W + "pStyle")):
                style.getparent().remove(style)
            bare = path.with_name("bare.docx")
            bare.write_bytes(desk.done())
            text = "".join(char for char in ink(pandoc(bare, "reject")) if char not in "-+|=")
            assert Counter(text) == Counter(ink(result.source.text)), seed


def test_of_the_doubtful_ones_alone_all_are_accepted(made, tmp_path):
    for seed in filter(is_doubtful, made):
        result, path = made[seed]
        plain = tmp_path / f"plain{seed}.docx"
        gongwen.write(result.document, plain)
        wanted = RevisedFile(plain.read_bytes()).text(accept=True)
        assert RevisedFile(path.read_bytes()).text(accept=True) == wanted, seed


def test_nothing_is_decided_and_the_text_is_the_source(made):
    for seed, (result, path) in made.items():
        source = gongwen.read(path)
        assert not source.review.accepted, seed
        assert not source.review.refused, seed
        if not is_doubtful(seed) and not any(block.given for block in result.document.blocks):
            assert source.text == result.source.text, seed


def test_decisions_are_told_from_a_file_that_word_saved(made):
    for seed, (result, path) in made.items():
        choose = random.Random(seed)
        edits = result.repaired.edits
        desk = Desk(path.read_bytes())
        dates = {e.get(W + "date") for tag in ("ins", "del") for e in desk.document.iter(W + tag)}
        shown = [n for n, e in enumerate(edits) if e.status is Status.APPLIED and date_of(n) in dates]
        plan = {n: choose.choice("aro") for n in shown}
        desk.accept(*[n for n in plan if plan[n] == "a"]).refuse(*[n for n in plan if plan[n] == "r"])
        desk.put_in("王某", "他人写入的段落", "移来的话", "移走的话").saved_by_word(choose)
        source = gongwen.read(desk.done())
        told = {"a": source.review.accepted, "r": source.review.refused, "o": source.review.open}
        for what, found in told.items():
            wanted = [edits[n] for n in plan if plan[n] == what]
            assert [e for e in found if e.status is Status.APPLIED] == wanted, (seed, what)
        assert "他人写入的段落移来的话" in source.text, seed
        assert "移走" not in source.text, seed
        again = gongwen.repair(source)
        refused = {(r.rule, r.start) for r in source.review.refusals}
        assert not [e for e in again.edits for rule in e.rules if (rule, e.start) in refused], seed


def test_ids_are_of_one_only_and_comments_have_a_beginning_and_an_end(made):
    for seed, (_result, path) in made.items():
        document = Desk(path.read_bytes()).document
        ids = Counter(e.get(W + "id") for tag in ("ins", "del", "pPrChange") for e in document.iter(W + tag))
        assert set(ids.values()) <= {1}, seed
        ends = [
            [e.get(W + "id") for e in document.iter(W + tag)]
            for tag in ("commentRangeStart", "commentRangeEnd", "commentReference")
        ]
        assert ends[0] == sorted(set(ends[0]), key=ends[0].index), seed
        assert set(ends[0]) == set(ends[1]) == set(ends[2]), seed
        marks = document.iter(W + "commentRangeStart", W + "commentRangeEnd", W + "commentReference")
        assert all(next(mark.iterancestors(W + "p"), None) is not None for mark in marks), seed
        assert not [t for d in document.iter(W + "del") for t in d.iter(W + "t")], seed
        loose = (t for t in document.iter(W + "delText") if next(t.iterancestors(W + "del"), None) is None)
        assert not list(loose), seed


def test_a_validator_finds_nothing(made):
    audit = pytest.importorskip("openxml_audit")
    for seed, (_result, path) in made.items():
        assert not list(audit.OpenXmlValidator().validate(str(path)).errors), seed
