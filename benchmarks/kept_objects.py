"""What a Word file holds beside its text: is it still there after conversion, and is the text unchanged?

Every .docx, .dotx and (where LibreOffice is) .doc file of `office-docs` is converted to .docx in its own
layout and read back. Text: the characters of the new file, blanks aside, are those of the repaired text, in
its order or, where letterhead and foot have places of their own, in another. Cells: each has the text that
repair left in it. Tables, pictures, notes and links are counted in what is read and in what is written.
Prints a table, writes `results/kept_objects.json`.

    python benchmarks/kept_objects.py
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

from corpus import data_folder
from gongwen import api
from gongwen.model import Cell, GongwenError, Kept, kept_in
from gongwen.reading.office import find_office

RESULTS = Path(__file__).parent / "results" / "kept_objects.json"


def bare(text: str) -> str:
    """The text without blanks."""
    return "".join(text.split())


def all_cells(kept: Kept) -> list[Cell]:
    """The cells of all tables."""
    return [cell for table in kept.tables for row in table.rows for cell in row.cells]


def cells(text: str, kept: Kept) -> Counter[str]:
    """The texts of all cells of all tables."""
    return Counter(bare(text[cell.start : cell.end]) for cell in all_cells(kept))


def counts(kept: Kept) -> dict[str, int]:
    """How much there is of each kind; pictures that the file holds."""
    return {
        "tables": len(kept.tables),
        "merged_cells": sum(
            cell.rows > 1 or cell.columns > 1
            for table in kept.tables
            for row in table.rows
            for cell in row.cells
        ),
        "pictures": sum(bool(picture.data) for picture in kept.pictures),
        "notes": len(kept.notes),
        "links": len(kept.links),
    }


def measured(path: Path, folder: Path) -> dict[str, object]:
    """What became of one file."""
    try:
        source = api.read(path)
    except GongwenError as error:
        return {"read": False, "why": type(error).__name__}
    repaired = api.repair(source)
    target = api.write(api.parse(repaired), folder / f"{path.stem}.docx")
    again = api.read(target)
    old, new = bare(repaired.text), bare(again.text)
    wanted = cells(repaired.text, kept_in(repaired))
    lost = wanted - cells(again.text, again.kept)
    return {
        "read": True,
        "characters": len(old),
        "edits": len(repaired.edits),
        "same_text": old == new,
        "same_characters": Counter(old) == Counter(new),
        "in": counts(source.kept),
        "out": counts(again.kept),
        "cells": wanted.total(),
        "cells_changed": lost.total(),
        "told": [notice.code for notice in source.notices],
    }


def main() -> None:
    """Measure and report."""
    suffixes = (".docx", ".dotx", ".doc") if find_office() else (".docx", ".dotx")
    paths = [p for p in sorted((data_folder() / "office-docs").iterdir()) if p.suffix in suffixes]
    with tempfile.TemporaryDirectory() as folder:
        found = {path.name: measured(path, Path(folder)) for path in paths}
    read = [one for one in found.values() if one["read"]]
    whole = {
        "files": len(found),
        "without_text": len(found) - len(read),
        "same_text": sum(bool(one["same_text"]) for one in read),
        "same_characters": sum(bool(one["same_characters"]) for one in read),
        "cells": sum(int(str(one["cells"])) for one in read),
        "cells_changed": sum(int(str(one["cells_changed"])) for one in read),
    }
    for name, one in found.items():
        print(f"{name[:60]:60}", json.dumps(one, ensure_ascii=False))
    print(json.dumps(whole))
    RESULTS.write_text(
        json.dumps({"all": whole, "files": found}, ensure_ascii=False, indent=1) + "\n", "utf-8"
    )


if __name__ == "__main__":
    main()
