"""For each rule a change that breaks it and nothing else, on one of the base documents.

A row: rule, base, change, and the other binding or general rules that cannot but break with it.
"""

from __future__ import annotations

from dataclasses import replace

from bases import (
    CELL,
    FOUR,
    ISSUER,
    LEFT,
    PT,
    RIGHT,
    SIZE,
    centered,
    ending,
    mark,
    number,
    slot,
    title,
    words,
)
from sheet import PITCH, RED, Bar, Seal, Sheet, Text


def say(sheet: Sheet, text: str) -> Sheet:
    """Other words on the short last line of a paragraph of the body."""
    line = next(
        i for i in sheet.items if i.tag.startswith("body.") and len(i.text) < 22 and i.text.endswith("。")
    )
    return sheet.change(line.tag, text=text)


def paragraph(sheet: Sheet, text: str) -> Sheet:
    """A paragraph of one line in place of the last one of the body that is short."""
    lines = [i for i in sheet.items if i.tag.startswith("body.") and i.x > LEFT + 1 and i.page > 2]
    following = lines[0]
    last = [i for i in sheet.items if i.tag.startswith("body.") and i.page == following.page]
    rest = [i for i in last if i.top > following.top and i.x < LEFT + 1][:3]
    for item in rest:
        sheet = sheet.drop(item.tag)
    return sheet.change(following.tag, text=text)


def said(text: str):
    return lambda sheet: say(sheet, text)


def inner(sheet: Sheet, page: int = 2) -> list[Text]:
    """Full lines inside paragraphs."""
    return [
        i
        for i in sheet.items
        if i.tag.startswith("body.") and i.page == page and i.x < LEFT + 1 and len(i.text) == 28
    ]


def change_inner(sheet: Sheet, start: str = "", end: str = "", **values) -> Sheet:
    line = inner(sheet)[1]
    text = start + line.text[len(start) : 28 - len(end)] + end
    return sheet.change(line.tag, text=text, **values)


def every(sheet: Sheet, **values) -> Sheet:
    return sheet.change("*", **values)


def tighter(sheet: Sheet, factor: float, page: int = 2) -> Sheet:
    """The lines of a page closer together."""
    for item in [i for i in sheet.items if i.page == page and i.tag.startswith("body.")]:
        sheet = sheet.move(item.tag, dy=(item.top - slot(0)) * (factor - 1))
    return sheet


def text_lines(sheet: Sheet, page: int) -> list[Text]:
    return [i for i in sheet.items if i.page == page and i.tag.startswith("body.")]


def drop_last_line(sheet: Sheet) -> Sheet:
    """A page with 21 lines, though the text goes on."""
    last = max(text_lines(sheet, 2), key=lambda i: i.top)
    return sheet.drop(last.tag)


def divided(sheet: Sheet, before: str, after: str) -> Sheet:
    """Other characters at the turn of two lines."""
    line, below = inner(sheet)[1:3]
    return sheet.change(line.tag, text=line.text[: 28 - len(before)] + before).change(
        below.tag, text=after + below.text[len(after) :]
    )


def swap_order(sheet: Sheet) -> Sheet:
    return sheet.add(
        Text("urgency", 1, "特急", LEFT, slot(0), face="黑体"),
        Text("secret", 1, "秘密★1年", LEFT, slot(1), face="黑体"),
        Text("copy", 1, "000001", LEFT, slot(2)),
    )


def classified(sheet: Sheet, **values) -> Sheet:
    """份号, 密级, 紧急程度 on the first three lines."""
    return sheet.add(
        Text("copy", 1, values.get("copy", "000001"), LEFT, slot(0)),
        Text("secret", 1, values.get("secret", "秘密★1年"), LEFT, slot(1), face="黑体"),
        Text("urgency", 1, values.get("urgency", "特急"), LEFT, slot(2), face="黑体"),
    )


def joint(sheet: Sheet, dy: float = 0.0) -> Sheet:
    """Two issuers with 文件 beside them."""
    size = 26 * PT
    left = 106 - 5 * size
    values = {"face": "小标宋", "size": 26.0, "color": RED, "cell": size}
    top = 72 - 0.04 * size
    return _lower_head(sheet.drop("mark")).add(
        Text("mark.1", 1, ISSUER, left, top, **values),
        Text("mark.2", 1, "某某市教育委员", left, top + 1.2 * size, **values),
        Text("word", 1, "文件", left + 8 * size, top + 0.6 * size + dy, **values),
    )


