"""Pictures and turned pages in the PDF, as readers of PDF find them."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from gongwen.model import Line, Page, Pages, Picture, PlacedPicture, Rule, Turned
from gongwen.writing.pdf import write_pdf
from gongwen.writing.pdfcolor import Ink

pdfium = pytest.importorskip("pypdfium2")


def image(mode: str, color: object, form: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (8, 4), color).save(out, form)
    return out.getvalue()


def pdf(*data: bytes, ink: Ink = Ink.RGB) -> bytes:
    placed = [
        PlacedPicture(0, Picture(0, one, "image/png", alt="一图"), 100, 100 + 100 * n, 300, 180 + 100 * n)
        for n, one in enumerate(data)
    ]
    out = io.BytesIO()
    write_pdf(Pages(595, 842, (Page((), number=1, pictures=tuple(placed)),)), out, ink)
    return out.getvalue()


def colour_at(data: bytes, x: float, y: float) -> tuple[int, int, int]:
    document = pdfium.PdfDocument(data)
    bitmap = document[0].render(scale=1).to_pil().convert("RGB")
    found: tuple[int, int, int] = bitmap.getpixel((x, y))
    return found


@pytest.mark.parametrize(
    ("mode", "color", "want"),
    [
        ("RGB", (200, 30, 40), (200, 30, 40)),
        ("L", 120, (120, 120, 120)),
        ("1", 0, (0, 0, 0)),
        ("P", 5, None),
        ("RGBA", (0, 0, 255, 0), (255, 255, 255)),
        ("LA", (0, 255), (0, 0, 0)),
    ],
)
def test_pixels_are_drawn_at_their_place(mode: str, color: object, want: tuple[int, int, int] | None) -> None:
    data = pdf(image(mode, color))
    if want:
        assert colour_at(data, 200, 140) == pytest.approx(want, abs=2)
    assert colour_at(data, 50, 140) == (255, 255, 255)


def test_a_photograph_is_in_the_file_as_it_is() -> None:
    photograph = image("RGB", (10, 200, 30), "JPEG")
    data = pdf(photograph)
    assert photograph in data
    assert colour_at(data, 200, 140) == pytest.approx((10, 200, 30), abs=4)


@pytest.mark.parametrize("form", ["GIF", "BMP", "TIFF"])
def test_other_formats_are_drawn(form: str) -> None:
    assert colour_at(pdf(image("RGB", (200, 30, 40), form)), 200, 140) == pytest.approx((200, 30, 40), abs=2)


def test_what_cannot_be_drawn_is_a_frame() -> None:
    data = pdf(b"\x01\x00\x00\x00 no picture")
    assert colour_at(data, 200, 140) == (255, 255, 255)
    assert min(colour_at(data, 200, 100)) < 250


def test_the_same_picture_is_one_object_and_the_same_pages_give_the_same_bytes() -> None:
    one = image("RGB", (1, 2, 3))
    assert pdf(one, one).count(b"/Subtype /Image") == 1
    assert pdf(one) == pdf(one)


def test_inks_of_a_print_shop() -> None:
    assert b"DeviceCMYK" in pdf(image("RGB", (200, 30, 40)), ink=Ink.CMYK)


def test_a_turned_page_begins_at_the_left_edge_of_the_sheet() -> None:
    turned = Turned((Line(0, (), ""),), (Rule(100, 80, 700, 80, 6),))
    out = io.BytesIO()
    write_pdf(Pages(595, 842, (Page((), number=1, turned=turned),)), out)
    assert colour_at(out.getvalue(), 80, 842 - 400) == (0, 0, 0)
    assert colour_at(out.getvalue(), 80, 842 - 50) == (255, 255, 255)
    assert colour_at(out.getvalue(), 120, 842 - 400) == (255, 255, 255)
