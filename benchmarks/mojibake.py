"""How much of misread text is recovered, beside ftfy, and how often clean lines are touched.

    python benchmarks/mojibake.py [--quick]

Held-out lines (and their Traditional side by opencc) are encoded rightly and decoded wrongly in the ways
that programs do it, with the bytes lost that get lost; all lines of a damage are also given as one file. A
line is right when it is identical; the share of the text that is right counts characters. "Wrong unsaid"
are wrong lines whose edits name neither a guess nor a loss. Prints tables, writes `results/mojibake.json`.
"""

from __future__ import annotations

import json
import random
import re
import sys
import time
import urllib.parse
from collections import defaultdict
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

from build_charmodel import TAIWAN_QUOTES
from clean_lines import by_set
from corpus import held_out
from gongwen.model import EditLog, Source
from gongwen.repairing.encoding import characters, escapes, mojibake
from gongwen.repairing.stage import Context

RESULTS = Path(__file__).parent / "results" / "mojibake.json"
HOLES = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
Damage = Callable[[str, random.Random], str]
Repair = Callable[[str], tuple[str, bool]]
"""A text to the repaired one, and whether it says that something in it is guessed or lost."""


def windows_1252(data: bytes, hole: str | None = None) -> str:
    """Windows-1252 as programs read it; its five holes are C1 controls or `hole`."""
    return "".join(
        (chr(b) if hole is None else hole) if b in HOLES else bytes([b]).decode("cp1252") for b in data
    )


def gbk(data: bytes) -> str:
    """What browsers and editors show."""
    return data.decode("gb18030", "replace")


def gbk_windows(data: bytes) -> str:
    """Code page 936: no private characters, question marks for what it lacks."""
    return re.sub("[\ufffd\ue000-\uf8ff]", "?", gbk(data))


def in_the_line(damage: Callable[[str], str]) -> Damage:
    """Six to ten Han of the line are damaged, the others are not."""

    def apply(line: str, rng: random.Random) -> str:
        runs = [m.span() for m in re.finditer("[\u4e00-\u9fff]{6,}", line)]
        if not runs:
            return line
        start, end = rng.choice(runs)
        end = min(end, start + rng.choice((6, 8, 10)))
        return line[:start] + damage(line[start:end]) + line[end:]

    return apply


def whole(damage: Callable[[str], str]) -> Damage:
    """All of the line is damaged."""
    return lambda line, _rng: damage(line)


def marks_only(line: str, _rng: random.Random) -> str:
    """The marks that Windows-1252 has are misread, the Han are not: “ → â€œ."""
    return re.sub("[“”‘’—…]+", lambda m: windows_1252(m.group().encode()), line)


def to_ascii(form: str) -> Damage:
    """Each character beyond ASCII becomes an escape of this form."""
    return whole(lambda line: "".join(form.format(ord(c)) if c > "\x7f" else c for c in line))


