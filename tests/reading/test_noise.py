"""Bytes that are no text are refused, never taken for a language or read as text."""

from __future__ import annotations

import bz2
import lzma
import random
import struct
import zlib
from collections.abc import Callable

import pytest

from gongwen.model import UnreadableInput, UnsupportedFormat
from gongwen.reading import read

TEXT = "关于进一步加强基层防汛抗旱工作的通知。各级各部门要提高思想认识，加强隐患排查，严格值班值守。\n" * 40
Maker = Callable[[random.Random, int], bytes]


def any_bytes(rng: random.Random, length: int) -> bytes:
    return rng.randbytes(length)


def high_bytes(rng: random.Random, length: int) -> bytes:
    return bytes(rng.randrange(0x80, 0x100) for _ in range(length))


def table_bytes(rng: random.Random, length: int) -> bytes:
    """Every pair is a character of GB 2312, EUC-KR, EUC-JP and EUC-TW."""
    return bytes(rng.randrange(0xA1, 0xFF) for _ in range(length & ~1))


def hangul_bytes(rng: random.Random, length: int) -> bytes:
    pairs = (
        rng.randrange(low, high) for _ in range(length // 2) for low, high in ((0xB0, 0xC9), (0xA1, 0xFF))
    )
    return bytes(pairs)


def printable_bytes(rng: random.Random, length: int) -> bytes:
    return bytes(rng.choice([*range(0x20, 0x7F), *range(0xA0, 0x100)]) for _ in range(length))


def deflated(rng: random.Random, length: int) -> bytes:
    mess = "".join(rng.sample(TEXT, len(TEXT))).encode()
    return rng.choice((zlib.compress, bz2.compress, lzma.compress))(mess)[20 : 20 + length]


def whole_numbers(rng: random.Random, length: int) -> bytes:
    """In four bytes each, such as those of UTF-32."""
    return b"".join(struct.pack("<i", rng.randrange(100_000)) for _ in range(length // 4))


def measurements(rng: random.Random, length: int) -> bytes:
    return b"".join(struct.pack("<d", rng.gauss(0, 100)) for _ in range(length // 8))


def with_mark(mark: bytes) -> Maker:
    def made(rng: random.Random, length: int) -> bytes:
        return mark + rng.randbytes(length)

    made.__name__ = "mark " + mark.hex()
    return made


MARKS = ("fffe", "feff", "efbbbf", "84319533", "fffe0000", "0000feff")
MAKERS = [
    any_bytes,
    high_bytes,
    table_bytes,
    hangul_bytes,
    printable_bytes,
    deflated,
    whole_numbers,
    measurements,
    *(with_mark(bytes.fromhex(mark)) for mark in MARKS),
]


def is_doubted(data: bytes) -> bool:
    try:
        return "encoding.doubtful" in {notice.code for notice in read(data, name="x.txt").notices}
    except UnreadableInput:
        return False


@pytest.mark.parametrize("length", [200, 3_000, 40_000])
@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_noise_is_refused_and_called_no_language(make: Maker, length: int) -> None:
    for seed in range(6 if length < 10_000 else 1):
        data = make(random.Random(seed), length)
        if length < 1_000 and make.__name__.startswith("mark") and is_doubted(data):
            continue  # so few units may be a text
        with pytest.raises(UnreadableInput) as caught:
            read(data, name="x.txt")
        assert "looks like text in" not in str(caught.value)


@pytest.mark.parametrize("length", [2, 3, 4, 8, 16, 40])
def test_little_noise_is_refused_or_doubted(length: int) -> None:
    silent = 0
    for seed in range(100):
        data = any_bytes(random.Random(seed), length)
        try:
            silent += not read(data, name="x.txt").notices and not data.isascii()
        except UnreadableInput:
            continue
    assert silent <= 5  # two bytes may be a common character


@pytest.mark.parametrize(
    ("text", "encoding", "called"),
    [
        ("오늘 회의에서는 새해 예산안과 지역 경제 활성화 방안을 논의하였습니다.", "cp949", "EUC-KR"),
        ("金哲洙：김철수 박영희 이순신 홍길동 최민준", "cp949", "EUC-KR"),
        ("会議では地方の経済を活性化するための方策が議論された。", "euc_jp", "EUC-JP"),
        ("会議では地方の経済を活性化するための方策が議論された。", "cp932", "Shift_JIS"),
        (
            "Der Gemeinderat beschloß, die Änderung der Straßenführung künftig früher zu beraten.",
            "cp1252",
            "Windows-1252",
        ),
    ],
)
def test_another_language_is_still_named(text: str, encoding: str, called: str) -> None:
    with pytest.raises(UnreadableInput, match=called):
        read(text.encode(encoding), name="x.txt")


def test_what_fits_no_language_well_is_given_none() -> None:
    russian = "Совет депутатов принял решение об утверждении бюджета на следующий год."
    with pytest.raises(UnreadableInput, match="no encoding"):
        read(russian.encode("cp1251"), name="x.txt")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-16-le", "utf-32-be"])
@pytest.mark.parametrize(
    "text", ["한국 정부는 지방자치단체의 사무를 정한다", "Ж\ue000项目\ue001说明\uf0b7工作"]
)
def test_a_mark_is_believed_where_the_text_is_one(text: str, encoding: str) -> None:
    if encoding in ("utf-16", "utf-32"):
        assert read((text * 5).encode(encoding), name="x.txt").text == text * 5
    else:
        assert read((TEXT + text).encode(encoding), name="x.txt").text == TEXT + text


@pytest.mark.parametrize("encoding", ["gb18030", "gbk", "big5", "utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_cut_anywhere_is_read_up_to_there(encoding: str) -> None:
    text = (
        TEXT.translate(str.maketrans("关于进级汛强层认识", "闗於進級汛強層認識"))
        if encoding == "big5"
        else TEXT
    )
    data = text.encode(encoding, "ignore")
    whole = data.decode(encoding)
    for end in range(200, 240):
        found = read(data[:end], name="x.txt").text.rstrip("\ufffd")
        assert whole.startswith(found)
        assert len(whole[: len(found) + 1].encode(encoding)) >= end


def test_postscript_is_named() -> None:
    with pytest.raises(UnsupportedFormat, match="PostScript"):
        read(b"%!PS-Adobe-3.0\n%%Title: x\n/F 12 selectfont (x) show\n", name="x.txt")
