"""Places that look like faults and are none, beside such that are: joint marks, signers, sparse pages."""

import bases
import faces
import mutations
import pytest
from sheet import CELL, LEFT, PITCH, PT, RED, RIGHT, Text, slot

from gongwen.checking import check


def broken(sheet):
    return set(check(sheet.bytes(), "places").broken)


def joint(dy=0.0, dx=0.0):
    """Three names below each other and 文件 beside the middle one, on its baseline."""
    size, names = 32.0, ["某某市教育局", "某某市财政局", "某某市水利局"]
    em = size * PT
    top = 72 - (faces.ASCENT / faces.EM - faces.INK_TOP) * em
    width = 6 * em + 8 + 2 * em
    left = 106 - width / 2
    look = {"face": "小标宋", "size": size, "cell": em, "color": RED}
    step = 12.0
    sheet = bases.general().drop("mark")
    for tag in ("number", "rule", "title.0", "title.1", "addressee"):
        sheet = sheet.move(tag, dy=2 * step)
    for number, name in enumerate(names):
        sheet = sheet.add(Text(f"mark.{number}", 1, name, left, top + number * step, **look))
    return sheet.add(Text("mark.word", 1, "文件", left + 6 * em + 8 + dx, top + step + dy, **look))


def test_the_word_beside_the_middle_name_is_no_part_of_it():
    assert not {"H-04", "H-05", "H-08"} & broken(joint())


@pytest.mark.parametrize(("change", "rule"), [({"dy": 4.0}, "H-08"), ({"dx": 8.0}, "H-04")])
def test_a_word_that_is_not_beside_the_middle_is_caught(change, rule):
    assert rule in broken(joint(**change))


def signers(dx=0.0, right=0.0):
    """签发人 in two columns that are far apart, a single name below, the number beside it."""
    sheet = bases.upward()
    label = sheet.named("signer")[0]
    line = label.top - PITCH
    start = RIGHT - CELL - 9 * CELL + right
    faces_of = ((4, "楷体"),)
    sheet = sheet.drop("signer").add(
        Text("signer.1", 1, "签发人：李某", start - 4 * CELL, line, face="仿宋", faces=faces_of)
    )
    sheet = sheet.add(Text("signer.2", 1, "欧阳某某", start + 5 * CELL, line, face="楷体"))
    return sheet.add(Text("signer.3", 1, "王某", start + dx, label.top, face="楷体"))


def test_names_in_columns_conform():
    assert not {"H-12", "H-13", "H-14"} & broken(signers())


@pytest.mark.parametrize(("change", "rule"), [({"dx": 3.0}, "H-14"), ({"right": -3.0}, "H-13")])
def test_names_out_of_place_are_caught(change, rule):
    assert rule in broken(signers(**change))


def test_the_edge_of_a_sparse_page_is_not_taken_from_its_date():
    """An order whose full lines end in figures, name and date both four characters from the right."""
    sheet = bases.order()
    for item in [item for item in sheet.items if item.tag.startswith("body")]:
        sheet = sheet.drop(item.tag)
    for line, text in enumerate(
        (
            "本办法自某年某月某日起施行现予公布共计条款目录项12",
            "印发各部门各单位学习贯彻落实执行并及时总结反馈情况报告34",
        )
    ):
        x = LEFT + (2 - 2 * line) * CELL
        sheet = sheet.add(
            Text(f"body.{line}", 1, text, x, slot(11 + line), cell=(RIGHT - x) / (len(text) - 1))
        )
    name = sheet.named("signature")[0]
    sheet = sheet.move("signature", dx=RIGHT - 4 * CELL - name.x - name.width)
    assert not {"N-03", "C-03"} & broken(sheet)


def test_indented_lines_alone_do_not_shift_the_edge():
    """An even page that holds nothing but an indented line and the 版记."""
    sheet = bases.general()
    last = max(item.page for item in sheet.items)
    tags = [item.tag for item in sheet.items if item.page == last and item.tag.startswith("body")]
    for tag in tags:
        sheet = sheet.drop(tag)
    sheet = sheet.add(Text("body.last", last, "特此通知。", LEFT + 2 * CELL, slot(0)))
    assert not {"P-03", "I-03", "I-05", "N-03"} & broken(sheet)


@pytest.mark.parametrize(("kept", "is_fault"), [(2, False), (8, True)])
def test_a_page_may_give_lines_to_the_date(kept, is_fault):
    """7.3.5.5: the page in front of the date ends early, so that the date stands with text."""
    sheet = mutations.drop_last_line(bases.general())
    day = sheet.named("date")[0]
    body = [
        i
        for i in sheet.items
        if i.page == day.page and i.tag.startswith(("body", "heading")) and i.top < day.top
    ]
    for number, item in enumerate(sorted(body, key=lambda item: item.top)):
        sheet = sheet.drop(item.tag) if number >= kept else sheet
    assert ("G-01" in broken(sheet)) == is_fault