SAFE_IN_ADDRESSES = " ,.;:!?()'\""
DAMAGES: dict[str, tuple[str, Damage]] = {
    "UTF-8 as Latin-1": ("full", whole(lambda s: s.encode().decode("latin-1"))),
    "UTF-8 as Windows-1252": ("full", whole(lambda s: windows_1252(s.encode()))),
    "the same twice": ("full", whole(lambda s: windows_1252(windows_1252(s.encode()).encode()))),
    "UTF-8 as Latin-1 twice": (
        "full",
        whole(lambda s: s.encode().decode("latin-1").encode().decode("latin-1")),
    ),
    "marks as Windows-1252": ("full", marks_only),
    "GBK as Latin-1": ("full", whole(lambda s: s.encode("gbk").decode("latin-1"))),
    "GBK as Windows-1252": ("full", whole(lambda s: windows_1252(s.encode("gbk")))),
    "Big5 as Latin-1": ("full", whole(lambda s: s.encode("cp950").decode("latin-1"))),
    "UTF-8 as GBK": ("full or part", whole(lambda s: gbk(s.encode()))),
    "Big5 as GBK": ("full or part", whole(lambda s: gbk(s.encode("cp950")))),
    "GBK as Big5": ("full or part", whole(lambda s: s.encode("gbk").decode("big5hkscs", "replace"))),
    "stretch, UTF-8 as GBK": ("full or part", in_the_line(lambda s: gbk(s.encode()))),
    "stretch, UTF-8 as Windows-1252": ("full", in_the_line(lambda s: windows_1252(s.encode()))),
    "stretch, GBK as Latin-1": ("full", in_the_line(lambda s: s.encode("gbk").decode("latin-1"))),
    "UTF-8 as GBK, question marks": ("part", whole(lambda s: gbk_windows(s.encode()))),
    "UTF-8 as Windows-1252, holes dropped": ("part", whole(lambda s: windows_1252(s.encode(), ""))),
    "UTF-8 as Windows-1252, A0 blank": (
        "part",
        whole(lambda s: windows_1252(s.encode()).replace("\xa0", " ")),
    ),
    "UTF-8 as GBK twice": ("part", whole(lambda s: gbk(gbk(s.encode()).encode()))),
    "UTF-8 as Big5": ("part", whole(lambda s: s.encode().decode("big5hkscs", "replace"))),
    "GBK as UTF-8": ("gone", whole(lambda s: s.encode("gbk").decode("utf-8", "replace"))),
    "GBK as UTF-8 as GBK": (
        "gone",
        whole(lambda s: gbk(s.encode("gbk").decode("utf-8", "replace").encode())),
    ),
    "decimal entities": ("full", to_ascii("&#{};")),
    "hexadecimal entities": ("full", to_ascii("&#x{:X};")),
    "entities of entities": ("full", to_ascii("&amp;#{};")),
    "percent, UTF-8": ("full", whole(lambda s: urllib.parse.quote(s, safe=SAFE_IN_ADDRESSES))),
    "percent, GBK": ("full", whole(lambda s: urllib.parse.quote(s.encode("gbk"), safe=SAFE_IN_ADDRESSES))),
    "backslash u": ("full", to_ascii("\\u{:04x}")),
    "percent u": ("full", to_ascii("%u{:04X}")),
    "backslash x": (
        "full",
        whole(lambda s: "".join(f"\\x{b:02x}" if b > 127 else chr(b) for b in s.encode())),
    ),
}


def lines(quick: bool) -> list[str]:
    """Simplified and Traditional lines that GBK and Big5 hold."""
    import opencc  # noqa: PLC0415

    convert = opencc.OpenCC("s2tw").convert
    rng, found = random.Random(17), []
    for name in ("laws", "xwlb", "speeches", "essays"):
        texts = [line.strip() for paragraphs in held_out(name) for line in paragraphs]
        usable = [t for t in texts if 12 <= len(t) <= 200 and not re.search("[\ue000-\uf8ff&%\\\\]", t)]
        for line in rng.sample(usable, min(len(usable), 40 if quick else 150)):
            found.append(("gbk", line))
            if rng.random() < 0.5:
                found.append(("cp950", convert(line).translate(TAIWAN_QUOTES)))
    return [line.encode(codec, "ignore").decode(codec) for codec, line in found]


def gongwen(text: str) -> tuple[str, bool]:
    """The stages of this project that deal with misread text, run until nothing changes."""
    log = EditLog(text)
    context = Context(Source.from_text(text))
    for _ in range(3):
        changed = [log.add(stage(log.text, context)) for stage in (escapes.find, mojibake.find)]
        if not any(changed):
            break
    log.add(characters.find(log.text, context))
    said = any(e.confidence < 0.95 or "decode.lost" in e.rules or "�" in e.after for e in log.edits())
    return log.text, said


def repairs() -> dict[str, Repair]:
    """What can be measured on this machine."""
    found: dict[str, Repair] = {"gongwen": gongwen}
    try:
        import ftfy  # noqa: PLC0415
    except ImportError:
        return found
    safe = ftfy.TextFixerConfig(
        fix_character_width=False, uncurl_quotes=False, fix_latin_ligatures=False, normalization=None
    )
    found["ftfy, Chinese kept"] = lambda text: (ftfy.fix_text(text, safe), False)
    found["ftfy"] = lambda text: (ftfy.fix_text(text), False)
    return found


