"""Encodings: a table of nasty files, every encoding at every length, and what is encoded is read back."""

from __future__ import annotations

import tomllib
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen import model
from gongwen.charsets.decoding import decode
from gongwen.reading import read
from gongwen.reading.detecting import rank
from properties import examples

CASES = tomllib.loads((Path(__file__).parent / "encodings.toml").read_text("utf-8"))["case"]

SIMPLIFIED = """关于进一步加强基层防汛抗旱工作的通知
各县（市、区）人民政府，市政府各部门、各直属机构：
入汛以来，我市多次出现强降雨天气，局部地区发生内涝。为切实保障人民群众生命财产安全，现就有关事项通知如下。
一、提高思想认识。各级各部门要坚持“人民至上、生命至上”，克服麻痹思想和侥幸心理，把各项措施落到实处。
二、加强隐患排查——对水库、堤防、山塘、低洼地带逐一检查，建立台账，限期整改；对存在险情的，要立即组织转移……
三、严格值班值守。实行24小时专人值班和领导带班制度，重要情况第一时间报告。联系人：列夫·王，电话：0571－88880000。
"""
TRADITIONAL = """關於進一步加強基層防汛抗旱工作的通知
各縣（市、區）人民政府，市政府各部門、各直屬機構：
入汛以來，我市多次出現強降雨天氣，局部地區發生內澇。為切實保障人民群眾生命財產安全，現就有關事項通知如下。
一、提高思想認識。各級各部門要堅持「人民至上、生命至上」，克服麻痺思想和僥倖心理，把各項措施落到實處。
二、加強隱患排查，對水庫、堤防、山塘、低窪地帶逐一檢查，建立臺帳，限期整改；對存在險情的，要立即組織轉移。
三、嚴格值班值守。實行24小時專人值班和領導帶班制度，重要情況第一時間報告。時間：九時～十二時。
"""
UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")
REPORTED = {"gbk": "gb18030", "gb2312": "gb18030", "cp950": "big5", "big5hkscs": "big5"}


def data_of(case: dict[str, Any]) -> bytes:
    return b"".join(
        bytes.fromhex(part["hex"]) if "hex" in part else part["text"].encode(part["as"])
        for part in case["parts"]
    )


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_nasty(case: dict[str, Any]) -> None:
    data = data_of(case)
    if "error" in case:
        with pytest.raises(getattr(model, case["error"])) as caught:
            read(data, name="x.txt")
        assert "x.txt" in str(caught.value)
        assert "\n" not in str(caught.value)
        return
    source = read(data)
    assert source.text == case["want"]
    assert source.encoding == case.get("encoding", source.encoding)
    assert [d.bytes_hex for d in source.damage] == case.get("damage", [])
    assert [n.code for n in source.notices if n.code != "encoding.doubtful"] == case.get("notices", [])
    for damage in source.damage:
        assert source.text[damage.start : damage.end] == "\ufffd"
        assert data[damage.byte_offset :].startswith(bytes.fromhex(damage.bytes_hex))


def windows(text: str, length: int) -> list[str]:
    """Pieces from the start of each line and from places between."""
    starts = {0, *(i + 1 for i, c in enumerate(text) if c == "\n"), *range(0, len(text), 29)}
    return [
        text[i : i + length]
        for i in sorted(starts)
        if i + length <= len(text) and text[i : i + length].strip()
    ]


@pytest.mark.parametrize("length", [10, 20, 50, 100, 300])
@pytest.mark.parametrize(
    ("text", "codec"),
    [
        *((SIMPLIFIED, c) for c in (*UNICODE, "gbk", "gb18030")),
        *((TRADITIONAL, c) for c in (*UNICODE, "gbk", "cp950", "big5hkscs")),
    ],
    ids=lambda value: value if len(value) < 20 else value[:2],
)
def test_matrix(text: str, codec: str, length: int) -> None:
    for piece in windows(text, length):
        data = piece.encode(codec, "ignore")
        source = read(data)
        assert source.text == data.decode(codec)
        assert not source.damage
        if codec in REPORTED:
            assert source.encoding == REPORTED[codec]


SENTENCES = [s for s in SIMPLIFIED.replace("\n", "").split("。") if s]
WORDS = [s[i : i + n] for s in SENTENCES for n in (2, 3, 4) for i in range(0, len(s) - n, 3)]


@given(
    st.lists(st.sampled_from(WORDS), min_size=6, max_size=40),
    st.sampled_from(["gbk", "gb18030", "utf-8", "utf-16-le"]),
)
@examples(200)
def test_what_is_encoded_is_read_back(words: list[str], codec: str) -> None:
    text = "，".join(words) + "。"
    assert read(text.encode(codec)).text == text


@given(st.binary(min_size=1, max_size=200))
@examples(300)
def test_any_bytes_are_read_or_refused_on_purpose(data: bytes) -> None:
    try:
        source = read(data)
    except model.GongwenError:
        return
    assert source.size == len(data)
    assert "\r" not in source.text
    for damage in source.damage:
        assert source.text[damage.start : damage.end] == "\ufffd"


