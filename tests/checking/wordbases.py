"""Word files that keep every rule: one for each layout, for mutations to break."""

from __future__ import annotations

from dataclasses import replace

from bases import ISSUER, TITLE, words
from wordsheet import Par, Run, Word, number

SONG = "方正小标宋简体"
FOUR = {"size": 14, "spacing": 0}
RED_RULE = (("bottom", 12, "FF0000", 11),)


def par(tag: str, text: str, face: str = "仿宋_GB2312", run: dict | None = None, **values) -> Par:
    return Par(tag, (Run(text, face=face, **(run or {})),), **values)


def body(tag: str, text: str, **values) -> Par:
    return par(tag, text, first=200, **values)


def title(text: str, tag: str = "title", **values) -> Par:
    return par(tag, text, SONG, {"size": 22, "spacing": 0}, align="center", line=720, snap=False, **values)


def mark(text: str, size: float = 32) -> Par:
    return par(
        "mark",
        text,
        SONG,
        {"size": size, "color": "FF0000", "spacing": 0},
        align="center",
        line=1158,
        before=579,
    )


def imprint(table: str = "foot") -> list[Par]:
    """版记 in a table at the foot."""
    values = {"left": 88, "right": 88, "chars": False, "line": 500, "table": table}
    return [
        par("copies", "抄送：市委办公室，市人大常委会办公室。", run=FOUR, **values),
        par("issued", ISSUER + "办公室\t2024年3月5日印发", run=FOUR, **values),
    ]


def _main(pages: tuple[str, ...] = TITLE) -> list[Par]:
    return [
        title("\n".join(pages), before=1158, after=579),
        par("addressee", "各县（市、区）人民政府，市政府各部门："),
        body("body.1", words(120)),
        body("heading1", "一、加强组织领导", face="黑体", outline=0),
        body("body.2", words(150)),
        Par(
            "heading2",
            (Run("（一）压实工作责任。", face="楷体_GB2312"), Run(words(60))),
            first=200,
            outline=1,
        ),
        body("heading3", "1.明确工作分工。" + words(50)),
        body("heading4", "（1）按月通报。" + words(50)),
    ]


def closing() -> list[Par]:
    name = ISSUER + "办公室印章"
    start = 28 - 2 - len(name) + 2
    return [
        par("note.1", "附件：1.重点任务清单", left=600, first=-400, before=579),
        par("note.2", "2.责任分工表", left=600, first=-100),
        par("signature", name, align="right", right=200, before=579, keep_next=True),
        par("date", "2024年3月5日", align="left", left=start * 100),
        body("annotation", "（此件公开发布）"),
    ]


def attachment(tag: str, mark_text: str, name: str) -> list[Par]:
    return [
        par(f"{tag}.mark", mark_text, "黑体", new_page=True),
        title(name, f"{tag}.title", before=579, after=579),
        body(f"{tag}.body", words(80)),
    ]


def general() -> Word:
    pars = [
        mark(ISSUER + "文件"),
        par("number", "某政发〔2024〕4号", align="center", before=1158, borders=RED_RULE),
        *_main(),
        *closing(),
        *attachment("first", "附件1", "重点任务清单"),
        *attachment("second", "附件2", "责任分工表"),
        *imprint(),
    ]
    return Word(pars)


def upward() -> Word:
    sheet = general()
    line = Par(
        "number",
        (Run("某政发〔2024〕4号\t签发人："), Run("张某某", face="楷体_GB2312")),
        left=100,
        before=1158,
        borders=RED_RULE,
    )
    sheet = sheet.drop("number").put(line, "title")
    return sheet.change("title", text="某某市人民政府关于调整当前\n重点工作的请示")


def sealed() -> Word:
    sheet = general()
    sheet = sheet.change("date", align="right", left=0, right=400, seal="anchor")
    return sheet.change("signature", text=ISSUER, align="right", right=400 - 25)


def letter() -> Word:
    pars = [
        mark(ISSUER),
        par(
            "number",
            "某政函〔2024〕4号",
            align="right",
            borders=(("top", 24, "FF0000", 8),),
            border="thickThinSmallGap",
        ),
        title("某某市人民政府关于商请支持\n重点工作的函", before=1158, after=579),
        par("addressee", "某某省交通运输厅："),
        body("body.1", words(150)),
        par("copies", "抄送：市委办公室。", run=FOUR, left=88, right=88, chars=False),
    ]
    sheet = Word(pars, footers={"default": number("right"), "even": number("left"), "first": par("none", "")})
    return replace(sheet, title_page=True)


def order() -> Word:
    pars = [
        mark(ISSUER + "令"),
        par("number", "第1号", align="center", before=1158, after=1158),
        body("body.1", words(100)),
        par("signature", "市长　张某某", left=1400, before=1158, keep_next=True),
        par("date", "2024年3月5日", align="right", right=400, before=579),
    ]
    return Word(pars)


def minutes() -> Word:
    def present(tag: str, label: str, names: str, before: int = 0) -> Par:
        runs = (Run(label, face="黑体"), Run(names))
        return Par(tag, runs, left=500, first=-300, before=before)

    pars = [
        mark("某某市人民政府常务会议纪要", 26),
        body("body.1", words(100)),
        present("present", "出席：", "张某某　李某某　王某某　赵某某　孙某某　周某某　吴某某", 579),
        present("absent", "请假：", "冯某某"),
    ]
    return Word(pars)


def speech() -> Word:
    values = {"align": "center"}
    pars = [
        title("坚定信心真抓实干"),
        par("subtitle", "——在全市工作会议上的讲话", "楷体_GB2312", **values),
        par("day", "（2024年3月5日）", "楷体_GB2312", **values),
        par("speaker", "张某某", "楷体_GB2312", after=579, **values),
        par("addressee", "同志们："),
        body("body.1", words(120)),
        body("heading1", "一、加强组织领导", face="黑体", outline=0),
        body("body.2", words(120)),
        Par(
            "heading2",
            (Run("（一）压实工作责任。", face="楷体_GB2312"), Run(words(60))),
            first=200,
            outline=1,
        ),
    ]
    return Word(pars)


BASES = {
    "general": general,
    "upward": upward,
    "sealed": sealed,
    "letter": letter,
    "order": order,
    "minutes": minutes,
    "speech": speech,
}
