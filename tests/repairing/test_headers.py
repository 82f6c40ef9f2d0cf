"""Headers cut into texts: what must hold wherever they are put."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongwen.model import Change, EditLog, Level, Source
from gongwen.repairing.pages import headers
from gongwen.repairing.stage import Context
from properties import examples

PARAGRAPHS = (
    "今年以来，各级各部门认真履行职责，狠抓隐患排查整治，全市安全生产形势总体平稳，但是我们也要清醒地看到，一些企业的主体"
    "责任没有落实到位，一些地方的监管力量还比较薄弱，必须引起高度重视，采取有力措施，切实加以解决。",
    "各级党委、政府要把这项工作摆上重要议事日程，主要领导亲自抓，分管领导具体抓，一级抓一级，层层抓落实，形成齐抓共管的工作"
    "格局，推动各项任务落地见效。",
    "要进一步转变工作作风，深入基层、深入群众，帮助企业解决生产经营中的实际困难和问题，以优质高效的服务赢得群众的信任。",
)
TEXT = "\n".join(PARAGRAPHS)
HEADERS = ("务虚会议", "工作会议主持词", "先进事迹材料", "XX县人民政府", "全市安全生产工作会议")
SHAPES = ("{}\n", "\n{}", "\n{}\n", "{}", "\n")


def found(text: str) -> list[Change]:
    return headers.find(text, Context(Source.from_text(text)))


def applied(text: str) -> str:
    log = EditLog(text)
    log.add(found(text))
    return log.text


def with_headers(puts: list[tuple[int, str, str]]) -> str:
    text = TEXT
    for place, header, shape in sorted(puts, reverse=True):
        text = text[:place] + shape.format(header) + text[place:]
    return text


texts = st.builds(
    with_headers,
    st.lists(
        st.tuples(st.integers(1, len(TEXT) - 1), st.sampled_from(HEADERS), st.sampled_from(SHAPES)),
        max_size=4,
    ),
)


@examples(80)
@given(texts)
def test_only_what_is_reported_goes_and_a_second_run_finds_no_more(text: str) -> None:
    changes = found(text)
    sure = [c for c in changes if Level.of(c.confidence) >= Level.LIKELY]
    assert all(c.after == "" and 0 <= c.start < c.end <= len(text) for c in changes)
    kept = "".join(c for i, c in enumerate(text) if not any(s.start <= i < s.end for s in sure))
    once = applied(text)
    assert once == kept
    settled = applied(applied(once))
    assert applied(settled) == settled


@examples(80)
@given(st.integers(1, len(TEXT) - 1))
def test_a_mere_page_end_is_no_header(place: int) -> None:
    assert applied(TEXT[:place] + "\n" + TEXT[place:]) == TEXT[:place] + "\n" + TEXT[place:]


def test_page_numbers_do_not_hide_headers_cut_into_sentences() -> None:
    first, second = PARAGRAPHS[0][:57], PARAGRAPHS[0][57:]
    text = f"{first}务虚会议\n{second}\n— 1 —\n{PARAGRAPHS[1]}\n— 2 —\n{PARAGRAPHS[2]}"
    assert [text[c.start : c.end].strip() for c in found(text)] == ["务虚会议", "— 1 —", "— 2 —"]


def test_confidence_rises_with_probability_and_stops_short_of_certain() -> None:
    steps = [headers.confidence_of(i / 1000) for i in range(1001)]
    assert steps == sorted(steps)
    assert len(set(steps)) > 100
    assert Level.of(steps[-1]) is Level.LIKELY


def test_what_tears_no_sentence_is_suggested_however_likely() -> None:
    assert Level.of(headers.confidence_of(1.0, sure=False)) is Level.DOUBTFUL


def test_in_a_text_without_marks_no_line_tears_a_sentence() -> None:
    marked = (
        "学校现有教学班42个，学生2016人，教师108人。课后服务参与率96.8%，开设社团37个，涵盖编程、腰鼓、象棋等，"
        "一、二年级不布置书面家庭作业，三至六年级每天不超过60分钟\n二、成效与反响\n"
        "“以前接娃跟打仗一样，现在六点钟来接刚好。”在电站上班的家长石先生说。问卷显示，家长对课后服务满意和比较满意的占91.2%。"
    )
    text = marked.translate(dict.fromkeys(map(ord, "，。、“”")))
    assert applied(text) == text