@given(st.binary(max_size=60), st.sampled_from(["utf-8", "gb18030", "big5", "utf-16-le"]))
def test_every_rejected_byte_is_accounted_for(data: bytes, encoding: str) -> None:
    text, rejected = decode(data, encoding)
    assert text.count("\udc00") == len(rejected)
    for piece in rejected:
        assert data[piece.offset :].startswith(piece.data)


def test_damage_far_in_a_large_file_keeps_its_place() -> None:
    lines = [f"第{n}条 各级人民政府应当加强领导。\r\n".encode("gbk") for n in range(3000)]
    lines[1500] = b"\xff" + lines[1500]
    data = b"".join(lines)
    source = read(data)
    assert len(source.damage) == 1
    assert source.damage[0].byte_offset == data.index(b"\xff")
    assert source.text.split("\n")[1500] == "\ufffd第1500条 各级人民政府应当加强领导。"


def test_han_behind_much_ascii_count() -> None:
    text = "<!-- pad -->\n" * 20000 + "各县人民政府，市政府各部门："
    assert read(text.encode("gbk"), name="x.txt").text == text


def test_declared_charset_is_a_weak_hint() -> None:
    data = "各县人民政府，市政府各部门：".encode("gbk")
    plain, hinted = rank(data), rank(data, declared="big5")
    assert plain[0].encoding == hinted[0].encoding == "gb18030"
    big5 = [next(s.loglik for s in ranking if s.encoding == "big5") for ranking in (plain, hinted)]
    assert big5[1] - big5[0] == pytest.approx(2.0)


def test_short_rare_text_is_read_with_a_notice() -> None:
    source = read("甪里".encode("gbk"))
    assert source.text == "甪里"
    assert [n.code for n in source.notices] == ["encoding.doubtful"]


@pytest.mark.parametrize(
    ("text", "codec"), [(SIMPLIFIED, "gbk"), (TRADITIONAL, "cp950"), (SIMPLIFIED, "utf-8")]
)
def test_one_byte_lost_costs_its_character_and_little_more(text: str, codec: str) -> None:
    data = text.encode(codec, "ignore")
    for place in range(40, len(data), 37):
        if data[place] > 0x7F:
            found = read(data[:place] + data[place + 1 :]).text
            same = SequenceMatcher(None, found, text, autojunk=False).get_matching_blocks()
            assert sum(block.size for block in same) > len(text) - 8


@given(
    st.lists(
        st.one_of(
            st.sampled_from(WORDS).map(lambda w: w.encode("gbk")),
            st.sampled_from(WORDS).map(str.encode),
            st.binary(min_size=1, max_size=3),
            st.just(b"\n"),
        ),
        max_size=30,
    ).map(b"".join)
)
@examples(200)
def test_any_mixture_keeps_account_of_its_bytes(data: bytes) -> None:
    try:
        source = read(data, name="x.txt")
    except model.GongwenError:
        return
    for damage in source.damage:
        assert source.text[damage.start : damage.end] == "\ufffd"
        assert data[damage.byte_offset :].startswith(bytes.fromhex(damage.bytes_hex))


NAMES = [
    "潘翊懿",
    "白秀",
    "秦文雨",
    "卢珩雨",
    "肖丽",
    "严涵",
    "邱懿",
    "卢梅杰",
    "陈懿静",
    "戴丽",
    "姜志",
    "郭喆明",
    "何军淼",
    "陶怡艳",
    "吴军子",
    "顾堃桂",
    "孙华怡",
    "杨娟子",
    "彭嘉犇",
    "廖国煜",
    "吕轩",
    "丁伟杰",
    "余英涵",
    "石华",
    "姚怡",
    "陶涛彧",
    "马璇璇",
    "侯琪平",
    "郝玉镕",
    "沈洋赟",
    "龚国",
    "黎欣华",
    "罗欣",
    "戴璇喆",
    "叶宇",
    "丁英彧",
]


@pytest.mark.parametrize("encoding", ["gbk", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", ["\n", "  ", "\t", "、"])
@pytest.mark.parametrize("times", [1, 40])
def test_a_list_of_names_is_read_though_no_character_is_common(
    encoding: str, separator: str, times: int
) -> None:
    text = separator.join(NAMES * times)
    assert read(text.encode(encoding)).text == text


def test_a_lost_byte_in_a_very_long_line_harms_one_character() -> None:
    text = SIMPLIFIED.replace("\n", "") * 150
    data = text.encode("gb18030")
    source = read(data[:20_001] + data[20_002:])
    assert len(source.damage) == 1
    same = SequenceMatcher(None, source.text[9_000:11_000], text[9_000:11_000], autojunk=False)
    assert sum(block.size for block in same.get_matching_blocks()) >= 1_990
    assert abs(len(source.text) - len(text)) <= 1
    assert source.text[12_000:] == text[len(text) - len(source.text) + 12_000 :]
