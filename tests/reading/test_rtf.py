"""RTF, made of its control words here."""

from __future__ import annotations

import pytest

from gongwen.reading import read

HEAD = (
    r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 \'cb\'ce\'cc\'e5;}"
    r"{\f1\froman\fcharset0 Times;}{\f2\fnil\fcharset136 Ming;}{\f3\ftech\fcharset2 Symbol;}}\f0 "
)


def codes(text: str, codec: str = "gbk") -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode(codec))


CASES = {
    "code page 936": (codes("各位同志") + r"\par", "各位同志"),
    "raw bytes": ("各位", "各位"),
    "trail bytes that are letters": (
        codes("镕").replace(r"\'46", "F") + codes("丂").replace(r"\'40", "@"),
        "镕丂",
    ),
    "Unicode with stand-ins": (r"\uc1\u21508?\u20301?", "各位"),
    "Unicode with two bytes": (r"\uc2\u21508\'b8\'f7\u20301\'ce\'bb", "各位"),
    "Unicode with two bytes counted as one": (r"\uc1\u21508\'b8\'f7\u20301\'ce\'bb", "各位"),
    "Unicode without stand-ins": (r"\uc0\u21508 \u20301 x", "各位x"),
    "beyond the basic plane": (r"\u-10179?\u-8704?", "\U0001f600"),
    "Big5 by its font": (r"{\f2 " + codes("臺灣", "big5") + "}" + codes("台湾"), "臺灣台湾"),
    "Western quotes by their font": (r"{\f1 \'93q\'94}", "“q”"),
    "Chinese behind a Western font": (r"{\loch\f1 " + codes("中文") + "}", "中文"),
    "signs of a symbol font": (r"{\f3 \'b7}x", "\uf0b7x"),
    "old and new text": (r"{\upr{" + codes("旧") + r"}{\*\ud{\u26032?}}}", "新"),
    "named signs": (r"\ldblquote a\rdblquote\emdash b\~c\_d\-e\{\}\\", "“a”—b\u00a0c-de{}\\"),
    "hidden and deleted": (r"a{\v b}c{\deleted d}e\v f\v0 g", "aceg"),
    "plain puts an end to hiding": (r"{\v a\plain b}", "b"),
    "groups that are no text": (r"{\*\unknown x}{\header y\par}{\info{\title z}}{\stylesheet{s}}a", "a"),
    "a field shows its result": (r'{\field{\*\fldinst HYPERLINK "u"}{\fldrslt link}}', "link"),
    "binary data": (r"{\pict\bin5 }{\\x}a", "a"),
    "automatic numbers, old and new": (
        rf"{{\listtext {codes('一、')}\tab}}a\par{{\pntext 2\tab}}b\par{{\listtext\f3 \'b7\tab}}c",
        "一、a\n2 b\nc",
    ),
    "line, tab, page, section": (r"a\line b\tab c\page d\sect e\par\par f", "a\nb\tc\nd\ne\n\nf"),
    "a table": (r"\trowd\intbl a\cell b\par c\cell\row\trowd\intbl\cell d\cell\row\pard e", "a\tb c\n\td\ne"),
    "a table in a table": (
        r"\trowd\intbl x\par\itap2 a\nestcell b\nestcell{\*\nesttableprops\nestrow}\nestrow\itap1"
        r"\cell y\cell\row\pard z",
        "x a b\ty\nz",
    ),
    "a table in a table as Word writes it": (
        r"\trowd\intbl\itap2 a\nestcell{\nonesttables\par}b\nestcell{\nonesttables\par}"
        r"{\*\nesttableprops\trowd\nestrow}\itap1\cell y\cell\row\pard z",
        "a b\ty\nz",
    ),
    "a table in a table without the end of its row": (
        r"\trowd\intbl\itap2 a\nestcell b\nestcell\itap1\cell y\cell\row\pard z",
        "a b\ty\nz",
    ),
    "half a character on either side of a change of format": (
        r"\'d6\b\'d0\b0{\'b9}{\'fa}\tab\'d6\par\'d6\u22269?",
        "中国\t\ufffd\n\ufffd国",
    ),
    "digits above and below the line": (r"100m{\super 2}CO\sub 2\nosupersub 2{\super a1}", "100m²CO₂2a1"),
    "a text box once": (
        r"a{\shp{\*\shpinst{\sp{\sn n}{\sv v}}{\shptxt b\par c\par}}{\shprslt b}}d\par",
        "ad\nb\nc",
    ),
    "what stands behind the end": (r"a}x", "ax"),
}


@pytest.mark.parametrize("case", CASES)
def test_rtf(case: str) -> None:
    rtf, want = CASES[case]
    assert read((HEAD + rtf + "}").encode("gbk")).text == want


def test_what_is_not_read_is_told() -> None:
    source = read(
        (
            HEAD + r"a{\footnote x}b{\*\annotation y}{\*\shppict{\pict 00}}{\nonshppict{\pict 00}}\'81}"
        ).encode()
    )
    assert source.text == "ab\ufffd"
    assert [n.code for n in source.notices] == [
        "rtf.footnotes",
        "rtf.comments",
        "rtf.damaged",
        "picture.unread",
    ]


def test_a_western_code_page_is_not_believed() -> None:
    text = "关于做好仓库防火工作的通知"
    source = read((r"{\rtf1\ansi\ansicpg1252 " + codes(text) + "}").encode())
    assert source.text == text
    western = read(rb"{\rtf1\ansi\ansicpg1252 na\'efve caf\'e9\'e9}")
    assert western.text == "naïve caféé"


def test_tables_keep_their_place() -> None:
    source = read((HEAD + r"x\par\trowd\intbl a\cell b\cell\row\pard y\par}").encode())
    assert [source.text[r.start : r.end] for r in source.regions] == ["a\tb"]


def test_a_file_that_is_cut_off_is_told() -> None:
    source = read((HEAD + r"a\par{\b b").encode())
    assert source.text == "a\nb"
    assert [n.code for n in source.notices] == ["rtf.cut-off"]
