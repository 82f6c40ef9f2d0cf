"""Back again: a file with revisions that a person worked over tells what was decided."""

import io
import json
import random
import time

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from reviewing import Desk
from revisedcases import TEXT, edit, edits_of, laid_out, markup_of, repaired_of, repairs, revised
from wordfile import W

import gongwen
from gongwen import decisions
from gongwen.model import Refusal, Status
from gongwen.model.redline import Fate, pieces
from gongwen.writing.revisions import write_revisions
from properties import examples


@pytest.fixture(scope="module")
def notice():
    return repaired_of(TEXT, edits_of(TEXT))


@pytest.fixture
def desk(notice):
    return Desk(revised(notice).data)


def number_of(repaired, rule, before=None):
    return next(
        n for n, e in enumerate(repaired.edits) if rule in e.rules and (before is None or before in e.before)
    )


def source_of(desk):
    return gongwen.read(desk.done(), name="reviewed.docx")


def ink(text):
    return "".join(text.split())


class TestUntouched:
    def test_all_is_left_open(self, desk, notice):
        review = source_of(desk).review
        assert review.open == notice.edits
        assert review.accepted == review.refused == review.refusals == ()

    def test_the_text_is_the_source(self, desk):
        assert source_of(desk).text == TEXT

    def test_blank_lines_and_a_title_that_the_layout_breaks_anew_too(self, tmp_path):
        text = (
            "发布时间：2024-03-05\n\n江城县人民政府办公室关于做好2024年防汛备汛\n工作的通知\n\n\n"
            "各乡镇:\n\n　　汛期将至,要加强值\n守。\n　　\n\t一是领导。\n\n\n"
        )
        path = tmp_path / "made.docx"
        gongwen.convert(gongwen.read_text(text), path, revisions="all")
        assert gongwen.read(path).text == text

    def test_it_tells_where_it_comes_from(self, desk, notice):
        review = source_of(desk).review
        assert (review.origin.name, review.origin.sha256) == ("通知.txt", notice.source.sha256)

    def test_our_comments_are_no_comments_of_the_file(self, desk):
        assert not [n for n in source_of(desk).notices if n.code == "docx.comments"]


