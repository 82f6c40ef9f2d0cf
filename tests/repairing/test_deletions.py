"""Characters that are missing: throughout a text, and at single places."""

from __future__ import annotations

import pytest
from running import changes, repaired

from gongwen.model import Source
from gongwen.repairing.stage import Context
from gongwen.repairing.wording import deletions, ending

REPORT = """
各位代表：现在，我代表市人民政府向大会报告工作，请予审议。
过去一年，我们坚持发展第一要务，立足资源禀赋，大力培育特色农业，建成一批特色小镇，各县区形成了各具特色的产业格局。
我们坚持绿色发展理念，深入打好污染防治攻坚战，推动绿色低碳转型，城乡面貌焕然一新，生态环境持续改善。
今年，我们要深入学习贯彻习近平新时代中国特色社会主义思想，做大做强特色优势产业，加快建设特色产业园区。
我们要传承红色基因，发展红色旅游，让人民群众的获得感更足、幸福感更可持续、安全感更有保障。
""".strip()


def test_a_character_taken_out_everywhere_comes_back_at_every_place() -> None:
    assert repaired(deletions.find, REPORT.replace("色", "")) == REPORT


def test_no_word_is_split_where_the_text_does_not_read_on() -> None:
    kept = "农村税费改革中，取消特产业税，减免农业特产税。"
    assert repaired(deletions.find, REPORT.replace("色", "") + kept) == REPORT + kept


def test_a_sound_text_stays() -> None:
    assert changes(deletions.find, REPORT) == []


@pytest.mark.parametrize(
    "text",
    [
        "发挥独特优势，打造奇特景观，农特产品远销海外，尔特公司总经理到会，特此通知。",
        "特技术、特产业、特事特办。",
        "促进和保护人权应遵循公正、客观的原则，反对搞双重标准，应通过对话、合作处理分歧，各方应坚持对话协商。",
        "一要提高认识，二要加强领导，三要狠抓落实，四要总结经验。",
        "请县委办、政府办、纪委监委机关、组织部、宣传部、统战部、政法委按时报送。",
        "责任单位：组织部、宣传部、政法委、纪委监委。",
    ],
)
def test_words_that_lack_nothing_stay(text: str) -> None:
    assert repaired(deletions.find, text) == text


BODY = "全市各级各部门要切实加强组织领导，层层压实责任，确保各项任务落到实处。\n" * 3


@pytest.mark.parametrize(
    ("end", "is_open"),
    [
        ("同时还要不断建立和完", True),
        ("同时，要进一步完善工作机制，加大督查力度，推动各项政策措施落地见", True),
        ("要坚持以下原则，", True),
        ("要坚持以下原则。", False),
        ("市人民政府办公室\n2020年1月5日", False),
        ("附件：1.任务分工表", False),
        ("谢谢大家！", False),
        ("（联系人：张××，电话：0556-5346789）", False),
        ("三、加强组织领导", False),
    ],
)
def test_open_end(end: str, is_open: bool) -> None:
    text = BODY + end
    notes = changes(ending.find, text)
    assert bool(notes) == is_open
    for note in notes:
        assert note.note
        assert note.rule == "end.truncated"
        assert text.endswith(text[note.start : note.end])


def test_a_notice_of_the_site_tells_that_the_text_goes_on() -> None:
    source = Source.from_text(BODY + "试读结束，请登录后阅读全文")
    assert [c.rule for c in ending.find(BODY, Context(source))] == ["end.truncated"]


def test_thin_evidence_is_asked_by_a_few_places() -> None:
    law = "".join(
        f"国家加强陆地国界的{what}工作，保障陆地国界安全。\n" for what in "防卫管理建设勘定划设巡查守护"
    )
    found = [change for change in changes(deletions.find, law) if change.confidence < 0.9]
    assert len(found) <= 5
    assert all(change.confidence >= 0.5 for change in found)


def test_a_word_that_ends_with_the_neighbour_lacks_nothing() -> None:
    traps = "我县发挥独特优势，打造奇特景观，土特产、农特产品远销海外，尔特公司总经理到会，特此通知。"
    assert repaired(deletions.find, f"{REPORT.replace('色', '')}\n{traps}") == f"{REPORT}\n{traps}"


def test_places_of_one_context_are_asked_once() -> None:
    own = deletions.ground("中" * 5000)
    places = deletions.insertions.suspicious(own.text, own.surprise)
    assert len(places) > 1000
    assert len(deletions._of_own_context(own, places)) < 10