def share_right(found: str, truth: str) -> float:
    """The share of the characters of the truth that were found in their places."""
    if found == truth:
        return 1.0
    blocks = SequenceMatcher(None, found, truth, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / max(1, len(truth))


def damaged(texts: list[str]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """By damage, with or without loss: pairs of damaged and true line."""
    for name, (kind, damage) in DAMAGES.items():
        rng = random.Random(name)
        groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for line in texts:
            try:
                broken = damage(line, rng)
            except UnicodeEncodeError:
                continue
            if broken != line:
                loss = " (bytes lost)" if kind == "full or part" and "\ufffd" in broken else ""
                groups[name + loss].append((broken, line))
        yield from groups.items()


def recovery(quick: bool) -> dict[str, dict[str, dict[str, float]]]:
    """Shares by damage and tool: lines identical, text right, wrong without a word."""
    texts = lines(quick)
    table: dict[str, dict[str, dict[str, float]]] = {}
    for name, pairs in damaged(texts):
        table[name] = {"lines": {"count": len(pairs)}}
        for tool, repair in repairs().items():
            exact = right = unsaid = 0.0
            for broken, truth in pairs:
                found, said = repair(broken)
                exact += found == truth
                right += share_right(found, truth)
                unsaid += found not in (truth, broken) and not said
            n = len(pairs)
            table[name][tool] = {"exact": exact / n, "right": right / n, "wrong unsaid": unsaid / n}
        as_file = "\n".join(broken for broken, _truth in pairs)
        found = gongwen(as_file)[0].split("\n")
        truths = [truth for _broken, truth in pairs]
        if len(found) == len(truths):
            same = sum(a == b for a, b in zip(found, truths, strict=True)) / len(truths)
            right = sum(map(share_right, found, truths)) / len(truths)
            table[name]["gongwen, one file"] = {"exact": same, "right": right}
    return table


def false_alarms(quick: bool) -> dict[str, dict[str, int]]:
    """By set of clean lines: their number, and how many each tool changes."""
    table = {}
    for name, clean in by_set().items():
        some = random.Random(name).sample(clean, min(len(clean), 500 if quick else 12_000))
        log = EditLog("\n".join(some))
        context = Context(Source.from_text(log.text))
        table[name] = {"lines": len(some), "lines for ftfy": min(1000, len(some))}
        for stage in (mojibake, escapes):
            hits = [c for c in stage.find(log.text, context) if not c.note]
            places = {log.text.count("\n", 0, change.start) for change in hits}
            table[name][stage.__name__.rpartition(".")[2]] = len(places)
            for change in hits[:5]:
                print(f"  {name}: {log.text[change.start : change.end]!r} -> {change.after!r} {change.rule}")
        single = sum(any(not c.note for c in mojibake.find(t, context)) for t in some[:3000])
        table[name]["mojibake, line by line"] = single
        for tool, repair in repairs().items():
            if tool != "gongwen":
                table[name][tool] = sum(repair(t)[0] != t for t in some[:1000])
    return table


def speed() -> dict[str, float]:
    """Millions of characters a second of processor time on clean and on misread text."""
    text = ("\n".join("\n".join(p) for p in held_out("xwlb")) * 2)[:500_000]
    found = {}
    for name, given in {"clean": text, "UTF-8 as GBK": gbk(text[:50_000].encode())}.items():
        start = time.process_time()
        list(mojibake.find(given, Context(Source.from_text(given))))
        found[name] = round(len(given) / 1e6 / (time.process_time() - start), 3)
    return found


def main() -> None:
    """Measure, print and keep."""
    quick = "--quick" in sys.argv
    results = {"recovery": recovery(quick), "false alarms": false_alarms(quick), "speed": speed()}
    tools = ["gongwen", "gongwen, one file", *list(repairs())[1:]]
    print("| damage | lines | " + " | ".join(f"{t}: exact / text" for t in tools) + " | wrong unsaid |")
    print("|---|---|" + "---|" * (len(tools) + 1))
    for name, row in results["recovery"].items():
        cells = [
            f"{100 * row[t]['exact']:.1f} / {100 * row[t]['right']:.1f}" if t in row else "" for t in tools
        ]
        unsaid = f"{100 * row['gongwen']['wrong unsaid']:.2f}"
        print(f"| {name} | {row['lines']['count']} | " + " | ".join([*cells, unsaid]) + " |")
    alarms = results["false alarms"]
    columns = {column for row in alarms.values() for column in row}
    alarms["all"] = {column: sum(row.get(column, 0) for row in alarms.values()) for column in sorted(columns)}
    print("clean lines:", json.dumps(alarms, ensure_ascii=False), "\nspeed:", results["speed"])
    text = json.dumps(results, ensure_ascii=False, indent=1, sort_keys=True)
    RESULTS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