class TestDecided:
    def test_all_accepted(self, desk, notice):
        source = source_of(desk.accept(None))
        applied = {e for e in notice.edits if e.status is Status.APPLIED}
        assert set(source.review.accepted) == applied
        assert ink(source.text) == ink(notice.text)

    def test_all_refused(self, desk, notice):
        source = source_of(desk.refuse(None))
        applied = {e for e in notice.edits if e.status is Status.APPLIED}
        assert set(source.review.refused) == applied
        assert ink(source.text) == ink(TEXT)

    def test_some_of_each(self, desk, notice):
        join, missing = number_of(notice, "wrap.join"), number_of(notice, "char.missing")
        line = number_of(notice, "boilerplate.line", "\n发布")
        source = source_of(desk.refuse(join, missing).accept(line))
        assert source.review.refused == (notice.edits[join], notice.edits[missing])
        assert source.review.accepted == (notice.edits[line],)
        assert "通知如\n下。各级要落实特产业" in source.text
        assert "发布评论" not in source.text
        assert "发布时间" in source.text  # left open: the source stands there
        for refusal in source.review.refusals:
            assert source.text[refusal.start : refusal.end] == refusal.before

    def test_by_a_program_that_writes_dates_of_its_own(self, desk, notice):
        join, line = number_of(notice, "wrap.join"), number_of(notice, "boilerplate.line", "\n发布")
        desk.refuse(join).accept(line)
        for element in desk.document.iter(W + "ins", W + "del"):
            element.set(W + "date", "2026-05-01T08:00:00Z")
        review = source_of(desk).review
        assert review.refused == (notice.edits[join],)
        assert review.accepted == (notice.edits[line],)
        assert len(review.open) == len(notice.edits) - 2

    @pytest.mark.parametrize("dates", [True, False])
    def test_in_a_file_whose_names_were_taken_out(self, desk, notice, dates):
        join, line = number_of(notice, "wrap.join"), number_of(notice, "boilerplate.line", "\n发布")
        source = source_of(desk.refuse(join).accept(line).made_anonymous(dates=dates))
        review = source.review
        assert review.refused == (notice.edits[join],)
        assert review.accepted == (notice.edits[line],)
        assert len(review.open) == len(notice.edits) - 2
        assert "特产业" in source.text
        assert not [n for n in source.notices if n.code == "docx.comments"]

    def test_what_an_unknown_person_put_in_stays_there(self, desk, notice):
        source = source_of(desk.put_in("王某", "王某写入的一段").made_anonymous(dates=False))
        assert "王某写入的一段" in source.text
        assert source.review.open == notice.edits

    def test_a_split_that_was_refused(self, desk, notice):
        split = number_of(notice, "paragraph.split")
        source = source_of(desk.refuse(split))
        assert source.review.refused == (notice.edits[split],)
        (refusal,) = source.review.refusals
        assert source.text[refusal.start :].startswith("一、加强")
        assert "制度。一、加强" in source.text

    def test_a_deleted_comment_settles_what_it_was_on(self, desk, notice):
        wrong = number_of(notice, "char.wrong")
        review = source_of(desk.delete_comment(wrong)).review
        assert review.refused == (notice.edits[wrong],)
        assert len(review.open) == len(notice.edits) - 1

    def test_a_comment_that_is_marked_as_done_is_settled(self, desk, notice):
        masked = number_of(notice, "mask.placeholder")
        desk.resolve_comment(masked)
        review = source_of(desk).review
        assert review.refused == (notice.edits[masked],)
        assert source_of(desk).review.refusals[0].before == "x月x日"

    def test_what_was_typed_beside_is_text(self, desk, notice):
        missing = number_of(notice, "char.missing")
        desk.refuse(missing).type("现就有关事项", "现将有关具体事项")
        source = source_of(desk)
        assert source.review.refused == (notice.edits[missing],)
        assert "现将有关具体事项" in source.text
        (refusal,) = source.review.refusals
        assert source.text[refusal.start : refusal.end] == "特产业"

    def test_what_was_written_over_is_neither_accepted_nor_refused(self, desk, notice):
        missing = number_of(notice, "char.missing")
        desk.accept(missing).type("色", "有")
        review = source_of(desk).review
        assert notice.edits[missing] not in (*review.accepted, *review.refused, *review.open)

    def test_what_others_tracked_is_taken_as_it_stands(self, desk, notice):
        text = next(t for t in desk.document.iter(W + "t") if "汛期将至" in (t.text or ""))
        run = text.getparent()
        deleted = run.makeelement(W + "del", {W + "author": "王某", W + "id": "9001"})
        run.addprevious(deleted)
        deleted.append(run)
        text.tag = W + "delText"
        source = source_of(desk)
        assert "汛期" not in source.text
        assert "防止" in source.text

    def test_without_its_record_it_is_a_word_file_like_any(self, desk):
        source = source_of(desk.lose("customXml"))
        assert source.review is None
        assert "特色产业" in source.text

    def test_a_record_that_is_damaged_is_none(self, desk):
        desk.parts["customXml/item1.xml"] = b'<review xmlns="urn:gongwen:review:1">{"format": 1}</review>'
        assert source_of(desk).review is None


