"""Misread text: what is read anew, what stays, and that nothing is made up."""

from __future__ import annotations

import urllib.parse
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from running import changes, repaired

from gongwen.repairing.encoding import characters, escapes, mojibake, script
from properties import examples

SIMPLIFIED = """关于进一步加强基层防汛抗旱工作的通知
各县（市、区）人民政府，市政府各部门、各直属机构：
入汛以来，我市多次出现强降雨天气，局部地区发生内涝。为切实保障人民群众生命财产安全，现就有关事项通知如下。
一、提高思想认识。各级各部门要坚持“人民至上、生命至上”，克服麻痹思想和侥幸心理，把各项措施落到实处。
二、加强隐患排查——对水库、堤防、山塘、低洼地带逐一检查，建立台账，限期整改；对存在险情的，要立即组织转移……
三、严格值班值守。实行24小时专人值班和领导带班制度，重要情况第一时间报告。
""".splitlines()
TRADITIONAL = """各縣（市、區）人民政府，市政府各部門、各直屬機構：
一、提高思想認識。各級各部門要堅持「人民至上、生命至上」，克服麻痺思想和僥倖心理，把各項措施落到實處。
二、加強隱患排查，對水庫、堤防、山塘、低窪地帶逐一檢查，建立臺帳，限期整改；對存在險情的，要立即組織轉移。
""".splitlines()
CLASSICAL = (Path(__file__).parent / "cases" / "classical.txt").read_text("utf-8").splitlines()


def windows_1252(data: bytes) -> str:
    holes = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
    return "".join(chr(b) if b in holes else bytes([b]).decode("cp1252") for b in data)


DAMAGES: dict[str, Callable[[str], str]] = {
    "utf8-as-latin1": lambda s: s.encode().decode("latin-1"),
    "utf8-as-windows-1252": lambda s: windows_1252(s.encode()),
    "utf8-as-windows-1252 twice": lambda s: windows_1252(windows_1252(s.encode()).encode()),
    "gbk-as-latin1": lambda s: s.encode("gbk").decode("latin-1"),
    "gbk-as-windows-1252": lambda s: windows_1252(s.encode("gbk")),
}


@pytest.mark.parametrize("line", [*SIMPLIFIED, *TRADITIONAL])
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_what_was_read_as_a_western_encoding_comes_back(damage: Callable[[str], str], line: str) -> None:
    assert repaired(mojibake.find, damage(line)) == line


@pytest.mark.parametrize("line", [*SIMPLIFIED, *TRADITIONAL])
def test_utf8_read_as_gbk_comes_back_or_says_what_is_lost(line: str) -> None:
    broken = line.encode().decode("gb18030", "replace")
    after = repaired(mojibake.find, broken)
    (change,) = changes(mojibake.find, broken)
    assert change.rule == "mojibake.utf8-as-gbk"
    assert len(after) == len(line)
    wrong = [a for a, b in zip(after, line, strict=True) if a != b]
    assert set(wrong) <= {"\ufffd"}
    if "\ufffd" not in broken:
        assert not wrong
    elif not wrong:
        assert "guessed" in change.reason
    assert ("\ufffd" in after) == ("lost" in change.reason.replace("for a byte is lost", ""))


@pytest.mark.parametrize(
    ("lines", "encoding", "misread"), [(TRADITIONAL, "big5", "gb18030"), (SIMPLIFIED, "gbk", "big5hkscs")]
)
def test_gbk_and_big5_taken_for_each_other(lines: list[str], encoding: str, misread: str) -> None:
    sentences = [part for line in lines for part in line.split("。") if len(part) > 12]
    whole = 0
    for sentence in sentences:
        broken = sentence.encode(encoding, "ignore").decode(misread, "replace")
        if "\ufffd" not in broken:
            whole += 1
            assert repaired(mojibake.find, broken) == sentence.encode(encoding, "ignore").decode(encoding)
    assert whole > 1


def test_marks_alone_and_a_stretch_within_a_line() -> None:
    assert repaired(mojibake.find, "坚持â€œäººæ°‘至上â€\x9dï¼Œ我们") == "坚持“人民至上”，我们"
    assert repaired(mojibake.find, "列夫Â·托尔斯泰，1â€”2月") == "列夫·托尔斯泰，1—2月"
    stretch = "生命财产安全".encode().decode("gb18030")
    assert repaired(mojibake.find, f"保障人民群众{stretch}是首要任务") == "保障人民群众生命财产安全是首要任务"


SHORT = [
    "2025年3月9日",
    "……",
    "石华  姚怡  陶涛彧  马璇璇",
    "姓名\t性别\t年龄",
    "（试行）",
    "附件",
    "XX市财政局",
]


@pytest.mark.parametrize("line", SHORT)
@pytest.mark.parametrize("name", [name for name in DAMAGES if name.startswith("utf8")])
def test_the_form_of_utf8_proves_it_however_short_the_line(name: str, line: str) -> None:
    assert repaired(mojibake.find, DAMAGES[name](line)) == line
    assert (
        repaired(mojibake.find, f"根据规定，{DAMAGES[name](line)}应当执行。") == f"根据规定，{line}应当执行。"
    )


def test_what_is_not_recovered_keeps_its_invisible_bytes() -> None:
    broken = "Í¨\x95ª，¡\xad"
    assert repaired(characters.find, broken) == broken
    assert {c.rule for c in changes(characters.find, broken)} == {"decode.lost"}
    assert repaired(characters.find, "会\x95议 für\xadsorg") == "会议 fürsorg"
    stays = "´÷è¯\x86´"
    assert not [c for c in changes(mojibake.find, stays) if not c.note]