def two_signers(sheet: Sheet, dx: float = 0.0) -> Sheet:
    """签发人 on two lines, the number beside the last."""
    line = sheet.named("number")[0]
    x = sheet.named("signer")[0].x + 4 * CELL
    return sheet.move("signer", dy=-PITCH).add(Text("signer.2", 1, "李某某", x + dx, line.top, face="楷体"))


def long_note(sheet: Sheet, dx: float = 0.0) -> Sheet:
    """A name of two lines in the list of attachments."""
    first = sheet.named("note.1")[0]
    text = "附件：1.重点任务清单和各县市区各部门承担任务的具体分工"
    sheet = sheet.change("note.1", text=text[:27])
    for tag in ("note.2", "signature", "date", "annotation"):
        sheet = sheet.move(tag, dy=PITCH)
    name = ("重点任务清单和各县市区各部门承担", "任务的具体分责任单位安排")
    return (
        sheet.add(Text("note.1b", first.page, "责任单位安排", LEFT + 6 * CELL + dx, first.top + PITCH))
        .drop("first.title")
        .add(*title(slot(2) - 1, name, 4, tag="first.title"))
    )


def personal(sheet: Sheet, rows: int = 1, dy: float = 0.0, dx: float = 0.0) -> Sheet:
    """A post for a personal seal in place of the signature."""
    top = sheet.named("note.2")[0].top
    page = sheet.named("note.2")[0].page
    sheet = sheet.drop("signature").drop("date").drop("annotation")
    x = LEFT + 14 * CELL
    names = [
        Text(f"signature.{n}", page, "市长　张某某", x + n * dx, top + (3 + n) * PITCH + dy)
        for n in range(rows)
    ]
    day = ending("date", page, "2024年3月5日", RIGHT - 4 * CELL, top + (4 + rows) * PITCH + dy)
    return sheet.add(*names, day)


def moved_addressee(sheet: Sheet, rule: bool = False) -> Sheet:
    """主送 in the foot."""
    top = sheet.named("copies.1")[0].top
    line = Text("main", 6, "主送：各县（市、区）人民政府。", LEFT + FOUR, top - 8, size=14.0, cell=FOUR)
    sheet = sheet.move("foot.1", dy=-8).add(line)
    return sheet.add(Bar("foot.4", 6, LEFT, RIGHT, top - 1.5, 0.25)) if rule else sheet


def with_blank_page(sheet: Sheet) -> Sheet:
    """A page of nothing but its number before the foot, which stands alone."""
    for item in [i for i in sheet.items if i.page == 6 and i.tag.startswith("body.")]:
        sheet = sheet.drop(item.tag)
    for tag in ("foot", "copies", "issued", "page.6"):
        sheet = sheet.onto(tag, 8)
    return sheet.change("page.8" if sheet.named("page.8") else "page.6", text="— 8 —")


def blank_numbered(sheet: Sheet) -> Sheet:
    return with_blank_page(sheet).add(number(7))


def two_seals(sheet: Sheet, gap: float) -> Sheet:
    seal = sheet.named("seal")[0]
    return sheet.add(Seal("seal.2", seal.page, seal.left - seal.side - gap, seal.top))


def longer_title(sheet: Sheet, *lines: str) -> Sheet:
    """A title of other lines that ends where the old one ended."""
    bottom = sheet.named("title")[-1].top
    pitch = 33.0
    return sheet.drop("title").add(*title(bottom - (len(lines) - 1) * pitch * PT, lines))


def _two_posts(sheet: Sheet) -> Sheet:
    """A second post, not below the first."""
    first = sheet.named("signature")[0]
    second = Text("signature.2", 1, "县长　李某某", first.x + 4, first.top + PITCH)
    return sheet.move("date", dy=PITCH).add(second)


CMYK = (0.0, 0.0, 0.0, 1.0)
CMYK_RED = (0.0, 0.8, 0.8, 0.0)