class TestRefusedStaysRefused:
    LINES = (
        "关于发展特色产业的讲话\n同志们:\n"
        "　　我们要发展特产业,做强特产业,做大特产业,振兴特产\n业,宣传特产业。\n"
        "　　今天,我们在这里召开会议,主要任务是总结工作,分析形势。刚才,大家作了发言,讲得都很好。\n"
    )

    def converted(self, source, folder, name="made.docx", **options):
        target = folder / name
        return gongwen.convert(source, target, revisions="all", **options), target

    @pytest.fixture
    def first(self, tmp_path):
        source = tmp_path / "speech.txt"
        source.write_text(self.LINES, encoding="utf-8")
        result, target = self.converted(source, tmp_path)
        return source, result, target

    def test_over_the_reviewed_file_and_over_the_source(self, first, tmp_path):
        source, result, target = first
        applied = [n for n, e in enumerate(result.repaired.edits) if e.status is Status.APPLIED]
        assert len(applied) >= 4
        refused = applied[1::2]
        reviewed = tmp_path / "reviewed.docx"
        reviewed.write_bytes(Desk(target.read_bytes()).refuse(*refused).accept(applied[0]).done())
        again, made = self.converted(reviewed, tmp_path, "again.docx")
        review = again.source.review
        assert {e.start for e in review.refused} == {result.repaired.edits[n].start for n in refused}
        places = {(r.rule, r.start) for r in review.refusals}
        assert not [e for e in again.repaired.edits for rule in e.rules if (rule, e.start) in places]

        path = tmp_path / "made.decisions.json"
        path.write_text(decisions.kept(review, path), encoding="utf-8")
        anew = gongwen.repair(gongwen.read(source), reject=path)
        left = {(e.start, e.end, e.after) for e in anew.edits if e.status is Status.APPLIED}
        kept = {n for n in applied if n not in refused}
        assert left == {(e.start, e.end, e.after) for e in (result.repaired.edits[n] for n in kept)}
        assert ink(again.repaired.text) == ink(anew.text)

        third = gongwen.read(made)
        assert {(r.rule, r.start) for r in third.review.refusals} >= places

    def test_what_is_refused_in_a_second_round_is_refused_on_the_source(self, first, tmp_path):
        source, result, target = first
        numbers = [n for n, e in enumerate(result.repaired.edits) if e.status is Status.APPLIED]
        path = tmp_path / "final.decisions.json"
        one, two = tmp_path / "one.docx", tmp_path / "two.docx"
        one.write_bytes(Desk(target.read_bytes()).refuse(numbers[1]).accept(numbers[0]).done())
        again, made = self.converted(one, tmp_path, "again.docx")
        path.write_text(decisions.kept(again.source.review, path), encoding="utf-8")

        shown = [n for n, e in enumerate(again.repaired.edits) if e.status is Status.APPLIED]
        two.write_bytes(Desk(made.read_bytes()).refuse(shown[-1]).type("振兴", "大力振兴").done())
        review = gongwen.read(two).review
        assert (review.origin.name, review.origin.text) == (source.name, self.LINES)
        path.write_text(decisions.kept(review, path), encoding="utf-8")
        refused = [result.repaired.edits[n] for n in (numbers[1], numbers[-1])]
        wanted = {(r, e.start, e.end, e.before) for e in refused for r in e.rules}
        assert {(r.rule, r.start, r.end, r.before) for r in decisions.load_refusals(path)} == wanted
        anew = gongwen.repair(gongwen.read(source), reject=path)
        assert not {e.start for e in refused} & {e.start for e in anew.edits if e.status is Status.APPLIED}

    def test_the_folder_is_nobodys_concern(self, tmp_path):
        made = []
        for folder in (tmp_path / "局办公室", tmp_path / "b" / "c"):
            folder.mkdir(parents=True)
            source = folder / "speech.txt"
            source.write_text(self.LINES, encoding="utf-8")
            _result, target = self.converted(source, folder)
            _again, second = self.converted(target, folder, "again.docx")
            made.append((target.read_bytes(), second.read_bytes()))
        assert made[0] == made[1]
        for data in made[0]:
            assert "局办公室" not in str(gongwen.read(data).review.origin)
            assert tmp_path.name.encode() not in b"".join(Desk(data).parts.values())

    def test_what_is_left_open_is_proposed_again(self, first, tmp_path):
        _source, result, target = first
        again, _made = self.converted(target, tmp_path, "again.docx")
        shown = [(e.before.strip(), e.after.strip(), e.rules) for e in result.repaired.edits]
        assert [(e.before.strip(), e.after.strip(), e.rules) for e in again.repaired.edits] == shown

    @pytest.mark.parametrize("mode", ["all", "doubtful"])
    def test_a_file_that_is_sent_through_again_gives_the_same(self, tmp_path, mode):
        text = (
            "在座谈会上的发言提纲\n大家好！借此机会,我同大家谈三点体会。\n"
            "第一,要勤于学习。机关工作看似简单,其实门道很多。要学政策、学法律、学业务,\n"
            "尽快完成从学生到干部的转变。不懂不要紧,就怕不懂装懂;多问一句,往往能少走很多弯路。\n"
            "第二,要深入基层。群众是最好的老师。去年,我们单位有8名年轻同志到村里驻点帮扶,\n"
            "同群众同吃同住,写出了一批有分量的调研报告,其中《关于山区饮水安全的几点建议》得到\n"
            "县领导批示,问题很快得到解决。事实说明,只要沉下去,就一定能有收获。\n"
            "第三,要守住底线。年轻干部手中的权力虽然不大,但如果放松要求,也容易出问题。\n"
            "要算好政治账、经济账、家庭账。时刻绷紧廉洁自律这根弦,做到心中有戒、行有所止。\n"
            "祝大家工作顺利、不断进步!\n"
        )
        path = tmp_path / "made.docx"
        first = gongwen.convert(gongwen.read_text(text), path, revisions=mode).repaired
        source = gongwen.read(path)
        again = gongwen.repair(source)
        assert any("wrap.join" in e.rules and e.confidence < 0.99 for e in source.review.standing)
        assert ink(again.text) == ink(first.text)
        lines = [[line.strip() for line in one.text.split("\n")] for one in (again, first)]
        assert lines[0] == lines[1]

    @pytest.mark.parametrize("doubtful_only", [False, True])
    def test_a_suggestion_that_nobody_settled_is_made_again(self, doubtful_only):
        text = "　　各乡镇要落实值班制度,做好物资储备。\n　　县里要加强督查,及时通报情况。\n"
        suggested = edit(
            text.index("县里"), "县里", "县级", "char.wrong", 0.5, Status.SUGGESTED, "found by a first look"
        )
        repaired = repaired_of(text, (edit(text.index(","), ",", "，"), suggested))
        source = gongwen.read(revised(repaired, doubtful_only=doubtful_only).data)
        again = [e for e in gongwen.repair(source).edits if e.status is Status.SUGGESTED]
        assert [(e.before, e.after, e.rules, e.reason) for e in again] == [
            ("县里", "县级", ("char.wrong",), "found by a first look")
        ]

    def test_a_suggestion_whose_comment_was_deleted_is_not(self):
        text = "　　县里要加强督查,及时通报情况。\n"
        suggested = edit(text.index("县里"), "县里", "县级", "char.wrong", 0.5, Status.SUGGESTED)
        desk = Desk(revised(repaired_of(text, (suggested,))).data).delete_comment(0)
        assert not [e for e in gongwen.repair(source_of(desk)).edits if e.before == "县里"]


