"""For each rule a change of a Word file that breaks it and nothing else; rows as in `mutations`."""

from __future__ import annotations

from dataclasses import replace

from bases import ISSUER, words
from wordbases import FOUR, Word, body, par
from wordsheet import Run


def said(text: str):
    """A paragraph of the body with other words."""
    return lambda word: word.change("body.1", text=text)


def typed(text: str):
    """A document as it was typed: other text for one paragraph, by its tag."""

    def change(word: Word, tag: str) -> Word:
        return word.change(tag, text=text)

    return change


def classified(word: Word, copy="000001", secret="秘密★1年", urgency="特急", **secret_values) -> Word:
    pars = [
        par("copy", copy),
        par("secret", secret, "黑体", **secret_values),
        par("urgency", urgency, "黑体"),
    ]
    return replace(word, pars=[*pars, *word.pars])


def number_line(word: Word, **values) -> Word:
    return word.change("number", **values)


def table(word: Word, name: str) -> Word:
    return word.change("copies", table=name).change("issued", table=name)


def moved_addressee(word: Word, behind: bool = False) -> Word:
    line = par(
        "main",
        "主送：各县（市、区）人民政府。",
        run=FOUR,
        left=88,
        right=88,
        chars=False,
        line=500,
        table="foot",
    )
    return word.put(line, "issued" if behind else "copies")


def joint(word: Word) -> Word:
    first = word.named("signature")[0]
    second = replace(first, tag="signature.2", runs=(Run(ISSUER),), before=0)
    return word.change("signature", text="某某省某县人民政府教育局").put(second, "date")


def two_posts(word: Word) -> Word:
    second = par("signature.2", "县长　李某某", left=1500, keep_next=True)
    return word.put(second, "date")


def personal(word: Word, before: int) -> Word:
    """A post for a personal seal in a document of the general layout."""
    word = word.change("signature", text="市长　张某某", align="both", right=0, left=1400, before=before)
    return word.change("date", align="right", left=0, right=400, before=579)


def two_signers(word: Word) -> Word:
    line = word.named("number")[0]
    runs = (line.runs[0], Run("张某某 李某某 王某某", face="楷体_GB2312"))
    return word.change("number", runs=runs)


def long_note(word: Word) -> Word:
    name = "重点任务清单和各县市区各部门承担任务的具体分工责任单位安排"
    return word.change("note.1", text="附件：1." + name, left=0, first=200).change("first.title", text=name)


def setting(word: Word, old: str, new: str = "") -> Word:
    assert old in word.settings
    return replace(word, settings=word.settings.replace(old, new))


G, U, S, L, C, M, Y = "general", "upward", "sealed", "letter", "order", "minutes", "speech"
GRID = '<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="{}"/>'

