"""How well encodings are told, clean and damaged, next to simple rules and other detectors.

    python benchmarks/encodings.py [--quick]

Excerpts of held-out documents (and their Traditional side by opencc) are written in each encoding at several
lengths, and damaged in the ways files are; a reading counts as right when its text is identical to the truth
or, for damage, to the best text that the bytes allow. Prints tables, writes `results/encodings.json`.
"""

from __future__ import annotations

import codecs
import importlib.util
import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

from build_charmodel import TAIWAN_QUOTES
from corpus import data_folder, held_out
from gongwen.model import GongwenError
from gongwen.reading import read

RESULTS = Path(__file__).parent / "results" / "encodings.json"
LENGTHS = (10, 20, 50, 100, 500, 5000)
DAMAGE_LENGTHS = (100, 500, 5000)
NAMES = "㐀㐂䶮𠀀𠮷𡈼𣲗𬭚𬬻"
CANTONESE = "佢哋喺度傾緊嘢，唔好嘈住晒。呢啲嘅嗰啲，咁樣先啱。"
EVERY = 4
"""The others are measured on one case in so many, drawn at random."""
MOSTLY = 0.95
"""The share of a text that must be right where a byte is lost, which nobody can put back."""
Reader = Callable[[bytes], str]


@dataclass(frozen=True, slots=True)
class Case:
    """Bytes and the text or texts that they stand for."""

    group: str
    encoding: str
    length: int
    data: bytes
    truths: tuple[str, ...]


def keep(codec: str, text: str) -> str:
    """The text without the characters that a codec lacks."""
    return text.encode(codec, "ignore").decode(codec)


def with_names(text: str, rng: random.Random) -> str:
    """The text with characters that GB 18030 writes in four bytes."""
    place = rng.randrange(len(text) + 1)
    return text[:place] + rng.choice(NAMES) + text[place:]


UNICODE = {
    "utf-8": ("", "utf-8"),
    "utf-8 BOM": ("", "utf-8-sig"),
    "utf-16le BOM": ("\ufeff", "utf-16-le"),
    "utf-16be BOM": ("\ufeff", "utf-16-be"),
    "utf-16le": ("", "utf-16-le"),
    "utf-16be": ("", "utf-16-be"),
    "utf-32le": ("", "utf-32-le"),
    "utf-32be": ("", "utf-32-be"),
}
LEGACY = {
    "simplified": {"gb2312": "gb2312", "gbk": "gbk", "gb18030": "gb18030", "hz": "hz"},
    "traditional": {"gbk traditional": "gbk", "big5": "big5", "cp950": "cp950", "big5-hkscs": "big5hkscs"},
}


def texts(quick: bool) -> Iterator[tuple[str, str]]:
    """Held-out documents as (script, text)."""
    import opencc  # noqa: PLC0415

    to_taiwan = opencc.OpenCC("s2tw")
    most = 12 if quick else 40
    for name in ("laws", "xwlb", "speeches", "essays"):
        for paragraphs in held_out(name)[:most]:
            text = "\n".join(paragraphs)
            yield "simplified", text
            yield "traditional", to_taiwan.convert(text).translate(TAIWAN_QUOTES)


def excerpt(text: str, length: int, rng: random.Random) -> str:
    """So many characters from the start of a random line."""
    starts = [0] + [i + 1 for i, c in enumerate(text) if c == "\n" and i + length < len(text)]
    start = rng.choice(starts)
    return text[start : start + length]


def han(text: str) -> int:
    """The number of Han characters."""
    return sum("\u3400" <= c <= "\u9fff" for c in text)