@pytest.mark.parametrize("text", ["می\u200cخواهم", "क्\u200dष", "ᠭᠠᠴᠠ\u180eᠠ", "👨\u200d👩\u200d👧"])
def test_joiners_that_a_script_needs_stay(text: str) -> None:
    assert repaired(characters.find, f"通\u200d知{text}，通知") == f"通知{text}，通知"


def test_short_lines_need_less_once_long_ones_have_proved_the_damage() -> None:
    lines = [*SIMPLIFIED[2:5], "通知"]
    broken = "\n".join(line.encode("gbk").decode("latin-1") for line in lines)
    assert repaired(mojibake.find, broken) == "\n".join(lines)
    assert not changes(mojibake.find, "Í¨Öª")


def test_a_misread_text_is_not_taken_for_traditional() -> None:
    broken = SIMPLIFIED[2].encode().decode("gb18030", "replace")
    assert mojibake.is_misread(broken)
    assert not changes(script.find, broken)
    assert not mojibake.is_misread(SIMPLIFIED[2] + "鍏")


@pytest.mark.parametrize(
    "text",
    [
        *SIMPLIFIED,
        *TRADITIONAL,
        *CLASSICAL,
        "虎视眈眈，春光煦煦",
        "ÄÖÜäöüß ÀÉÈÙ ×÷ ½¼¾ «Größe» ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ",
        "Il a dit : « Où est le café\u00a0? »\u00a0— à l’été",
        "Đà Nẵng, Thừa Thiên–Huế và thành phố Hồ Chí Minh",
        "これは日本語の文章です。カタカナとひらがな、漢字。",
        "Настоящий документ является образцом служебного письма.",
        "한국어 문장입니다. 각 부서는 검토하여 주시기 바랍니다.",
        "Gdańsk, Łódź, Ærøskøbing, Ñuñoa, São Paulo, Ωμέγα, Привет 会议",
        "±0.5 °C，µm²，①②③，Ⅲ级，½ 杯，CO₂，©2024，§12",
        "锟斤拷锟斤拷",
        "“né”、“été…”、caffè”…、«à»、©®™，穆勒（Müller）、桑托斯（João）",
    ],
)
def test_what_makes_sense_stays(text: str) -> None:
    assert not [c for c in changes(mojibake.find, text) if not c.note]


PIECES = st.sampled_from(
    [*"".join(SIMPLIFIED), *"àéÖÐ鍏充簬涓ä¸\xad\x9d€�?。 a1", "ÖÐ¹ú", "鍏充簬鍋氬ソ", "â€œ", "\n"]
)


@given(st.lists(PIECES, max_size=60).map("".join))
@examples(150)
def test_changes_fit_and_a_second_run_over_a_recovered_text_finds_none(text: str) -> None:
    for change in changes(mojibake.find, text):
        assert 0 <= change.start < change.end <= len(text)
        assert "\n" not in text[change.start : change.end]
    after = text
    for _ in range(4):
        before, after = after, repaired(mojibake.find, after)
    assert before == after


@given(
    st.lists(st.sampled_from(SIMPLIFIED), min_size=1, max_size=3).map("".join), st.sampled_from([*DAMAGES])
)
@examples(40)
def test_what_is_recovered_becomes_the_damaged_text_again(text: str, name: str) -> None:
    damaged = DAMAGES[name](text)
    after = repaired(mojibake.find, damaged)
    assert DAMAGES[name](after) == damaged
    assert repaired(mojibake.find, after) == after


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (urllib.parse.quote("关于防汛工作"), "关于防汛工作"),
        (urllib.parse.quote("关于防汛工作".encode("gbk")), "关于防汛工作"),
        ("文件名：%E9%80%9A%E7%9F%A5.docx", "文件名：通知.docx"),
        ("见 http://a.cn/s?q=%E9%80%9A%E7%9F%A5&b=1 一文", None),
        ("www.a.cn/%E9%80%9A%E7%9F%A5", None),
        ("增长100%，其中20%30%为技改", None),
        (r"\u901a\u77e5：各县", "通知：各县"),
        (r"%u901A%u77E5", "通知"),
        (r"\xe9\x80\x9a\xe7\x9f\xa5", "通知"),
        (r'print("\u901a\u77e5")', None),
        (r"re.compile('[\u4e00-\u9fff]+')", None),
        (r"s = b'\xe9\x80\x9a\xe7\x9f\xa5'", None),
        (r"C:\users\udata\x64\u2014", None),
        ("&#36890;&#x77E5;&ldquo;一&rdquo;&amp;nbsp;二", "通知“一”二"),
        ("在HTML中&lt;表示小于号，实体写作&#20013;", None),
        ("<p>&ldquo;通知&rdquo;&lt;b&gt;</p>", "<p>“通知”&lt;b&gt;</p>"),
        ("实体经济&amp;数字经济，R&amp;D", "实体经济&数字经济，R&D"),
        ("&#8203;通知&ZeroWidthSpace;", "通知"),
    ],
)
def test_escapes(text: str, after: str | None) -> None:
    assert repaired(escapes.find, text) == (text if after is None else after)


def test_cells_of_a_row_are_read_anew_one_by_one() -> None:
    row = "王建国\t县人民政府县长\t0550-1234567"
    damaged = row.encode().decode("latin-1")
    found = changes(mojibake.find, damaged)
    assert [change.after for change in found] == row.split("\t")[:2]
