"""Pages of placed characters: PDF and OFD."""

from __future__ import annotations

import io

import pytest
from makers import ofd, pdf, simple_pdf
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from gongwen.model import BlockKind, UnreadableInput
from gongwen.reading import read

LEFT, PITCH, SIZE = 90.0, 28.0, 16.0
LONG = "各单位要切实加强值班值守，发现问题及时报告，不得迟报漏报。"


def canvas() -> tuple[Canvas, io.BytesIO]:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    made = Canvas(out, pagesize=(595, 842), invariant=1)
    made.setFont("STSong-Light", SIZE)
    return made, out


def lines(*texts: str, start: int = 0) -> list[tuple[float, float, str]]:
    """Texts below each other; ideographic blanks at the start are an indent."""
    return [
        (LEFT + SIZE * (len(t) - len(t.lstrip("\u3000"))), 120 + PITCH * (start + n), t.lstrip("\u3000"))
        for n, t in enumerate(texts)
    ]


def test_indents_and_gaps_are_kept() -> None:
    page = [*lines(LONG, "\u3000\u3000" + LONG[:20], LONG, LONG), *lines("\u3000\u3000\u3000署名", start=6)]
    assert (
        read(pdf([page])).text == f"{LONG}\n\u3000\u3000{LONG[:20]}\n{LONG}\n{LONG}\n\n\u3000\u3000\u3000署名"
    )


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pages(turn: int) -> None:
    made, out = canvas()
    made.translate(300, 400)
    made.rotate(turn)
    made.drawString(0, 0, "第一行的文字，")
    made.drawString(0, -PITCH, "第二行 two words 文字。")
    made.save()
    assert read(out.getvalue()).text == "第一行的文字，\n第二行 two words文字。"


def test_a_watermark_is_left_out_and_told() -> None:
    made, out = canvas()
    for x, y, text in lines(LONG, LONG):
        made.drawString(x, 842 - y, text)
    made.rotate(45)
    made.drawString(300, 100, "内部资料")
    made.save()
    source = read(out.getvalue())
    assert source.text == f"{LONG}\n{LONG}"
    assert [n.code for n in source.notices] == ["pdf.slanting"]


def numbered(count: int, form: str, head: str = "") -> bytes:
    pages = []
    for n in range(count):
        page = lines(f"第{'一二三四五六'[n]}部分的开头是这样的，", f"{LONG}", f"结尾{'甲乙丙丁戊己'[n]}。")
        foot = [(280.0, 790.0, form.format(n=n + 1, all=count))]
        pages.append([*([(200.0, 60.0, head)] if head else []), *page, *foot])
    return pdf(pages)


@pytest.mark.parametrize(
    "form", ["{n}", "— {n} —", "-{n}-", "第{n}页", "第{n}页 共{all}页", "{n}/{all}", "· {n} ·"]
)
@pytest.mark.parametrize("head", ["", "某市某局文件汇编"])
def test_page_numbers_and_running_heads_are_left_out(form: str, head: str) -> None:
    source = read(numbered(4, form, head))
    wanted = [
        f"第{a}部分的开头是这样的，\n{LONG}\n结尾{b}。" for a, b in zip("一二三四", "甲乙丙丁", strict=True)
    ]
    assert source.text == "\n".join(wanted)
    assert [n.code for n in source.notices] == ["pdf.furniture"]


def test_what_only_looks_like_furniture_stays() -> None:
    pages = [lines(f"第{n}项", LONG, "合计", f"{total}") for n, total in (("一", 30), ("二", 30), ("三", 30))]
    assert read(pdf(pages)).text.count("30") == 3
    year = [lines(LONG, LONG, "2024")]
    assert read(pdf(year)).text.endswith("2024")


def test_pages_that_are_alike_are_not_all_furniture() -> None:
    assert read(pdf([lines("值班表", "姓名"), lines("值班表", "姓名")])).text == "值班表\n姓名\n值班表\n姓名"


def test_a_table_by_its_rules() -> None:
    made, out = canvas()
    for x, y, text in lines(LONG):
        made.drawString(x, 842 - y, text)
    xs, ys = (90, 150, 260, 400), (160, 190, 250, 280)
    made.grid(xs, [842 - y for y in ys])
    cells = {
        (0, 0): ["序号"],
        (1, 0): ["项目"],
        (2, 0): ["说明"],
        (0, 1): ["1"],
        (1, 1): ["道路"],
        (2, 1): ["东门大桥至西门", "大桥一段"],
        (1, 2): ["合计"],
    }
    for (column, row), texts in cells.items():
        for n, text in enumerate(texts):
            made.drawString(xs[column] + 5, 842 - (ys[row] + 22 + 24 * n), text)
    made.drawString(LEFT, 842 - 320, LONG)
    made.save()
    source = read(out.getvalue())
    table = "序号\t项目\t说明\n1\t道路\t东门大桥至西门大桥一段\n\t合计"
    assert source.text == f"{LONG}\n{table}\n{LONG}"
    assert [(r.kind, source.text[r.start : r.end]) for r in source.regions] == [(BlockKind.TABLE, table)]


