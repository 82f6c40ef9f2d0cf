"""ISO-2022-CN: GB 2312 in seven bits is read, anything else that hides in ASCII is refused."""

import pytest

import gongwen

TEXT = "关于做好春耕备耕工作的通知\n各乡镇（街道）、GDP 增长 5.6%。\n"


def shifted(text: str) -> bytes:
    """The text with GB 2312 between shift characters, designated anew in every line."""
    out = bytearray()
    for line in text.splitlines(keepends=True):
        out += b"\x1b$)A"
        inside = False
        for c in line:
            if (ord(c) > 0x7F) != inside:
                inside = not inside
                out += b"\x0e" if inside else b"\x0f"
            out += bytes(b & 0x7F for b in c.encode("gb2312"))
        if inside:
            out += b"\x0f"
    return bytes(out)


def test_it_is_read():
    source = gongwen.read(shifted(TEXT))
    assert source.text == TEXT
    assert source.encoding == "iso-2022-cn"


def test_a_line_end_ends_the_shift():
    data = shifted("春耕\n").replace(b"\x0f", b"") + b"plain text\n" + shifted("备耕工作的通知已经印发\n")
    assert gongwen.read(data).text == "春耕\nplain text\n备耕工作的通知已经印发\n"


def test_a_broken_pair_is_accounted_for():
    data = shifted("各乡镇要切实抓好粮食生产，") + b"\x0e\x7f\x7f\x0f" + shifted("确保完成任务。")
    source = gongwen.read(data)
    assert source.text.startswith("各乡镇要切实抓好粮食生产，")
    assert source.text.endswith("确保完成任务。")
    assert "\ufffd" in source.text


@pytest.mark.parametrize("data", [b"\x1b$)G\x0eD!\x0f", "これは見本です。".encode("iso-2022-jp")])
def test_other_sets_are_refused_by_name(data):
    with pytest.raises(gongwen.UnreadableInput, match="ISO-2022"):
        gongwen.read(data)