class TestDecisionsFile:
    def review_of(self, notice, *rules):
        desk = Desk(revised(notice).data)
        return source_of(desk.refuse(*[number_of(notice, rule) for rule in rules])).review

    def test_nothing_refused_is_no_file(self, notice, tmp_path):
        assert decisions.kept(self.review_of(notice), tmp_path / "x.json") == ""

    def test_decisions_add_up(self, notice, tmp_path):
        path = tmp_path / "x.decisions.json"
        for rule in ("wrap.join", "char.missing", "wrap.join"):
            path.write_text(decisions.kept(self.review_of(notice, rule), path), encoding="utf-8")
        data = json.loads(path.read_text(encoding="utf-8"))
        assert data["format"] == "gongwen-decisions/1"
        assert data["source"]["name"] == "通知.txt"
        assert [entry["rules"] for entry in data["rejected"]] == [["wrap.join"], ["char.missing"]]
        assert len(decisions.load_refusals(path)) == 2

    def test_decisions_on_another_source_are_not_mixed(self, notice, tmp_path):
        path = tmp_path / "x.decisions.json"
        path.write_text('{"format": "gongwen-decisions/1", "rejected": []}', encoding="utf-8")
        with pytest.raises(gongwen.UsageError, match="another text"):
            decisions.kept(self.review_of(notice, "wrap.join"), path)

    def test_the_file_remembers_what_was_refused_before(self, notice):
        earlier = Refusal("punct.quote", 0, 2, "发布")
        file = io.BytesIO()
        write_revisions(laid_out(notice), notice, markup_of(notice, refused=(earlier,)), file)
        review = gongwen.read(file.getvalue()).review
        assert review.decided == review.refusals == (earlier,)


PROPERTY = examples(120, HealthCheck.data_too_large)


@PROPERTY
@given(repairs(), st.randoms(use_true_random=False))
def test_decisions_on_any_edits_are_read_back(repaired, choose):
    """Whatever is decided, the text is what the person sees, and open places show the source."""
    made = revised(repaired)
    plan = {n: choose.choice("aro") for n, e in enumerate(repaired.edits) if e.status is Status.APPLIED}
    desk = Desk(made.data)
    desk.accept(*[n for n, what in plan.items() if what == "a"])
    desk.refuse(*[n for n, what in plan.items() if what == "r"])
    wanted = "".join(
        piece.text
        for piece in pieces(repaired.source.text, repaired.edits)
        if piece.fate is Fate.KEPT or (piece.fate is Fate.COME) is (plan[piece.edit] == "a")
    )
    held = "".join(c for c in wanted if c not in "\x00\x0b")
    if not held.strip():
        return
    source = gongwen.read(desk.done(), name="x.docx")
    assert ink(source.text) == ink(held)


