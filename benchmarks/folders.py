"""Lines that recur over the files of a folder: what of real folders is removed because of them.

python benchmarks/folders.py    prints the table and writes benchmarks/results/folders.json

Every set of the development texts is one folder whose files are all sound, so that whatever is removed, and
was not removed without the folder, is real text. Beside it folders into which the name of a site was cut.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))

from corpus import documents
from gongwen.batch.similar import groups, sketch
from gongwen.model import Folder, Source
from gongwen.repairing.folders import glance, together
from gongwen.repairing.pages import headers
from gongwen.repairing.stage import Context

RESULTS = Path(__file__).parent / "results" / "folders.json"
SETS = ("xwlb", "laws", "govcn-policy", "work-reports", "speeches")
MOST, LONGEST = 300, 4000
SITE = "江城公文写作网"
RATE = 1500
"""Characters between two places where the name of the site is cut in."""


def removed(text: str, folder: Folder) -> set[tuple[int, int]]:
    """What the headers of a text are taken for, as far as it is applied."""
    context = Context(Source.from_text(text), recurring=folder.recurring)
    return {(c.start, c.end) for c in headers.find(text, context) if c.confidence >= 0.9}


def known(texts: list[str]) -> Folder:
    """What the texts tell of each other."""
    return together([glance(text) for text in texts], groups([sketch(text) for text in texts]))


def cut_in(text: str, rng: random.Random) -> tuple[str, int]:
    """The text with the name of a site at random places, as lines, beside breaks and inside sentences."""
    count = 1 + len(text) // RATE
    for place in sorted((rng.randrange(1, len(text)) for _ in range(count)), reverse=True):
        piece = rng.choice([SITE, f"{SITE}\n", f"\n{SITE}", f"\n{SITE}\n"])
        text = text[:place] + piece + text[place:]
    return text, count


def measure(name: str) -> dict[str, Any]:
    """One set: real text removed, and the share of the names of a site that are found."""
    texts = ["\n".join(document)[:LONGEST] for _held_out, document in documents(name)][:MOST]
    folder = known(texts)
    more = [place for text in texts for place in removed(text, folder) - removed(text, Folder())]
    rng = random.Random(8)
    damaged = [cut_in(text, rng) for text in texts[:60]]
    spoilt = known([text for text, _count in damaged])
    found = sum(SITE in text[start:end] for text, _count in damaged for start, end in removed(text, spoilt))
    alone = sum(SITE in text[start:end] for text, _count in damaged for start, end in removed(text, Folder()))
    wrong = sum(
        SITE not in text[start:end]
        for text, _count in damaged
        for start, end in removed(text, spoilt) - removed(text, Folder())
    )
    total = sum(count for _text, count in damaged)
    return {
        "files": len(texts),
        "characters": sum(map(len, texts)),
        "recurring lines": len(folder.recurring),
        "real text removed": len(more),
        "names of a site": total,
        "found": round(found / max(1, total), 3),
        "found without the folder": round(alone / max(1, total), 3),
        "wrong": wrong,
    }


def main() -> None:
    """Measure every set."""
    result = {}
    for name in SETS:
        result[name] = measure(name)
        print(f"{name:14s}", result[name])
    RESULTS.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