def test_columns_without_rules_are_parted_by_tabs() -> None:
    rows = [("福田区", "124.88", "93.91"), ("罗湖区", "73.40", "104.83")]
    page = [
        (LEFT + 130 * c, 120 + PITCH * r, text) for r, row in enumerate(rows) for c, text in enumerate(row)
    ]
    assert read(pdf([page])).text == "福田区\t124.88\t93.91\n罗湖区\t73.40\t104.83"


def test_what_is_printed_twice_for_boldness_is_there_once() -> None:
    page = [(LEFT + shift, 120.0 + shift, "人人有责 all well") for shift in (0.0, 0.4)]
    assert read(pdf([page])).text == "人人有责 all well"


def column(x: float, texts: list[str], top: float = 160) -> list[tuple[float, float, str]]:
    return [(x, top + PITCH * n, text) for n, text in enumerate(texts)]


@pytest.mark.parametrize("shift", [0, 9])
def test_two_columns_are_read_one_after_the_other(shift: int) -> None:
    left = [f"左栏第{n}行的文字写在这里" for n in "一二三四五六七八九"]
    right = [f"右栏第{n}行的文字写在这里" for n in "一二三四五六七八九"]
    page = [
        (90, 100, "通栏的标题从左到右横跨两栏排在两栏上面"),
        *column(60, left),
        *column(300, right, 160 + shift),
    ]
    assert read(pdf([page])).text.split("\n")[1:] == [*left, *right]


def test_a_table_of_two_columns_is_read_row_by_row() -> None:
    names = [
        "王府井大街东口",
        "门",
        "学院路小学校门前",
        "桥",
        "东城根北街",
        "三里",
        "北大桥南端路口",
        "湾",
        "南门",
    ]
    rows = [(60, 160 + PITCH * n, name) for n, name in enumerate(names)]
    rows += [(300, 160 + PITCH * n, str(n)) for n in range(len(names))]
    assert read(pdf([rows])).text.split("\n") == [f"{name}\t{n}" for n, name in enumerate(names)]


def test_raised_digits_are_marks_of_notes() -> None:
    made, out = canvas()
    made.drawString(LEFT, 700, "常住人口")
    made.setFont("STSong-Light", 9)
    made.drawString(LEFT + 4 * SIZE, 707, "12")
    made.setFont("STSong-Light", SIZE)
    made.drawString(LEFT + 4 * SIZE + 10, 700, "增长。")
    made.save()
    assert read(out.getvalue()).text == "常住人口¹²增长。"


def scan(text: str = "") -> bytes:
    made, out = canvas()
    if text:
        for n in range(3):
            made.drawString(LEFT, 700 - n * PITCH, text)
        made.showPage()
    made.drawImage(ImageReader(Image.new("L", (60, 84), 200)), 0, 0, 595, 842)
    made.save()
    return out.getvalue()


def test_a_scan_is_refused_with_advice() -> None:
    with pytest.raises(UnreadableInput, match="OCR"):
        read(scan())


def test_a_scanned_page_among_others_is_told() -> None:
    source = read(scan(LONG))
    assert source.text == f"{LONG}\n{LONG}\n{LONG}"
    assert [n.code for n in source.notices] == ["pdf.scanned-pages"]


def test_a_damaged_pdf() -> None:
    with pytest.raises(UnreadableInput, match="damaged"):
        read(simple_pdf()[:40])


def test_ofd_rules_and_deltas() -> None:
    rules = "".join(
        f'<ofd:PathObject Boundary="{x0} {y0} 1 1"><ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}'
        "</ofd:AbbreviatedData></ofd:PathObject>"
        for x0, y0, x1, y1 in [
            *((30, y, 110, y) for y in (60, 70, 80)),
            *((x, 60, x, 80) for x in (30, 60, 110)),
        ]
    )
    cells = [(32, 62, "序号"), (62, 62, "名称"), (32, 72, "1"), (62, 72, "铁锹")]
    source = read(ofd([[(30, 40, "物资清单"), *cells]], paths=rules))
    assert source.text == "物资清单\n序号\t名称\n1\t铁锹"
    assert [source.text[r.start : r.end] for r in source.regions] == ["序号\t名称\n1\t铁锹"]
