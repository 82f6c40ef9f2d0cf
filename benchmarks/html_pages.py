"""How much of the main text of real pages is read, and how many paragraphs survive whole.

    python benchmarks/html_pages.py

News pages with a hand-chosen element as gold (`html_gold.toml`), and government pages with the stored main
text. Precision, recall and F over character 4-grams; a paragraph of 15 characters or more survives if it
comes out as exactly one line or cell. Next to: all text of the page, and trafilatura where it is installed.
Prints a table, writes `results/html.json`.
"""

from __future__ import annotations

import json
import re
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

from lxml import html

from corpus import SETS, data_folder, records
from gongwen.reading import read
from gongwen.reading.text import decode_text

HERE = Path(__file__).parent
RESULTS = HERE / "results" / "html.json"
PARAGRAPH = 15
BREAKING = {
    *(
        "p",
        "div",
        "section",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "tr",
        "br",
        "blockquote",
        "article",
        "table",
        "td",
    ),
    *("ul", "ol", "figure", "figcaption", "pre", "dd", "dt", "center"),
}
SILENT = {"script", "style", "noscript", "iframe", "button", "select"}
JUNK = re.compile(
    r"^(?:责任编辑|【责任编辑|（责任编辑|\(责任编辑|编辑[:：]|【编辑|【纠错|打开网易新闻|分享到|转播到|扫一扫|上一页|下一页|关注"
    r"|点击进入|举报|收藏|特别声明|图集|海量资讯|新浪声明|本文来源|更多精彩|来源[:：]).{0,60}$"
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page and the paragraphs of its main text."""

    kind: str
    name: str
    data: bytes
    gold: list[str]


def flat(text: str) -> str:
    """The text without white space."""
    return re.sub(r"\s+", "", text)


def gold_lines(element: html.HtmlElement) -> list[str]:
    """Lines of an element, by a splitter that shares nothing with the reader's."""
    lines = [""]

    def walk(node: html.HtmlElement) -> None:
        if not isinstance(node.tag, str) or node.tag in SILENT:
            return
        breaks = node.tag in BREAKING
        if breaks:
            lines.append("")
        lines[-1] += node.text or ""
        for child in node:
            walk(child)
            lines[-1] += child.tail or ""
        if breaks:
            lines.append("")

    walk(element)
    return [line for line in map(flat, lines) if line and not JUNK.match(line)]


def pages() -> list[Page]:
    """All pages with gold."""
    found = []
    gold = tomllib.loads((HERE / "html_gold.toml").read_text("utf-8"))["news"]
    for name, xpath in gold.items():
        data = (data_folder() / "html-pages" / name).read_bytes()
        tree = html.document_fromstring(
            decode_text(data, name).text.encode(), parser=html.HTMLParser(encoding="utf-8")
        )
        elements = tree.xpath(xpath)
        if elements:
            found.append(Page("news", name, data, gold_lines(elements[0])))
    for record in records(SETS["govcn-policy"]):
        head = f"<head><meta charset='gb2312'><title>{record['title']}_政府信息公开专栏</title></head>"
        data = (f"<!DOCTYPE html><html>{head}<body>{record['page_html']}</body></html>").encode("gb18030")
        found.append(Page("government", record["id"], data, [flat(p) for p in record["paragraphs"]]))
    return found


def all_text(page: Page) -> str:
    """Everything on the page."""
    tree = html.document_fromstring(
        decode_text(page.data, page.name).text.encode(), parser=html.HTMLParser(encoding="utf-8")
    )
    return "\n".join(gold_lines(tree))


def main_text(page: Page) -> str:
    """The reader's text without the heading that it puts above it: the gold is the container alone."""
    from gongwen.reading import webpage  # noqa: PLC0415

    heading, webpage._heading = webpage._heading, lambda _root: ""
    try:
        return read(page.data, name=page.name + ".html").text
    finally:
        webpage._heading = heading


def without_known_containers(page: Page) -> str:
    """The reader with its list of known containers taken away."""
    from gongwen.reading import webpage  # noqa: PLC0415

    known, webpage._known_container = webpage._known_container, lambda _root: None
    try:
        return main_text(page)
    finally:
        webpage._known_container = known


def tools() -> dict[str, Callable[[Page], str]]:
    """What can be measured on this machine."""
    found: dict[str, Callable[[Page], str]] = {
        "gongwen": main_text,
        "gongwen, no known containers": without_known_containers,
        "all text": all_text,
    }
    try:
        import trafilatura  # noqa: PLC0415

        found["trafilatura"] = lambda page: trafilatura.extract(decode_text(page.data, page.name).text) or ""
    except ImportError:
        pass
    try:
        import readability  # noqa: PLC0415

        found["readability-lxml"] = lambda page: summary_text(
            readability.Document(decode_text(page.data, page.name).text).summary()
        )
    except ImportError:
        pass
    return found


def summary_text(page: str) -> str:
    """What readability keeps, as lines by the gold's own splitter."""
    return "\n".join(gold_lines(html.document_fromstring(page))) if page.strip() else ""


def said() -> dict[str, list[int]]:
    """How many of the government pages' title, issuer and number are told rightly."""
    rows = list(records(SETS["govcn-policy"]))
    sources = [read(f"<!DOCTYPE html><html><body>{row['page_html']}</body></html>".encode()) for row in rows]
    told = {
        "title": [source.title for source in sources],
        "issuer": [source.about.issuer for source in sources],
        "number": [source.about.document_number for source in sources],
    }
    return {
        name: [sum(a == row[name] for a, row in zip(values, rows, strict=True)), len(rows)]
        for name, values in told.items()
    }


def grams(text: str) -> Counter[str]:
    """Character 4-grams."""
    text = flat(text)
    return Counter(text[i : i + 4] for i in range(max(1, len(text) - 3)))


def score(page: Page, text: str) -> dict[str, float]:
    """Precision, recall, F and the share of paragraphs that survive."""
    found, gold = grams(text), grams("".join(page.gold))
    common = sum((found & gold).values())
    precision = common / max(1, sum(found.values())) if flat(text) else 0.0
    recall = common / sum(gold.values())
    f = 2 * precision * recall / (precision + recall) if common else 0.0
    lines = Counter(flat(line) for line in re.split(r"[\n\t]", text))
    long = [p for p in page.gold if len(p) >= PARAGRAPH]
    whole = sum(p in lines for p in long) / max(1, len(long))
    return {"P": precision, "R": recall, "F": f, "paragraphs": whole, "F>.95": float(f > 0.95)}


def main() -> None:
    """Measure, print and keep."""
    everything = pages()
    results: dict[str, object] = {}
    print("| tool | pages | P | R | F | paragraphs | F>.95 | ms/page |\n|---|---|---|---|---|---|---|---|")
    for name, tool in tools().items():
        for kind in ("news", "government"):
            some = [p for p in everything if p.kind == kind]
            start = time.process_time()
            texts = [tool(page) for page in some]
            spent = 1000 * (time.process_time() - start) / len(some)
            scores = [score(page, text) for page, text in zip(some, texts, strict=True)]
            mean = {key: round(sum(s[key] for s in scores) / len(scores), 4) for key in scores[0]}
            results[f"{name}, {kind}"] = mean | {"pages": len(some), "ms": round(spent, 1)}
            print(
                f"| {name} | {len(some)} {kind} | "
                + " | ".join(f"{v:.3f}" for v in mean.values())
                + f" | {spent:.0f} |"
            )
            if "-v" in sys.argv:
                for page, one in zip(some, scores, strict=True):
                    if one["F"] < 0.95 or one["paragraphs"] < 1:
                        print("   ", page.name, {k: round(v, 3) for k, v in one.items()})
    results["what stands beside the text"] = said()
    print(results["what stands beside the text"])
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(
        json.dumps(results, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
