"""Documents that keep every rule: one for each layout, drawn with places, for mutations to break."""

from __future__ import annotations

from itertools import islice

import faces
from sheet import CELL, LEFT, PT, RED, RIGHT, Bar, Seal, Sheet, Text, slot

PHRASE = "各地各部门要认真学习贯彻会议精神结合实际抓好落实确保各项任务按期完成"
SIZE = 16 * PT
FOUR = 14 * PT
"""Em of 四号."""


def words(count: int, start: int = 0) -> str:
    """So many Han characters and a full stop."""
    endless = PHRASE * (count // len(PHRASE) + 3)
    return endless[start : start + count - 1] + "。"


class Flow:
    """Lines on the grid, from a page and slot on."""

    def __init__(self, page: int, line: int, tag: str = "body") -> None:
        self.page, self.line, self.tag, self.count = page, line, tag, 0
        self.items: list[Text] = []

    def put(self, text: str, x: float = LEFT, **values) -> None:
        tag = values.pop("tag", f"{self.tag}.{self.count}")
        self.items.append(Text(tag, self.page, text, x, slot(self.line), **values))
        self.count += 1
        self.step()

    def step(self, lines: int = 1) -> None:
        self.line += lines
        if self.line > 21:
            self.page, self.line = self.page + 1, 0

    def paragraph(self, text: str, **values) -> None:
        """28 characters a line, two in on the first."""
        rest = iter(text)
        self.put("".join(islice(rest, 26)), LEFT + 2 * CELL, **values)
        while line := "".join(islice(rest, 28)):
            self.put(line)

    def fill(self, page: int) -> None:
        """Paragraphs up to the end of a page."""
        while self.page <= page:
            left = 22 - self.line + 22 * (page - self.page)
            lines = 5 if left > 6 else left
            self.paragraph(words(26 + 28 * (lines - 2) + 12, self.count % 9) if lines > 1 else words(20))


def centered(tag: str, page: int, text: str, top: float, **values) -> Text:
    values = {"cell": values.get("size", 16.0) * PT} | values
    item = Text(tag, page, text, 0, top, **values)
    return Text(tag, page, text, 106 - item.width / 2, top, **values)


def ending(tag: str, page: int, text: str, right: float, top: float, **values) -> Text:
    """Text whose last cell ends at `right`."""
    item = Text(tag, page, text, 0, top, **values)
    return Text(tag, page, text, right - item.width, top, **values)


def number(page: int) -> Text:
    """— n —, the dash's middle at 269.0 mm."""
    text = f"— {page} —"
    top = 269.0 + faces.DASH * FOUR - faces.ASCENT / faces.EM * FOUR
    values = {"face": "宋体", "size": 14.0, "cell": FOUR}
    if page % 2:
        return ending(f"page.{page}", page, text, RIGHT - FOUR, top, **values)
    return Text(f"page.{page}", page, text, LEFT + FOUR, top, **values)


def mark(text: str, ink_top: float, size: float = 32.0) -> Text:
    """The issuer's mark with its ink from `ink_top` down."""
    top = ink_top - (faces.ASCENT / faces.EM - faces.INK_TOP) * size * PT
    return centered("mark", 1, text, top, face="小标宋", size=size, color=RED)


def ink_bottom(item: Text) -> float:
    return item.base - faces.INK_BOTTOM * item.size * PT


def title(
    first_top: float, lines: tuple[str, ...], page: int = 1, pitch: float = 33.0, tag: str = "title"
) -> list[Text]:
    return [
        centered(f"{tag}.{n}", page, line, first_top + n * pitch * PT, face="小标宋", size=22.0)
        for n, line in enumerate(lines)
    ]


TITLE = ("某某市人民政府关于做好当前", "重点工作的通知")
ISSUER = "某某市人民政府"


def head(items: list, signer: bool = False) -> float:
    """版头 of the general layout; returns where the red rule stands."""
    name = mark(ISSUER + "文件", 72.0)
    top = ink_bottom(name) + 20.4
    if signer:
        items += [
            Text("number", 1, "某政发〔2024〕4号", LEFT + CELL, top),
            ending("signer", 1, "签发人：张某某", RIGHT - CELL, top, faces=((4, "楷体"),)),
        ]
    else:
        items.append(centered("number", 1, "某政发〔2024〕4号", top))
    rule = top + SIZE + 4
    items += [name, Bar("rule", 1, LEFT, RIGHT, rule, 0.53, RED)]
    return rule


def imprint(page: int, issued: str = "某某市人民政府办公室", day: str = "2024年3月5日印发") -> list:
    """版记 at the foot of a page, from below."""
    cell, last, values = FOUR, 262.0, {"size": 14.0, "cell": FOUR}
    issue = last - 2 - FOUR
    thin = issue - 2
    lines = (
        "抄送：市委办公室，市人大常委会办公室，市政协办公室，市纪委",
        "监委，市法院，市检察院，各民主党派。",
    )
    second = thin - 2 - FOUR
    first = second - 8
    return [
        Bar("foot.3", page, LEFT, RIGHT, last, 0.35),
        Text("issued.office", page, issued, LEFT + cell, issue, **values),
        ending("issued.date", page, day, RIGHT - cell, issue, **values),
        Bar("foot.2", page, LEFT, RIGHT, thin, 0.25),
        Text("copies.1", page, lines[0], LEFT + cell, first, **values),
        Text("copies.2", page, lines[1], LEFT + cell + 3 * FOUR, second, **values),
        Bar("foot.1", page, LEFT, RIGHT, first - 2, 0.35),
    ]


def heading(flow: Flow, level: int, text: str, more: str = "") -> None:
    """A heading of its own line, or with text that runs on."""
    face = {1: "黑体", 2: "楷体"}.get(level, "仿宋")
    line = text + more
    changes = ((len(text), "仿宋"),) if more else ()
    end = 26 + sum(map(faces.is_half, text)) // 2
    flow.put(line[:end], LEFT + 2 * CELL, face=face, faces=changes, tag=f"heading{level}.{flow.count}")
    rest = line[end:]
    while rest:
        flow.put(rest[:28])
        rest = rest[28:]


def _body(flow: Flow) -> None:
    heading(flow, 1, "一、加强组织领导")
    flow.paragraph(words(90))
    heading(flow, 2, "（一）压实工作责任。", words(60, 3))
    heading(flow, 3, "1.明确工作分工。", words(50, 5))
    heading(flow, 4, "（11）按月通报。", words(30, 6))
    heading(flow, 1, "二、强化督促检查")


def closing(flow: Flow) -> None:
    """附件说明, 署名, 成文日期, 附注, without a seal."""
    flow.step()
    flow.put("附件：1.重点任务清单", LEFT + 2 * CELL, tag="note.1")
    flow.put("2.责任分工表", LEFT + 5 * CELL, tag="note.2")
    flow.step()
    name = ISSUER + "办公室印章"
    start = RIGHT - (2 + len(name)) * CELL
    flow.put(name, start, tag="signature")
    flow.put("2024年3月5日", start + 2 * CELL, tag="date")
    flow.put("（此件公开发布）", LEFT + 2 * CELL, tag="annotation")


def attachment(flow: Flow, mark_text: str, name: str, tag: str) -> None:
    flow.put(mark_text, face="黑体", tag=f"{tag}.mark")
    flow.items += title(slot(2) - 1, (name,), flow.page, tag=f"{tag}.title")
    flow.line = 4


def general(signer: bool = False, lines: tuple[str, ...] = TITLE) -> Sheet:
    """Six pages with every element of the general layout."""
    items: list = []
    rule = head(items, signer)
    items += title(rule + 20.4, lines)
    flow = Flow(1, 12)
    flow.put("各县（市、区）人民政府，市政府各部门：", tag="addressee")
    flow.fill(1)
    flow.fill(2)
    _body(flow)
    closing(flow)
    flow.page, flow.line = 4, 0
    attachment(flow, "附件1", "重点任务清单", "first")
    flow.paragraph(words(70))
    flow.page, flow.line = 5, 0
    attachment(flow, "附件2", "责任分工表", "second")
    flow.fill(5)
    flow.paragraph(words(80))
    items += flow.items + imprint(6) + [number(n) for n in range(1, 7)]
    return Sheet(items, title="".join(lines))


def upward() -> Sheet:
    """A 请示 with its signer."""
    return general(signer=True, lines=("某某市人民政府关于调整当前", "重点工作的请示"))


def sealed() -> Sheet:
    """The general layout with a seal on name and date."""
    sheet = general().drop("signature").drop("date").drop("annotation")
    page = sheet.named("note.2")[0].page
    top = sheet.named("note.2")[0].top
    line = slot(1) - slot(0)
    day = ending("date", page, "2024年3月5日", RIGHT - 4 * CELL, top + 5 * line)
    middle = day.x + day.width / 2
    name = Text("signature", page, ISSUER, 0, top + 4 * line)
    name = Text("signature", page, ISSUER, middle - name.width / 2, top + 4 * line)
    seal = Seal("seal", page, middle - 21, top + SIZE + 8)
    return sheet.add(name, day, seal)


def letter() -> Sheet:
    """信函: two pages, no number on the first."""
    name = mark(ISSUER, 30.0)
    upper = ink_bottom(name) + 4 + 0.35
    items: list = [
        name,
        Bar("double.1", 1, 20, 190, upper, 0.7, RED),
        Bar("double.2", 1, 20, 190, upper + 1.0, 0.25, RED),
        Bar("double.3", 1, 20, 190, 276.0, 0.25, RED),
        Bar("double.4", 1, 20, 190, 277.0, 0.7, RED),
    ]
    top = upper + 1.125 + 4.9
    items += [
        Text("copy", 1, "000001", LEFT, top),
        ending("number", 1, "某政函〔2024〕4号", RIGHT, top),
    ]
    first = top + SIZE + 21
    items += title(first, ("某某市人民政府关于商请支持", "重点工作的函"))
    flow = Flow(1, 0)
    while slot(flow.line) < items[-1].top + 22 * PT + 9.9:
        flow.line += 1
    flow.put("某某省交通运输厅：", tag="addressee")
    flow.fill(1)
    flow.paragraph(words(100))
    flow.step()
    start = RIGHT - (2 + len(ISSUER) + 3) * CELL
    flow.put(ISSUER + "办公室", start, tag="signature")
    flow.put("2024年3月5日", start + 2 * CELL, tag="date")
    copies = Text("copies.1", 2, "抄送：市委办公室。", LEFT + FOUR, 262 - FOUR, size=14.0, cell=FOUR)
    return Sheet([*items, *flow.items, copies, number(2)], title="函")


def order() -> Sheet:
    """命令, signed with a post."""
    name = mark(ISSUER + "令", 57.0)
    flow = Flow(1, 8)
    items: list = [name, centered("number", 1, "第1号", slot(8) - 23 - SIZE)]
    flow.paragraph(words(120))
    flow.step(2)
    flow.put("市长　张某某", LEFT + 14 * CELL, tag="signature")
    flow.step()
    day = ending("date", 1, "2024年3月5日", RIGHT - 4 * CELL, slot(flow.line))
    return Sheet([*items, *flow.items, day], title="令")


def minutes() -> Sheet:
    """纪要 with those who were there."""
    name = mark("某某市人民政府常务会议纪要", 72.0, 26.0)
    flow = Flow(1, 9)
    flow.paragraph(words(120))
    flow.step()
    flow.put(
        "出席：张某某　李某某　王某某　赵某某　孙某某　周某某",
        LEFT + 2 * CELL,
        face="黑体",
        faces=((3, "仿宋"),),
        tag="present.1",
    )
    flow.put("吴某某　郑某某", LEFT + 5 * CELL, tag="present.2")
    flow.put("请假：冯某某", LEFT + 2 * CELL, face="黑体", faces=((3, "仿宋"),), tag="absent")
    return Sheet([name, *flow.items], title="纪要")


def speech() -> Sheet:
    """讲话稿 with subtitle, date and speaker."""
    items: list = title(slot(0), ("坚定信心真抓实干",))
    values = {"face": "楷体", "cell": 16 * PT}
    items += [
        centered("subtitle", 1, "——在全市工作会议上的讲话", slot(2), **values),
        centered("day", 1, "（2024年3月5日）", slot(3), **values),
        centered("speaker", 1, "张某某", slot(4), **values),
    ]
    flow = Flow(1, 6)
    flow.put("同志们：", tag="addressee")
    flow.fill(1)
    flow.fill(2)
    heading(flow, 1, "一、加强组织领导")
    flow.paragraph(words(90))
    heading(flow, 2, "（一）压实工作责任。", words(60, 3))
    heading(flow, 1, "二、强化督促检查")
    flow.paragraph(words(90))
    return Sheet([*items, *flow.items, *[number(n) for n in range(1, 4)]], title="讲话")


BASES = {
    "general": general,
    "upward": upward,
    "sealed": sealed,
    "letter": letter,
    "order": order,
    "minutes": minutes,
    "speech": speech,
}