@PROPERTY
@given(repairs())
def test_of_any_edits_nothing_is_decided_in_a_file_as_we_wrote_it(repaired):
    made = revised(repaired)
    if not "".join(made.text(accept=False).split()):
        return
    review = gongwen.read(made.data, name="x.docx").review
    assert review.accepted == review.refused == review.refusals == ()


def test_a_line_end_that_the_layout_left_out_anyway_is_not_taken_as_refused():
    text = "第一段。</p>\n第二段。\n"
    repaired = repaired_of(text, (edit(text.index("</p>"), "</p>", "\n", "boilerplate.inline", 0.96),))
    review = gongwen.read(revised(repaired).data).review
    assert review.open == repaired.edits


def test_lines_that_say_the_same_are_told_apart_where_somebody_typed():
    choose = random.Random(2)
    line = "　　要落实值班制度,做好特产业物资储备和巡查防控工作的安排。\n"
    text = line * 600
    edits = []
    for start in (i for i, c in enumerate(text) if c == ","):
        edits.append(edit(start, ",", "，"))
        edits.append(edit(text.index("特", start) + 1, "", "色", "char.missing", 0.95))
    repaired = repaired_of(text, edits)
    plan = {n: choose.choice("aro") for n in range(len(edits))}
    desk = Desk(revised(repaired).data)
    desk.accept(*[n for n, what in plan.items() if what == "a"])
    desk.refuse(*[n for n, what in plan.items() if what == "r"])
    for typed in choose.sample([t for t in desk.document.iter(W + "t") if "和巡查" in (t.text or "")], 90):
        typed.text = typed.text.replace("和巡查", choose.choice(["和认真巡查", "及巡查", "巡查"]))
    done = desk.done()
    began = time.process_time()
    review = gongwen.read(done).review
    assert time.process_time() - began < 2
    told = {"a": review.accepted, "r": review.refused, "o": review.open}
    for what, found in told.items():
        assert found == tuple(edits[n] for n in plan if plan[n] == what)


def test_what_is_written_beside_a_repair_does_not_hide_a_decision():
    text = "各级各部门要要,做好防汛工作:认真落实。\n"
    edits = (edit(text.index(","), ",", "，"), edit(text.index(":"), ":", "："))
    repaired = repaired_of(text, edits)
    desk = Desk(revised(repaired).data).refuse(0).accept(1).type("要要", "要")
    review = gongwen.read(desk.done()).review
    assert (review.refused, review.accepted) == (edits[:1], edits[1:])


def test_the_full_stop_of_a_sentence_that_was_put_in_is_no_repair():
    text = "第一段要认真落实.\n第二段要加强巡查.\n"
    edits = tuple(edit(place, ".", "。") for place, char in enumerate(text) if char == ".")
    desk = Desk(revised(repaired_of(text, edits)).data).refuse(0, 1)
    first = next(desk.document.iter(W + "p"))
    new = first.makeelement(W + "p")
    run = first.makeelement(W + "r")
    run.append(first.makeelement(W + "t"))
    run[0].text = "新增的一段。由王某写入"
    new.append(run)
    first.addnext(new)
    source = source_of(desk)
    assert source.review.refused == edits
    assert "新增的一段。由王某写入" in source.text


def test_blank_lines_are_told_apart_by_how_many_there_are():
    text = "第一段。\n— 5 —\n\n\n　　第二段。\n"
    edits = (edit(text.index("—"), "— 5 —\n", "", "header.line"),)
    repaired = repaired_of(text, edits)
    assert source_of(Desk(revised(repaired).data).refuse(0)).review.refused == edits


def test_a_refusal_in_one_of_three_like_paragraphs_stays_in_it():
    line = "　　要加强领导,明确责任,强化措施.\n"
    text = line * 3
    edits = [
        edit(place, ",", "，") for place, char in enumerate(text) if char == "," and place < 2 * len(line)
    ]
    edits.append(edit(2 * len(line), line, "", "duplicate.paragraph", 0.95))
    desk = Desk(revised(repaired_of(text, edits)).data).refuse(1, 2).accept(0, 4)
    review = source_of(desk.type("要加强", "要切实加强")).review
    assert [(r.start, r.before) for r in review.refusals] == [(e.start + 2, ",") for e in edits[1:2]] + [
        (edits[2].start + 2, ",")
    ]


