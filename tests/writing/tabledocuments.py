"""Word files with tables, drawn at random: damaged text in and around cells, elements given beside it."""

import random

SENTENCES = (
    "要认真落实值班制度,做好物资储备.",
    "发展特产业,做强特产业(含奖金).",
    "x月x日前办结,不得有误",
    "马汰效应要防止.",
    "第一项,很长;第二项,更长.",
    "共12.5万元,其中县级3万元.",
    "合计",
    "𠮷林镇",
    "",
    "",
    "　",
)
META = {
    "title": "关于切实做好防汛工作的通知",
    "secrecy": "秘密",
    "issuer": "临河县人民政府办公室",
    "number": "临政办发〔2025〕13号",
    "to": ["各乡（镇）人民政府", "县直各单位"],
    "date": "2025年6月3日",
    "copies": "市水务局。",
    "printed_by": "临河县人民政府办公室",
    "printed_on": "2025年6月4日",
}


def drawn(seed, path):
    """Save a Word file; returns the elements to be given beside it."""
    from docx import Document  # noqa: PLC0415

    choose = random.Random(seed)
    document = Document()
    if choose.random() < 0.8:
        document.add_paragraph("关于做好防汛工作的通知")
        document.add_paragraph("各乡镇:")
    for _ in range(choose.randrange(1, 4)):
        for _ in range(choose.randrange(3)):
            document.add_paragraph("　　" + choose.choice(SENTENCES) + choose.choice(SENTENCES))
        _add_table(document, choose)
    if choose.random() < 0.7:
        document.add_paragraph("　　特此通知,请遵照执行.")
        document.add_paragraph("临河县人民政府")
        document.add_paragraph("2024年3月5日")
    document.save(path)
    return {name: META[name] for name in META if choose.random() < 0.4}


def _add_table(document, choose):
    columns = choose.randrange(2, 5)
    table = document.add_table(rows=0, cols=columns)
    for number in range(choose.randrange(1, 5)):
        for cell in table.add_row().cells:
            cell.text = choose.choice(SENTENCES) or ("项目" if number == 0 else "")
            for _ in range(choose.choice((0, 0, 0, 1, 2))):
                cell.add_paragraph(choose.choice(SENTENCES))