def inks(sheet: Sheet, black=CMYK, red=CMYK_RED) -> Sheet:
    for item in sheet.items:
        if not isinstance(item, Seal):
            sheet = sheet.change(item.tag, color=red if item.color == RED else black)
    return sheet


def number_at(sheet: Sheet, page: int, **values) -> Sheet:
    return sheet.change(f"page.{page}", **values)


def every_number(sheet: Sheet, **values) -> Sheet:
    return sheet.change("page", **values)


def landscape(sheet: Sheet) -> Sheet:
    """A page with a wide table whose number stands along the long edge."""
    sheet = sheet.drop("page.5")
    for item in [i for i in text_lines(sheet, 5) if i.top > 180]:
        sheet = sheet.drop(item.tag)
    return replace(
        sheet.add(Text("page.5", 5, "— 5 —", 250, 190, face="宋体", size=14.0, cell=FOUR)), landscape=(5,)
    )


def settings(sheet: Sheet, **values) -> Sheet:
    return replace(sheet, **values)


def _two_digit_faces(sheet: Sheet) -> Sheet:
    lines = [
        i for i in sheet.items if i.tag.startswith("body.") and len(i.text) < 22 and i.text.endswith("。")
    ]
    return sheet.change(lines[0].tag, text="共2024人。", faces=((1, "宋体"), (5, "仿宋"))).change(
        lines[1].tag, text="共2024人。"
    )


def _big_mark(sheet: Sheet) -> Sheet:
    return _lower_head(sheet.drop("mark").add(mark(ISSUER[-4:] + "文件", 72.0, 64.0)))


def _lower_head(sheet: Sheet) -> Sheet:
    """All between mark and body one line down."""
    for tag in ("number", "rule", "title"):
        sheet = sheet.move(tag, dy=PITCH)
    return _lower_first_page(sheet, 1)


def _lower_first_page(sheet: Sheet, lines: int) -> Sheet:
    """The addressee further down; the lines that it pushes out are gone."""
    sheet = sheet.move("addressee", dy=lines * PITCH)
    body = sorted(text_lines(sheet, 1), key=lambda i: i.top)
    for item in body[:lines]:
        sheet = sheet.drop(item.tag)
    rest = text_lines(sheet, 1)
    first = min(rest, key=lambda i: i.top)
    return sheet.move(first.tag, dx=LEFT + 2 * CELL - first.x).change(first.tag, text=first.text[:26])


def _no_body_on_first(sheet: Sheet) -> Sheet:
    for item in text_lines(sheet, 1):
        sheet = sheet.drop(item.tag)
    return sheet


def _gap_below_addressee(sheet: Sheet) -> Sheet:
    body = sorted(text_lines(sheet, 1), key=lambda i: i.top)
    sheet = sheet.drop(body[0].tag)
    return sheet.change(body[1].tag, text=body[1].text[:26], dx=2 * CELL)


def _first_indent(sheet: Sheet, cells: float) -> Sheet:
    line = next(i for i in text_lines(sheet, 2) if i.x > LEFT + 1)
    return sheet.move(line.tag, dx=(cells - 2) * CELL).change(line.tag, text=line.text + "各地")


def _attachment_indent(sheet: Sheet) -> Sheet:
    line = next(i for i in text_lines(sheet, 4) if i.x > LEFT + 1)
    return sheet.move(line.tag, dx=-2 * CELL).change(line.tag, text=line.text + "各地")


def _joint_signature(sheet: Sheet) -> Sheet:
    first = sheet.named("signature")[0]
    sheet = (
        sheet.change("signature", text="某某省某县人民政府教育局")
        .move("date", dy=PITCH)
        .move("annotation", dy=PITCH)
    )
    return sheet.add(Text("signature.2", first.page, ISSUER, first.x, first.top + PITCH))


def _foot_on(sheet: Sheet, page: int) -> Sheet:
    lines = [Text(f"body.more{n}", page, words(29)[:28], LEFT, slot(n)) for n in range(2)]
    for tag in ("foot", "copies", "issued"):
        sheet = sheet.onto(tag, page)
    return sheet.add(number(page), *lines)


def _skewed(sheet: Sheet) -> Sheet:
    for item in text_lines(sheet, 2):
        sheet = sheet.change(item.tag, slope=0.02)
    return sheet