ROWS = [
    ("P-01", G, lambda d: replace(d, page=(12240, 16838), margins=(2098, 1984, 1588, 1808)), ()),
    ("P-02", G, lambda d: replace(d, margins=(1440, 2642, 1588, 1474)), ()),
    ("P-03", G, lambda d: replace(d, margins=(2098, 1984, 1800, 1262)), ()),
    ("P-04", G, lambda d: replace(d, margins=(2098, 1984, 1588, 1700)), ("G-02",)),
    ("P-05", G, lambda d: setting(d, "<w:mirrorMargins/>"), ()),
    ("P-06", G, lambda d: replace(d, margins=(2098, 1984, 1588, 1600)), ("P-04", "G-02")),
    ("G-01", G, lambda d: d.change("body", line=640), ()),
    ("G-02", G, lambda d: d.change("body", spacing=0), ()),
    ("G-04", G, lambda d: d.change("body.2", after=120), ()),
    ("F-01", G, lambda d: d.change("body", face="微软雅黑"), ()),
    ("F-02", G, lambda d: d.change("body.1", color="0000FF"), ()),
    ("F-04", G, lambda d: d.change("heading1", bold=True), ()),
    (
        "F-05",
        G,
        lambda d: d.change("body.1", text="共2024人。", latin="Arial").change("body.2", text="共2人。"),
        (),
    ),
    ("H-01", G, lambda d: classified(d, copy="00001"), ()),
    ("H-02", G, lambda d: classified(d, secret="秘密*1年"), ()),
    ("H-02b", G, lambda d: classified(d, secret="秘密★15年"), ()),
    ("H-03", G, lambda d: classified(d, urgency="急件"), ()),
    ("H-04", G, lambda d: d.change("mark", align="left"), ()),
    ("H-06", G, lambda d: d.change("mark", face="黑体"), ()),
    ("H-07", G, lambda d: d.change("mark", size=66), ()),
    ("H-10", G, lambda d: d.change("number", align="left"), ()),
    ("H-11", G, lambda d: d.change("number", text="某政发【2024】4号"), ()),
    ("H-12", U, lambda d: d.change("number", left=0), ()),
    ("H-13", U, lambda d: d.change("number", face="仿宋_GB2312"), ()),
    ("H-14", U, two_signers, ()),
    ("H-15", G, lambda d: d.change("number", borders=(("bottom", 12, "000000", 11),)), ()),
    ("H-16", G, lambda d: d.change("number", borders=(("bottom", 36, "FF0000", 11),)), ()),
    ("B-01", G, lambda d: d.change("title", align="left"), ()),
    ("B-02", G, lambda d: d.change("title", text="某某市人民政府关于做好\n当前某某重点工作的通知"), ()),
    ("B-02b", G, lambda d: d.change("title", text="某某市人民政府关于做好当前重点工作\n的通知"), ()),
    ("B-03", G, lambda d: d.change("title", line=500), ()),
    ("B-04", G, lambda d: d.change("title", text="某某市人民政府关于做好当前\n重点工作的通知。"), ("D-02",)),
    ("B-05", G, lambda d: d.change("addressee", text="各县（市、区）人民政府，市政府各部门，"), ()),
    ("B-07", G, lambda d: d.change("addressee", after=579), ()),
    ("B-08", G, lambda d: d.change("body.1", first=0, text="\u3000\u3000" + words(90)), ()),
    ("B-09", G, lambda d: d.change("heading1", text="一.加强组织领导"), ()),
    ("B-10", G, lambda d: d.change("heading1", face="仿宋_GB2312"), ()),
    ("B-12", G, lambda d: d.change("heading1", first=0), ()),
    ("B-13", G, lambda d: d.change("heading1", text="一、加强组织领导。"), ()),
    ("A-01", G, lambda d: d.change("note.1", before=0), ()),
    ("A-02", G, lambda d: d.change("note.2", text="2.责任分工表。"), ()),
    ("A-03", G, long_note, ()),
    ("A-04", G, lambda d: d.change("first.mark", new_page=False), ()),
    ("A-05", G, lambda d: d.change("first.title", text="主要任务清单"), ()),
    ("A-06", G, lambda d: d.change("first.body", size=14), ()),
    ("N-00", G, lambda d: d.change("annotation", text="(此件公开发布)"), ()),
    ("S-01", S, lambda d: d.change("date", right=500).change("signature", right=475), ()),
    ("S-02", S, lambda d: d.change("signature", right=250), ()),
    ("S-03", S, lambda d: d.change("date", seal="inline"), ()),
    ("S-05", G, lambda d: d.change("signature", before=0), ()),
    ("S-06", G, lambda d: d.change("date", left=1200), ()),
    ("S-07", G, joint, ()),
    ("S-08", G, lambda d: personal(d, 579), ()),
    ("S-09", C, two_posts, ()),
    ("S-10", G, lambda d: d.change("date", text="2024年03月05日"), ()),
    ("S-11", G, lambda d: d.change("signature", keep_next=False), ()),
    ("S-13", G, lambda d: d, ()),
    ("I-01", G, lambda d: table(d, "foot-thin"), ()),
    ("I-02", G, lambda d: table(d, "foot-flow"), ()),
    ("I-03", G, lambda d: d.change("copies", text="抄送：市委办公室，"), ()),
    ("I-04", G, lambda d: moved_addressee(d, behind=True), ()),
    ("I-05", G, lambda d: d.change("issued", text=ISSUER + "办公室\t2024年03月05日印发"), ()),
    ("I-06", G, lambda d: table(d, "foot-open"), ()),
    ("I-08", G, lambda d: d.put(body("subject", "主题词：经济；管理；通知"), "note.1"), ()),
    ("N-01", G, lambda d: d.number("default", text="第1页").number("even", text="第1页"), ()),
    ("N-02", G, lambda d: replace(d, footer=1191), ()),
    (
        "N-03",
        G,
        lambda d: d.number("default", align="center", right=0).number("even", align="center", left=0),
        (),
    ),
    ("N-05", G, lambda d: replace(d, landscape="framed", restart=True), ()),
    ("N-06", G, lambda d: replace(d, instruction="PAGE \\* numberInDash"), ()),
    ("T-01", G, lambda d: replace(d, landscape="plain"), ()),
    ("L-05", L, lambda d: d.change("number", align="left"), ()),
    ("L-06", L, lambda d: d.change("title", before=0), ()),
    ("L-08", L, lambda d: replace(d, title_page=False), ()),
    (
        "L-09",
        L,
        lambda d: d.put(par("issued", "某某市人民政府办公室\t2024年3月5日印发", run=FOUR), "copies"),
        (),
    ),
    ("C-02", C, lambda d: d.change("number", align="left"), ()),
    ("C-03", C, lambda d: d.change("date", right=200), ()),
    ("M-02", M, lambda d: d.change("absent", left=300), ()),
    ("Y-01", Y, lambda d: d.change("title", face="黑体"), ()),
    ("Y-02", Y, lambda d: d.change("subtitle", text="—在全市工作会议上的讲话"), ()),
    ("Y-03", Y, lambda d: d.change("day", face="仿宋_GB2312"), ()),
    ("Y-04", Y, lambda d: d.change("speaker", face="仿宋_GB2312"), ()),
    (
        "Y-05",
        Y,
        lambda d: replace(
            d,
            pars=[
                *d.pars,
                par("copies", "抄送：市委办公室。", run=FOUR, left=88, right=88, chars=False, table="foot"),
            ],
        ),
        (),
    ),
    ("Y-06", Y, lambda d: d.change("addressee", text="同志们！"), ()),
    ("Y-08", Y, lambda d: replace(d, pars=[*d.pars, body("heading3", "1.明确分工。" + words(40))]), ()),
    ("Y-09", Y, lambda d: d.change("body", line=640).change("heading2", line=640), ("G-01",)),
    ("D-02", G, lambda d: d.change("title", text="某某市人民政府关于做好当前\n重点工作之要求"), ()),
    ("D-03", G, lambda d: d.change("title", text="某某市人民政府关于做好当前\n重点工作的请示"), ()),
    ("D-04", U, lambda d: d.change("copies", text="抄送：各县（市、区）人民政府。"), ()),
    ("D-06", G, lambda d: d.change("number", text="某政发〔2024〕4号某教发〔2024〕2号"), ("H-11",)),
    ("D-07", G, said("按照《某某办法》国发〔2012〕1号执行。"), ()),
    ("D-08", L, lambda d: d.change("number", text="某政发〔2024〕4号"), ()),
    ("T-02", G, said("道路拓宽3英尺。"), ()),
    ("Q-01", G, said("认真学习,抓好落实。"), ()),
    ("Q-02", G, said("抓好落实！！！！"), ()),
    ("Q-03", G, said("学习《某某办法，抓好落实。"), ()),
    ("Q-04", G, said("头脑—以更加清醒。"), ()),
    ("Q-05", G, said("科技、教育……等工作。"), ()),
    ("Q-06", G, said("增长3~5倍。"), ()),
    ("Q-07", G, said("阿里木•买买提。"), ()),
    ("Q-09", G, said("学习《甲》、《乙》。"), ()),
    ("Q-10", G, said("1）抓好落实。"), ()),
    ("Q-11", G, said("一是，抓好落实。"), ()),
    ("Q-12", G, said("科技、教育、等工作。"), ()),
    ("Q-13", G, said("落实（抓紧。）工作。"), ()),
    ("Q-15", G, said("共三、四十人。"), ()),
    ("Q-16", G, said("抓好 落实。"), ()),
    ("U-01", G, said("共3百人。"), ()),
    ("U-02", G, said("自20年3月起。"), ()),
    ("U-03", G, said("落实19届5中全会精神。"), ()),
    ("U-05", G, said("增长3-5%左右。"), ()),
    ("U-06", G, said("共1，234元。"), ()),
    ("U-08", G, said("在，二零二〇年。"), ()),
    ("X-01", G, lambda d: replace(d, grid=GRID.format(-849)), ()),
    ("X-02", G, lambda d: replace(d, grid=GRID.format(-400)), ("G-02",)),
    ("X-05", G, lambda d: replace(d, margins=(2098, 1984, 1588, 1700)), ("P-04", "G-02")),
    ("X-06", G, lambda d: d.change("title", snap=True), ()),
    ("X-07", G, lambda d: d.change("body.1", text="学习“甲”。", latin="Times New Roman", hint="default"), ()),
    ("X-08", G, lambda d: replace(d, language="ja-JP"), ()),
    ("X-09", G, lambda d: setting(d, "compressPunctuation", "doNotCompress"), ()),
    ("X-10", G, lambda d: d.change("body", auto_space=True), ()),
    ("X-11", G, lambda d: setting(d, "<w:evenAndOddHeaders/>"), ("N-03",)),
    ("X-12", G, lambda d: setting(d, 'w:val="15"', 'w:val="14"'), ()),
    (
        "X-13",
        G,
        lambda d: replace(d, defaults='<w:spacing w:after="200" w:line="276" w:lineRule="auto"/>'),
        (),
    ),
    ("X-14", G, lambda d: d.change("body.1", chars=False), ()),
    ("X-15", G, lambda d: d.change("heading1", outline=None), ()),
    ("X-16", G, lambda d: replace(d, title=""), ()),
    ("X-17", G, lambda d: replace(d, embedded=True), ()),
    ("X-18", G, lambda d: d.number("default", rule="auto"), ()),
]
