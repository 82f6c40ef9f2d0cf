"""Characters and words that a filter took out everywhere: of one text, of a whole folder."""

from __future__ import annotations

import json

import pytest
from running import repaired

from gongwen.model import Folder, Source
from gongwen.repairing import repair
from gongwen.repairing.folders import Glance, glance, together
from gongwen.repairing.stage import Context
from gongwen.repairing.wording import deletions, pieces

REPORT = """
各位代表：现在，我代表市人民政府，向大会报告政府工作，请予审议。
过去一年，我们坚持党中央集中统一领导，全面贯彻落实中央决策部署，推动中央环保督察反馈问题整改到位。
我们大力培育特色农业，建成一批特色小镇，各县区形成了各具特色的产业格局，城乡面貌焕然一新。
今年，我们要深入学习贯彻习近平新时代中国特色社会主义思想，做大做强特色优势产业，加快建设特色产业园区。
我们要不折不扣落实中央八项规定精神，积极争取中央预算内投资，加强与中央企业的对接合作。
""".strip()


def applied(text: str, context: Context | None = None) -> list[tuple[int, str]]:
    found = deletions.find(text, context or Context(Source.from_text(text)))
    return [(c.start, c.after) for c in found if c.confidence >= 0.9]


def test_a_character_comes_back_at_every_place() -> None:
    assert repaired(deletions.find, REPORT.replace("色", "")) == REPORT


def test_a_word_that_filters_are_known_to_take_out() -> None:
    damaged = REPORT.replace("中央", "")
    found = applied(damaged)
    assert {piece for _place, piece in found} == {"中央"}
    whole = REPORT
    places = set()
    while (at := whole.find("中央")) >= 0:
        places.add(at)
        whole = whole[:at] + whole[at + 2 :]
    assert {place for place, _piece in found} <= places
    assert len(found) >= 3


@pytest.mark.parametrize(
    "text",
    [
        REPORT,
        "发挥独特优势，打造奇特景观，农特产品远销海外，尔特公司总经理到会，特此通知。",
        "特技术、特产业、特事特办。",
        "一要提高认识，二要加强领导，三要狠抓落实，四要总结经验。",
        "港台同胞、港台企业、港台地区的资金，以及港台之间的航线，都要按照港台事务的有关规定办理。",
        "奇特的地貌、独特的气候、特殊的区位，是我县发展农特产品的独特优势。特此报告。",
        "",
        "特",
        "一\n二",
    ],
)
def test_words_that_lack_nothing_stay(text: str) -> None:
    assert repaired(deletions.find, text) == text


def test_too_little_evidence_is_suggested_at_most() -> None:
    text = "我们要发展特产业，推动乡村振兴，让群众过上好日子。"
    assert applied(text) == []


def test_what_the_folder_shows_needs_less() -> None:
    text = "我们要大力发展特农业，推动乡村振兴，让群众过上好日子。"
    assert applied(text) == []
    known = Context(Source.from_text(text), deleted=frozenset("色"))
    assert applied(text, known) == [(text.index("农业"), "色")]
    whole = "我们要大力推动乡村振兴，让群众过上好日子。"
    assert applied(whole, Context(Source.from_text(whole), deleted=frozenset("色"))) == []


FILES = (
    "会议指出，要大力发展特农业，带动群众增收致富，确保全年任务圆满完成。",
    "调研组来到我县，实地察看特小镇建设情况，对下一步工作提出具体要求。",
    "近年来，我县立足资源优势，做大做强特产业，走出了一条富民强县的路子。",
    "要坚持中国特社会主义道路，坚定不移推进全面从严治党，一刻也不放松。",
    "依托山水资源，发展特旅游，让游客留得住、住得下，带旺一方经济。",
)


def test_many_short_files_tell_together_what_none_tells_alone() -> None:
    assert all(applied(text) == [] for text in FILES)
    folder = together([glance(text) for text in FILES])
    assert "色" in folder.deleted
    texts = [repair(Source.from_text(text), folder=folder).text for text in FILES]
    assert sum("特色" in text for text in texts) >= 3


def test_files_that_have_it_speak_against_it() -> None:
    sound = [text.replace("特", "特色") + "绿色发展。" for text in FILES]
    assert "色" not in together([glance(text) for text in (*FILES, *sound)]).deleted


def test_copies_count_once_and_order_does_not_count() -> None:
    glances = [glance(text) for text in FILES]
    assert together(glances) == together(glances[::-1])
    assert together([glances[0]] * 5, [[0, 1, 2, 3, 4]]) == Folder()
    assert together([Glance()] * 9) == Folder()


def test_a_text_may_be_anything() -> None:
    for text in ("\n\n\n", "abc", "。" * 50, "特" * 3000, "\ud800特产业"):
        assert repaired(deletions.find, text) == text


def test_the_weights_belong_to_the_features() -> None:
    models = json.loads((pieces._DATA / "deletions.json").read_text("utf-8"))
    assert set(models) == {"places", "evidence"}
    for model in models.values():
        assert list(model) == [*pieces.names(), "applied from", "words applied from"]


def test_what_filters_take_out_is_what_official_texts_have() -> None:
    assert {"色", "中央", "台湾"} <= deletions.filtered()
    assert all("\u4e00" <= c <= "\u9fff" for piece in deletions.filtered() for c in piece)
    assert applied("、".join(sorted(deletions.filtered()))) == []


def test_what_one_word_alone_has_behind_its_neighbour_is_looked_for_too() -> None:
    text = (
        "我们要深入学习贯彻习近总书记重要讲话精神，坚持以习近新时代中国特色社会主义思想为指导，"
        "更加紧密地团结在以习近同志为核心的党中央周围。"
    )
    after = text.replace("习近", "习近平")
    assert repaired(deletions.find, text) == after