def _first_number(sheet: Sheet) -> Sheet:
    return sheet.add(number(1))


def _third_level(sheet: Sheet) -> Sheet:
    return paragraph(sheet, "1.抓好任务落实。各地各部门要认真学习。")


def _airy(sheet: Sheet) -> Sheet:
    for page in (1, 2, 3):
        for item in [i for i in sheet.items if i.page == page and not i.tag.startswith("page")]:
            sheet = sheet.move(item.tag, dy=(item.top - slot(0)) * 0.1)
    for item in [i for i in sheet.items if i.top > 259 and not i.tag.startswith("page")]:
        sheet = sheet.drop(item.tag)
    return sheet


def _sticking_out(sheet: Sheet) -> Sheet:
    return change_inner(sheet, end="，", cell=CELL * 1.025)


def _openings(sheet: Sheet) -> Sheet:
    first, second = inner(sheet)[1], inner(sheet)[4]
    sheet = sheet.change(first.tag, text="（各）" + first.text[3:])
    return sheet.change(second.tag, text="（各）" + second.text[3:], dx=-CELL / 2)


def _ragged(sheet: Sheet) -> Sheet:
    line = inner(sheet)[1]
    return sheet.change(line.tag, text=line.text[:27])


def _wide_gap(sheet: Sheet) -> Sheet:
    line = next(
        i for i in sheet.items if i.tag.startswith("body.") and len(i.text) < 22 and i.text.endswith("。")
    )
    return sheet.change(line.tag, text="共A").add(
        Text("body.wide", line.page, "人。", line.x + 1.5 * CELL + 0.5 * SIZE, line.top)
    )


def _hanging(sheet: Sheet) -> Sheet:
    line = inner(sheet)[1]
    return sheet.change(line.tag, text=line.text + "，")


def _widow(sheet: Sheet) -> Sheet:
    last = max(text_lines(sheet, 1), key=lambda i: i.top)
    first = min(text_lines(sheet, 2), key=lambda i: i.top)
    full = words(29)[:28]
    second = sorted(text_lines(sheet, 2), key=lambda i: i.top)[1]
    return (
        sheet.change(last.tag, text=full, dx=LEFT - last.x)
        .change(first.tag, text="抓好落实。", dx=LEFT - first.x)
        .change(second.tag, text=second.text[:26], dx=2 * CELL)
    )


def _short_dash(sheet: Sheet) -> Sheet:
    line = next(
        i for i in sheet.items if i.tag.startswith("body.") and len(i.text) < 22 and i.text.endswith("。")
    )
    return sheet.change(line.tag, text="头脑——以清醒。", cell=0.85 * SIZE)


def _wider(sheet: Sheet) -> Sheet:
    """27 characters from edge to edge."""
    for line in inner(sheet):
        sheet = sheet.change(line.tag, text=line.text[:27], cell=156 / 27)
    return sheet


def _signature_alone(sheet: Sheet) -> Sheet:
    """Signature and date on a page without body text."""
    for item in [
        i for i in sheet.items if i.page == 3 and i.tag.split(".")[0][:4] in ("body", "head", "note")
    ]:
        sheet = sheet.drop(item.tag)
    return sheet


def _retitled(sheet: Sheet) -> Sheet:
    """One dash instead of two, centred."""
    return sheet.change("subtitle", text="—在全市工作会议上的讲话", dx=8 * PT)


def _two_numbers(sheet: Sheet) -> Sheet:
    top = sheet.named("number")[0].top
    return sheet.drop("number").add(centered("number", 1, "某政发〔2024〕4号某教发〔2024〕2号", top))