def clean_cases(quick: bool) -> Iterator[Case]:
    """Every text in every encoding of its script at every length."""
    for index, (script, text) in enumerate(texts(quick)):
        rng = random.Random(index)
        for length in LENGTHS:
            part = excerpt(text, length, rng)
            if han(part) < min(length // 3, 5) or len(part) < 0.6 * length:
                continue
            for name, (mark, codec) in UNICODE.items():
                yield Case("clean", name, length, (mark + part).encode(codec), (part,))
            for name, codec in LEGACY[script].items():
                own = with_names(part, rng) if name == "gb18030" else keep(codec, part)
                own = CANTONESE[: length // 2] + own if name == "big5-hkscs" else own
                if han(own) >= 3:
                    yield Case("clean", name, length, own.encode(codec), (own,))


def damaged_cases(quick: bool) -> Iterator[Case]:
    """Files cut, hit, mixed and mislabelled."""
    for index, (script, text) in enumerate(texts(quick)):
        rng = random.Random(f"damage{index}")
        legacy = "gbk" if script == "simplified" else "cp950"
        for length in DAMAGE_LENGTHS:
            part = keep(legacy, excerpt(text, length, rng))
            if han(part) < 20 or len(part) < 0.6 * length:
                continue
            for codec in ("utf-8", legacy):
                yield from _hit(part, codec, length, rng)
            yield from _mixed(part, legacy, length)
            yield from _mislabelled(part, legacy, length)
            if legacy == "gbk":
                half = len(part) // 2
                euro = part[:half].encode("gbk") + b"\x80" + part[half:].encode("gbk")
                yield Case("0x80", "gbk", length, euro, (part[:half] + "€" + part[half:],))


def _hit(part: str, codec: str, length: int, rng: random.Random) -> Iterator[Case]:
    last = max(i for i, c in enumerate(part) if c > "\x7f")
    cut = part[:last].encode(codec) + part[last].encode(codec)[:1]
    yield Case("cut tail", codec, length, cut, (part[:last], part[:last] + "\ufffd"))
    first = min(i for i, c in enumerate(part) if "\u4e00" <= c <= "\u9fff")
    wild = rng.randrange(first, len(part))
    broken = part[:wild].encode(codec) + b"\xff" + part[wild:].encode(codec)
    yield Case("wild byte", codec, length, broken, (part[:wild] + "\ufffd" + part[wild:],))
    yield from _lost(part, codec, length, rng)
    nul = part[:wild] + "\0" + part[wild:]
    yield Case("NUL", codec, length, nul.encode(codec), (nul, part))
    ascii_text = "function init() { var a = document.getElementById('main'); }\n" * 40
    two = part[first : first + 2]
    two_han = two if han(two) == 2 else "附件"
    page = ascii_text + keep(codec, two_han) + "\n" + ascii_text
    yield Case("2 Han in ASCII", codec, length, page.encode(codec), (page,))


def _lost(part: str, codec: str, length: int, rng: random.Random) -> Iterator[Case]:
    """One byte of a character is missing."""
    data = part.encode(codec)
    place = rng.choice([i for i, byte in enumerate(data) if byte > 0x7F])
    end, truth = 0, ""
    for character in part:
        start, end = end, end + len(character.encode(codec))
        truth += "\ufffd" if start <= place < end else character
    yield Case("byte lost", codec, length, data[:place] + data[place + 1 :], (truth,))


def _mixed(part: str, legacy: str, length: int) -> Iterator[Case]:
    lines = part.split("\n")
    if len(lines) < 4:
        lines = [part[i : i + 30] for i in range(0, len(part), 30)]
    truth = ("\n".join(lines),)
    alternate = b"\n".join(x.encode("utf-8" if i % 2 else legacy) for i, x in enumerate(lines))
    yield Case("mixed lines", legacy, length, alternate, truth)
    tail = len(lines) * 4 // 5
    appended = b"\n".join(x.encode(legacy if i < tail else "utf-8") for i, x in enumerate(lines))
    yield Case("UTF-8 appended", legacy, length, appended, truth)


def _mislabelled(part: str, legacy: str, length: int) -> Iterator[Case]:
    yield Case("false BOM", legacy, length, codecs.BOM_UTF8 + part.encode(legacy), (part,))
    for charset in ("iso-8859-1", "utf-8", "big5" if legacy == "gbk" else "gb2312"):
        head = f'charset note: <meta charset="{charset}">\n'
        yield Case("false charset", legacy, length, (head + part).encode(legacy), (head + part,))


def foreign_cases(quick: bool) -> Iterator[Case]:
    """What is to be refused or read, but never to come out as something else."""
    for index, (script, text) in enumerate(texts(quick)):
        if script == "traditional":
            part = keep("big5", excerpt(text, 200, random.Random(index)))
            yield Case("EUC-TW", "euc-tw", 200, euc_tw(part), (part,))
            for length in (10, 50):
                short = keep("big5", excerpt(text, length, random.Random(index)))
                yield Case("EUC-TW", "euc-tw", length, euc_tw(short), (short,))
    lines = {
        "cp932": "これは日本語で書かれた公文書の見本です。漢字とかなが混ざっています。",
        "euc_jp": "令和六年度の予算案について、各省庁の担当者が説明を行いました。",
        "cp949": "이 문서는 한국어로 작성된 공문서의 견본입니다. 각 부서는 검토하여 주시기 바랍니다.",
        "cp1252": "Le café est fermé. Où êtes-vous allés l’été dernier ? À Orléans, près de la forêt.",
        "cp1251": "Настоящий документ является образцом служебного письма.",
        "koi8-r": "Настоящий документ является образцом служебного письма.",
        "cp1250": "Žluťoučký kůň úpěl ďábelské ódy v příšerně šedém světle.",
        "cp874": "เอกสารนี้เป็นตัวอย่างหนังสือราชการ",
        "iso-2022-jp": "これは日本語で書かれた公文書の見本です。",
    }
    for codec, line in lines.items():
        for length in (len(line) // 2, len(line)):
            yield Case(codec, codec, length, line[:length].encode(codec), (line[:length],))


def euc_tw(text: str) -> bytes:
    """EUC-TW by the iconv of the system; Python has no codec."""
    import subprocess  # noqa: PLC0415

    return subprocess.run(
        ["iconv", "-c", "-f", "utf-8", "-t", "EUC-TW"], input=text.encode(), capture_output=True, check=True
    ).stdout


def gongwen(data: bytes) -> str:
    """This project."""
    try:
        return read(data, name="case.txt").text
    except GongwenError:
        return "!"


def strict_rules(data: bytes) -> str:
    """The usual advice: the first of some encodings that decodes."""
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(codec, "replace")
    for codec in ("utf-8", "gbk", "big5hkscs", "gb18030"):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return "!"


def chardet_restricted(data: bytes) -> str:
    """Chardet with the Chinese and the Unicode encodings only."""
    import chardet  # noqa: PLC0415

    from gongwen.reading.detecting import _CHARDET_SCOPE  # noqa: PLC0415

    found = chardet.detect(
        data,
        include_encodings=_CHARDET_SCOPE,
        compat_names=False,
        max_bytes=len(data),
        no_match_encoding="utf-8",
    )
    codec = found["encoding"] or "utf-8"
    return data.decode({"gb2312": "gb18030", "gbk": "gb18030"}.get(codec.lower(), codec), "replace").lstrip(
        "\ufeff"
    )


def charset_normalizer(data: bytes) -> str:
    """The detector of requests."""
    from charset_normalizer import from_bytes  # noqa: PLC0415

    best = from_bytes(data).best()
    return "!" if best is None else str(best).lstrip("\ufeff")


def chardetng(data: bytes) -> str:
    """The detector of Firefox (chardetng_py), with the byte order mark left to the decoder."""
    import chardetng_py  # noqa: PLC0415

    for mark, codec in ((codecs.BOM_UTF8, "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(codec, "replace")
    label = chardetng_py.detect(data, allow_utf8=True).lower()
    codec = {"gbk": "gb18030", "gb2312": "gb18030", "big5": "big5hkscs"}.get(label, label)
    return data.decode(codec, "replace")


def chardet_default(data: bytes) -> str:
    """Chardet as it comes."""
    import chardet  # noqa: PLC0415

    found = chardet.detect(data, compat_names=False)["encoding"] or "utf-8"
    codec = {"gb2312": "gb18030", "gbk": "gb18030"}.get(found.lower(), found)
    return data.decode(codec, "replace").lstrip("\ufeff")


def readers() -> dict[str, Reader]:
    """What can be measured on this machine."""
    found: dict[str, Reader] = {
        "gongwen": gongwen,
        "strict rules": strict_rules,
        "chardet": chardet_default,
        "chardet, restricted": chardet_restricted,
    }
    for module, reader in (("charset_normalizer", charset_normalizer), ("chardetng_py", chardetng)):
        if importlib.util.find_spec(module):
            found[module] = reader
    return found


def folded(text: str) -> str:
    """The text with the symbols on which the Big5 tables differ made one, and the line ends."""
    table = str.maketrans("•､‾∼♁☉¥¢£∕﹨", "‧﹑¯～⊕⊙￥￠￡／＼")
    return text.replace("\r\n", "\n").translate(table)


def share_right(found: str, truth: str) -> float:
    """The share of the truth that was found, for texts that differ in one stretch."""
    if found == truth:
        return 1.0
    start = next((i for i, (a, b) in enumerate(zip(found, truth, strict=False)) if a != b), 0)
    pairs = zip(found[start:][::-1], truth[start:][::-1], strict=False)
    shorter = min(len(found), len(truth)) - start
    end = next((i for i, (a, b) in enumerate(pairs) if a != b), shorter)
    middle = SequenceMatcher(None, found[start : len(found) - end], truth[start : len(truth) - end], False)
    inside = sum(block.size for block in middle.get_matching_blocks()) if len(middle.b) < 500 else 0
    return (start + end + inside) / len(truth)


def score(cases: list[Case], reader: Reader) -> dict[str, dict[str, list[int]]]:
    """Right and all, by encoding or damage and by length."""
    table: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for case in cases:
        text = folded(reader(case.data))
        truths = [folded(t) for t in case.truths]
        right = text in truths or (case.group == "byte lost" and share_right(text, truths[0]) >= MOSTLY)
        key = case.encoding if case.group == "clean" else case.group
        for column in (str(case.length), "all"):
            table[key][column][0] += right
            table[key][column][1] += 1
    return table


def show(title: str, tables: dict[str, dict[str, dict[str, list[int]]]]) -> None:
    """Print one table: rows are encodings or kinds of damage, columns the readers."""
    names = list(tables)
    print(f"\n## {title}\n| | n | " + " | ".join(names) + " |\n|---|---|" + "---|" * len(names))
    for key in tables[names[0]]:
        count = tables[names[0]][key]["all"][1]
        pairs = [tables[n][key]["all"] for n in names]
        cells = [f"{100 * right / max(1, number):.2f}" for right, number in pairs]
        print(f"| {key} | {count} | " + " | ".join(cells) + " |")


def show_lengths(tables: dict[str, dict[str, dict[str, list[int]]]]) -> None:
    """Print clean legacy text by length."""
    legacy = [k for group in LEGACY.values() for k in group if k != "hz"]
    print(
        "\n## clean GB*/Big5* by length, % identical\n| | "
        + " | ".join(map(str, LENGTHS))
        + " |\n|---|"
        + "---|" * len(LENGTHS)
    )
    for name, table in tables.items():
        cells = []
        for length in LENGTHS:
            right = sum(table[k][str(length)][0] for k in legacy if k in table)
            count = sum(table[k][str(length)][1] for k in legacy if k in table)
            cells.append(f"{100 * right / max(count, 1):.2f}")
        print(f"| {name} | " + " | ".join(cells) + " |")


def garbage(cases: list[Case]) -> dict[str, list[int]]:
    """By encoding: rightly read, refused, read as garbage."""
    table: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for case in cases:
        text = gongwen(case.data)
        outcome = 0 if text in case.truths else 1 if text == "!" else 2
        table[case.encoding][outcome] += 1
    return table


def real_files() -> dict[str, int]:
    """The files in old encodings of the data folder, judged by the strict decoding of their label."""
    codecs_of = {
        "gb2312": "gb18030",
        "gb18030": "gb18030",
        "big5": "big5hkscs",
        "hz": "hz",
        "utf-16-bom": "utf-16",
    }
    right = count = 0
    for path in sorted((data_folder() / "encodings").iterdir()):
        codec = codecs_of.get(path.name.split("__")[0])
        if codec is None or path.suffix == ".utf8":
            continue
        data = path.read_bytes()
        truth = folded(data.decode(codec, "replace").replace("\r\n", "\n").replace("\r", "\n"))
        from gongwen.reading.text import decode_text  # noqa: PLC0415

        found = folded(decode_text(data, path.name).text)
        count += 1
        right += found == truth
        if found != truth:
            print(f"  differs: {path.name}")
    return {"right": right, "files": count}


def speed() -> dict[str, float]:
    """Millions of bytes a second of processor time for files of two million characters."""
    text = ("\n".join("\n".join(p) for p in held_out("xwlb")) * 4)[:2_000_000]
    found = {}
    for codec in ("utf-8", "gb18030", "big5hkscs", "utf-16-le"):
        data = text.encode(codec, "ignore")
        start = time.process_time()
        read(data)
        found[codec] = round(len(data) / 1e6 / (time.process_time() - start), 1)
    return found


def main() -> None:
    """Measure, print and keep."""
    quick = "--quick" in sys.argv
    sets = {"clean": list(clean_cases(quick)), "damage": list(damaged_cases(quick))}
    results: dict[str, object] = {}
    for title, cases in sets.items():
        some = random.Random(title).sample(cases, len(cases) // EVERY)
        tables = {
            name: score(cases if name == "gongwen" else some, reader) for name, reader in readers().items()
        }
        show(f"{title}, % identical", tables)
        if title == "clean":
            show_lengths(tables)
        results[title] = tables
    foreign = garbage(list(foreign_cases(quick)))
    print("\n## other encodings: [read rightly, refused, garbage]\n", dict(foreign))
    results |= {"foreign": foreign, "files": real_files(), "speed MB/s": speed()}
    print("files:", results["files"], " MB/s:", results["speed MB/s"])
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(
        json.dumps(results, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