def test_beside_a_line_that_a_given_one_replaces(tmp_path):
    text = "关于防汛工作的通知\n,各乡镇:\n　　汛期将至,要加强值守。\n临河县人民政府\n2025年6月1日\n"
    path = tmp_path / "made.docx"
    given = {"title": "关于切实做好防汛工作的通知"}
    repaired = gongwen.convert(gongwen.read_text(text), path, meta=given, revisions="all").repaired
    applied = [n for n, e in enumerate(repaired.edits) if e.status is Status.APPLIED]
    review = gongwen.read(Desk(path.read_bytes()).refuse(*applied).done()).review
    assert review.refused == tuple(repaired.edits[n] for n in applied)


@examples(60)
@given(st.randoms(use_true_random=False))
def test_whatever_is_typed_no_repair_is_taken_for_the_other_verdict(choose):
    """Beside a repair or within it: a verdict may be left untold, but none is wrong."""
    text = "".join(
        "　　" + "".join(choose.choice(CLAUSES) for _ in range(choose.randrange(2, 8))) + "\n"
        for _ in range(4)
    )
    edits = [
        edit(place, ",", "，") for place, char in enumerate(text) if char == "," and choose.random() < 0.6
    ]
    edits += [edit(n + 1, "", "色", "char.missing", 0.95) for n, c in enumerate(text) if c == "特"]
    edits += [edit(n, "业", "", "char.extra", 0.95) for n, c in enumerate(text) if text[n : n + 2] == "业物"]
    repaired = repaired_of(text, sorted(edits, key=lambda e: e.start))
    plan = {n: choose.choice("aro") for n in range(len(edits))}
    desk = Desk(revised(repaired).data)
    desk.accept(*[n for n, what in plan.items() if what == "a"])
    desk.refuse(*[n for n, what in plan.items() if what == "r"])
    for _ in range(choose.randrange(1, 6)):
        _type_somewhere(desk, choose)
    review = gongwen.read(desk.done(), name="x.docx").review
    for what, found in (("a", review.accepted), ("r", review.refused), ("o", review.open)):
        assert {repaired.edits.index(e) for e in found} <= {n for n in plan if plan[n] == what}


CLAUSES = ("要落实值班制度,", "做好特产业物资储备。", "汛期将至,", "加强巡查,", "认真总结经验。", "形势严峻,")


def _type_somewhere(desk, choose):
    """Put in, take out or write over what no repair puts in or takes out."""
    plain = [
        t
        for t in desk.document.iter(W + "t")
        if t.getparent().getparent().tag == W + "p" and not set(t.text or ",") & set(",，色业")
    ]
    if plain:
        text = choose.choice(plain)
        place = choose.randrange(len(text.text) + 1)
        gone = choose.randrange(3)
        text.text = text.text[:place] + choose.choice(["", "切实", "有", "；"]) + text.text[place + gone :]


def test_five_hundred_decisions_are_told_apart():
    choose = random.Random(5)
    line = "　　要落实第{}项值班制度,做好特产业物资储\n备:加强巡查第{}处。\n"
    text = "".join(line.format(n * 7, n * 3) for n in range(170))
    edits = []
    for start in (i for i, c in enumerate(text) if c == ","):
        edits.append(edit(start, ",", "，"))
        edits.append(edit(text.index("特", start) + 1, "", "色", "char.missing", 0.95))
        edits.append(edit(text.index("\n", start), "\n", "", "wrap.join", 0.95))
    repaired = repaired_of(text, edits)
    plan = {n: choose.choice("aro") for n in range(len(edits))}
    desk = Desk(revised(repaired).data)
    desk.accept(*[n for n, what in plan.items() if what == "a"])
    desk.refuse(*[n for n, what in plan.items() if what == "r"])
    review = gongwen.read(desk.done()).review
    told = {"a": review.accepted, "r": review.refused, "o": review.open}
    for what, found in told.items():
        assert found == tuple(edits[n] for n in plan if plan[n] == what)
    assert len(review.refusals) == len(review.refused)