G, U, S, L, C, M, Y = "general", "upward", "sealed", "letter", "order", "minutes", "speech"
ROWS = [
    ("P-01", G, lambda d: settings(d, size=(215.9, 297.0)), ()),
    ("P-02", G, lambda d: [d := d.move(i.tag, dy=-3) for i in text_lines(d, 2)] and d, ("G-03",)),
    ("P-03", G, lambda d: every(d, dx=-3), ("P-04", "H-04", "H-10", "B-01", "A-04", "I-01")),
    (
        "P-04",
        G,
        lambda d: d.add(
            *[
                Text(
                    f"body.low{n}",
                    2,
                    "各地各部门",
                    LEFT,
                    264,
                )
                for n in (1,)
            ]
        ),
        ("G-01", "G-03", "B-08"),
    ),
    ("P-05", G, lambda d: d, ()),
    ("G-01", G, drop_last_line, ()),
    ("G-02", G, _wider, ()),
    ("G-03", G, lambda d: tighter(d, 0.955), ()),
    ("G-04", G, lambda d: d.move(inner(d)[1].tag, dy=0.3), ()),
    ("F-01", G, lambda d: d.change("body", face="圆体"), ()),
    ("F-02", G, lambda d: d.change(inner(d)[0].tag, color=(0.0, 0.0, 1.0)), ()),
    ("F-03", G, lambda d: d.change("body", face="ZhuqueFangsong"), ()),
    ("F-04", G, lambda d: d.change("heading1", bold=True), ()),
    ("F-05", G, lambda d: say(d, "共2024人。").change("body", faces=()) and _two_digit_faces(d), ()),
    ("H-01", G, lambda d: classified(d, copy="00001"), ()),
    ("H-02", G, lambda d: classified(d).change("secret", face="仿宋"), ()),
    ("H-02b", G, lambda d: classified(d, secret="秘密★15年"), ()),
    ("H-03", G, lambda d: classified(d, urgency="急件"), ()),
    ("H-04", G, lambda d: d.move("mark", dx=4), ()),
    ("H-05", G, lambda d: d.move("mark", dy=-6).move("number", dy=-5), ("H-15",)),
    ("H-06", G, lambda d: d.change("mark", face="黑体"), ()),
    ("H-07", G, _big_mark, ()),
    ("H-08", G, lambda d: joint(d, dy=5), ()),
    ("H-09", G, _no_body_on_first, ("B-06",)),
    ("H-10", G, lambda d: d.move("number", dx=5), ()),
    ("H-11", G, lambda d: d.change("number", text="某政发【2024】4号"), ()),
    ("H-12", U, lambda d: d.move("number", dx=-CELL), ()),
    ("H-13", U, lambda d: d.change("signer", faces=()), ()),
    ("H-14", U, lambda d: two_signers(d, dx=-3), ("H-13",)),
    ("H-15", G, lambda d: d.move("rule", dy=-2), ()),
    ("H-16", G, lambda d: d.change("rule", thickness=1.5), ()),
    ("B-01", G, lambda d: d.move("title", dx=5), ()),
    ("B-02", G, lambda d: longer_title(d, "某某市人民政府关于做好", "当前某某重点工作的通知"), ()),
    ("B-02b", G, lambda d: longer_title(d, "某某市人民政府关于做好当前重点工作", "的通知"), ()),
    ("B-03", G, lambda d: d.move("title.0", dy=-4), ("B-01",)),
    ("B-04", G, lambda d: longer_title(d, "某某市人民政府关于做好当前", "重点工作的通知。"), ("D-02",)),
    ("B-05", G, lambda d: d.change("addressee", text="各县（市、区）人民政府，市政府各部门:"), ("Q-01",)),
    ("B-06", G, _no_body_on_first, ("H-09",)),
    ("B-07", G, _gap_below_addressee, ()),
    ("B-08", G, lambda d: _first_indent(d, 0.0), ()),
    ("B-09", G, lambda d: d.change("heading1", text="一.加强组织领导"), ()),
    ("B-10", G, lambda d: d.change("heading1", face="仿宋"), ()),
    ("B-12", G, lambda d: d.move("heading1", dx=3), ()),
    ("B-13", G, lambda d: d.change("heading1", text="一、加强组织领导。"), ()),
    ("A-01", G, lambda d: d.move("note.1", dx=-CELL), ("A-02",)),
    ("A-02", G, lambda d: d.change("note.2", text="2.责任分工表。"), ("A-05",)),
    ("A-03", G, lambda d: long_note(d, dx=-CELL), ()),
    ("A-04", G, lambda d: d.change("first.mark", face="仿宋"), ()),
    ("A-05", G, lambda d: d.change("first.title", text="主要任务清单"), ()),
    ("A-06", G, _attachment_indent, ()),
    ("N-00", G, lambda d: d.change("annotation", text="(此件公开发布)"), ("Q-16",)),
    ("S-01", S, lambda d: d.move("date", dx=CELL).move("signature", dx=CELL), ()),
    ("S-02", S, lambda d: d.move("signature", dx=-2), ()),
    ("S-03", S, lambda d: d.change("seal", color=(0, 0, 160)), ()),
    ("S-04", S, lambda d: two_seals(d, -5), ()),
    ("S-05", G, lambda d: d.move("signature", dx=-CELL).move("date", dx=-CELL), ()),
    ("S-06", G, lambda d: d.move("date", dx=-2 * CELL), ()),
    ("S-07", G, _joint_signature, ()),
    ("S-08", G, lambda d: personal(d, dy=-PITCH), ()),
    ("S-09", C, _two_posts, ()),
    ("S-10", G, lambda d: d.change("date", text="2024年03月05日"), ()),
    ("S-11", G, _signature_alone, ()),
    ("S-13", G, lambda d: d, ()),
    ("I-01", G, lambda d: d.change("foot.1", right=RIGHT - 5), ()),
    ("I-02", G, lambda d: d.move("foot.3", dy=3), ()),
    ("I-03", G, lambda d: d.change("copies.2", text="监委，市法院，市检察院，"), ()),
    ("I-04", G, lambda d: moved_addressee(d, rule=True), ()),
    (
        "I-05",
        G,
        lambda d: d.change("issued.date", text="2024年03月05日印发").move("issued.date", dx=-FOUR),
        (),
    ),
    ("I-06", G, lambda d: d.drop("foot.2"), ()),
    ("I-07", G, lambda d: _foot_on(d, 7), ()),
    ("I-08", G, lambda d: paragraph(d, "主题词：经济；管理；通知"), ()),
    ("R-02", G, _skewed, None),
    ("R-03", G, lambda d: d.move("page.2", dy=-6), ("N-02",)),
    ("R-04", G, lambda d: inks(d, black=(0.7, 0.7, 0.7, 0.95)), ()),
    ("R-06", G, lambda d: _foot_on(d, 7), ()),
    ("N-01", G, lambda d: number_at(d, 1, text="－ 1 －"), ()),
    ("N-02", G, lambda d: d.move("page", dy=2), ()),
    ("N-03", G, lambda d: d.move("page.1", dx=-40), ()),
    ("N-04", G, blank_numbered, ()),
    ("N-05", G, lambda d: number_at(d, 3, text="— 7 —"), ()),
    ("N-06", G, lambda d: number_at(d, 1, text="—   1   —").move("page.1", dx=-2 * FOUR), ()),
    ("T-01", G, landscape, ()),
    ("L-01", L, lambda d: d.move("mark", dy=-5), ("L-02",)),
    ("L-02", L, lambda d: d.change("double.1", thickness=0.25).change("double.2", thickness=0.7), ()),
    ("L-03", L, lambda d: d.change("double.1", thickness=1.4), ("L-02",)),
    ("L-04", L, lambda d: d.move("copy", dx=5), ()),
    ("L-05", L, lambda d: d.move("number", dx=-5), ()),
    ("L-06", L, lambda d: d.move("title.0", dx=6), ("B-01",)),
    (
        "L-07",
        L,
        lambda d: d.add(
            Text("body.close", 1, "各地各部门要认真学习贯彻会议精神结合实际抓好落实确保", LEFT, 273 - SIZE)
        ),
        ("B-08",),
    ),
    ("L-08", L, _first_number, ()),
    ("L-09", L, lambda d: d.add(Bar("foot.1", 2, LEFT, RIGHT, 262.5)), ()),
    (
        "L-10",
        L,
        lambda d: d.add(
            Bar("double.5", 2, 20, 190, 276.0, 0.25, RED), Bar("double.6", 2, 20, 190, 277.0, 0.7, RED)
        ),
        ("L-09",),
    ),
    ("C-01", C, lambda d: d.move("mark", dy=3), ()),
    ("C-02", C, lambda d: d.move("number", dx=5), ()),
    ("C-03", C, lambda d: d.move("date", dx=CELL), ()),
    ("M-01", M, lambda d: d.move("mark", dy=-5), ()),
    ("M-02", M, lambda d: d.move("absent", dx=-CELL), ()),
    ("Y-01", Y, lambda d: d.change("title", face="黑体"), ()),
    ("Y-02", Y, _retitled, ()),
    ("Y-03", Y, lambda d: d.change("day", face="仿宋"), ()),
    ("Y-04", Y, lambda d: d.change("speaker", face="仿宋"), ()),
    (
        "Y-05",
        Y,
        lambda d: d.add(Text("copies", 3, "抄送：市委办公室。", LEFT + FOUR, 255, size=14.0, cell=FOUR)),
        ("I-01",),
    ),
    ("Y-06", Y, lambda d: d.change("addressee", text="同志们！"), ()),
    ("Y-08", Y, _third_level, ()),
    ("Y-09", Y, _airy, ("G-01", "G-03", "P-02", "P-04")),
    ("Y-10", Y, lambda d: d.move("page.1", dx=-30), ()),
    ("D-02", G, lambda d: d.change("title.1", text="重点工作之要求"), ()),
    ("D-03", G, lambda d: d.change("title.1", text="重点工作的请示"), ()),
    ("D-04", U, lambda d: d.change("copies.2", text="监委，各县（市、区）人民政府。"), ()),
    ("D-06", G, _two_numbers, ("H-11",)),
    ("D-07", G, said("按照《某某办法》国发〔2012〕1号。"), ()),
    ("D-08", L, lambda d: d.change("number", text="某政发〔2024〕4号"), ()),
    ("T-02", G, said("道路拓宽3英尺。"), ()),
    ("Q-01", G, said("认真学习,抓好落实。"), ()),
    ("Q-02", G, said("抓好落实！！！！"), ()),
    ("Q-03", G, said("学习《某某办法，抓好落实。"), ()),
    ("Q-04", G, said("头脑--以更加清醒。"), ()),
    ("Q-05", G, said("科技、教育...。"), ()),
    ("Q-06", G, said("增长3~5倍。"), ()),
    ("Q-07", G, said("阿里木•买买提。"), ()),
    ("Q-09", G, said("学习“一带”、“一路”。"), ()),
    ("Q-10", G, said("要求(一)抓好落实。"), ()),
    ("Q-11", G, said("一是，抓好落实。"), ()),
    ("Q-12", G, said("科技、教育、等工作。"), ()),
    ("Q-13", G, said("落实（抓紧。）工作。"), ()),
    ("Q-15", G, said("共三、四十人。"), ()),
    ("Q-16", G, said("共５人。"), ()),
    ("U-01", G, said("共3百人。"), ()),
    ("U-02", G, said("自20年3月起。"), ()),
    ("U-03", G, said("落实“14五”规划。"), ()),
    ("U-05", G, said("增长3-5%左右。"), ()),
    ("U-06", G, said("共1，234元。"), ()),
    ("U-08", G, said("在，二零二〇年。"), ()),
    ("K-01", G, lambda d: divided(d, "实", "，"), ()),
    ("K-02", G, lambda d: divided(d, "（", "各）"), ()),
    ("K-04", G, lambda d: divided(d, "—", "—"), ()),
    ("K-05", G, _sticking_out, ("P-04",)),
    ("K-07", G, _openings, ()),
    ("K-09", G, _ragged, ()),
    ("K-10", G, lambda d: divided(d, "12", "34年份"), ()),
    ("K-11", G, lambda d: say(d, "共A人。") and _wide_gap(d), ()),
    ("K-12", G, _hanging, ("G-02", "P-04")),
    ("K-13", G, lambda d: say(d, "实。"), ()),
    ("K-14", G, _widow, ()),
    ("K-17", G, _short_dash, ()),
    ("Z-01", G, lambda d: d.add(Text("plain", 1, "x", 100, 280, face="Helvetica", size=14.0)), None),
    ("Z-02", G, lambda d: settings(d, language="en-US"), ()),
    ("Z-03", G, lambda d: settings(d, settings={"DisplayDocTitle": "true"}), ()),
    ("Z-04", G, lambda d: settings(d, archival=False), ()),
    ("Z-05", G, lambda d: settings(d, tagged=False), ()),
]
