"""Build the colour profile that a PDF for archives holds: sRGB as an ICC profile of version 2.

Version 2 because the older archive formats know no other. Primaries and white are those of IEC 61966-2-1,
adapted to D50 as profiles want them; the tone curve is sampled.

    python tools/build_profile.py        writes src/gongwen/writing/data/srgb.icc
"""

from __future__ import annotations

import struct
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "src" / "gongwen" / "writing" / "data" / "srgb.icc"
NAME = "sRGB IEC61966-2.1"
COPYRIGHT = "No copyright, use freely"
WHITE = (0.9505, 1.0, 1.0891)
"""D65, of the medium."""
ILLUMINANT = (0.9642, 1.0, 0.8249)
"""D50, of the connection space."""
PRIMARIES = {
    "rXYZ": (0.4360747, 0.2225045, 0.0139322),
    "gXYZ": (0.3850649, 0.7168786, 0.0971045),
    "bXYZ": (0.1430804, 0.0606169, 0.7141733),
}
SAMPLES = 1024


def main() -> None:
    """Write the profile."""
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(profile())
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes")


def profile() -> bytes:
    """The whole file: header, table of tags, tags."""
    shared = curve()
    tags = {
        "desc": description(NAME),
        "cprt": b"text\0\0\0\0" + COPYRIGHT.encode("ascii") + b"\0",
        "wtpt": xyz(WHITE),
        **{tag: xyz(place) for tag, place in PRIMARIES.items()},
        "rTRC": shared,
        "gTRC": shared,
        "bTRC": shared,
    }
    offset = 128 + 4 + 12 * len(tags)
    table, body, known = struct.pack(">I", len(tags)), b"", dict[bytes, int]()
    for tag, data in tags.items():
        if data not in known:
            known[data] = offset + len(body)
            body += data + b"\0" * (-len(data) % 4)
        table += struct.pack(">4sII", tag.encode("ascii"), known[data], len(data))
    return header(offset + len(body)) + table + body


def header(size: int) -> bytes:
    """The 128 bytes of version 2.1: a display profile from RGB to XYZ."""
    date = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    first = struct.pack(">I4sI4s4s4s", size, b"\0" * 4, 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    return (first + date + b"acsp" + b"\0" * 28 + numbers(ILLUMINANT)).ljust(128, b"\0")


def numbers(values: tuple[float, ...]) -> bytes:
    """Fixed-point numbers, 16 bits before and 16 behind the point."""
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def xyz(values: tuple[float, ...]) -> bytes:
    """A colour."""
    return b"XYZ \0\0\0\0" + numbers(values)


def curve() -> bytes:
    """From what is stored to light, sampled."""
    light = [tone(number / (SAMPLES - 1)) for number in range(SAMPLES)]
    return b"curv\0\0\0\0" + struct.pack(f">I{SAMPLES}H", SAMPLES, *(round(part * 65535) for part in light))


def tone(stored: float) -> float:
    """The tone curve of sRGB."""
    return stored / 12.92 if stored <= 0.04045 else ((stored + 0.055) / 1.055) ** 2.4


def description(text: str) -> bytes:
    """A name, in ASCII alone."""
    plain = text.encode("ascii") + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(plain)) + plain + b"\0" * (4 + 4 + 2 + 1 + 67)


if __name__ == "__main__":
    main()
