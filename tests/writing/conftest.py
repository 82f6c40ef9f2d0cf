import io
import sys
from pathlib import Path

import pytest
from wordfile import WordFile, block

from gongwen import stylesheets
from gongwen.model import BlockKind, Document
from gongwen.writing.docx import write_docx

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))  # office.py: LibreOffice and what it made

K = BlockKind


@pytest.fixture
def general():
    return stylesheets.load("general")


@pytest.fixture
def speech():
    """A speech of our own with every part that a speech has."""
    paragraph = "各单位要把“创新”二字落到实处——既要算经济账，也要算长远账……不能只看眼前；" * 6
    return Document(
        (
            block(K.TITLE, "在全市科技创新工作会议上的讲话"),
            block(K.DATE_LINE, "（2024年3月5日）"),
            block(K.SPEAKER, "王某某"),
            block(K.SALUTATION, "同志们："),
            block(K.PARAGRAPH, paragraph),
            block(K.HEADING, "一、提高认识", 1),
            block(K.PARAGRAPH, paragraph),
            block(K.HEADING, "（一）统一思想。", 2),
            block(K.PARAGRAPH, "思想是行动的先导。" + paragraph, None, True),
        )
    )


@pytest.fixture
def notice():
    """A notice of our own with every part that closes a document."""
    return Document(
        (
            block(K.TITLE, "某某市人民政府办公室关于做好\n防汛工作的通知"),
            block(K.SALUTATION, "各县（市、区）人民政府，市政府各部门："),
            block(K.PARAGRAPH, "汛期将至，现就有关事项通知如下。"),
            block(K.HEADING, "一、加强值守", 1),
            block(K.HEADING, "1. 落实责任", 3),
            block(K.HEADING, "（1）明确到人", 4),
            block(K.PARAGRAPH, "各级各部门要落实值班制度。"),
            block(K.ATTACHMENT_NOTE, "附件：1.值班表"),
            block(K.ATTACHMENT_NOTE, "2.物资清单"),
            block(K.SIGNATURE, "某某市人民政府办公室"),
            block(K.DATE, "2024年3月5日"),
            block(K.NOTE, "（此件公开发布）"),
        )
    )


@pytest.fixture
def word():
    """Write a document and open what came out."""

    def write(document, style=None, **options):
        file = io.BytesIO()
        write_docx(document, style or stylesheets.load("general"), file, **options)
        return WordFile(file.getvalue())

    return write
