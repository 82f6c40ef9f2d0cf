"""The page: complete, closed to the network, deaf to what stands in the text."""

import base64
import hashlib
import re
import shutil
import subprocess
import time
from html.parser import HTMLParser

import pytest
from reports import edit_at, report_of

from gongwen.reporting import html


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("GONGWEN_LANG", "en")


class Page(HTMLParser):
    """Tags in order, text by the tag it stands in, and every attribute."""

    def __init__(self, source):
        super().__init__()
        self.tags, self.attributes, self.open, self.text = [], [], [], {}
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *pair) for pair in attrs]
        if tag not in ("meta", "br", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        for tag in set(self.open):
            self.text[tag] = self.text.get(tag, "") + data

    def values(self, tag, name):
        return [value for t, n, value in self.attributes if (t, n) == (tag, name)]


def column(page, name):
    """The text of the source's or the result's column; `without` are the tags whose text is left out."""
    cells = re.findall(rf'<div class="{name}">(.*?)</div>', page[page.index("<article") :])
    lines = [line for cell in cells for line in re.findall(r"<p data-n=[^>]*>(.*?)</p>", cell)]
    numbers = [int(n) for cell in cells for n in re.findall(r'<p data-n="(\d+)"', cell)]
    assert numbers == list(range(1, len(lines) + 1))
    return lines


def plain(lines, without=()):
    for tag in without:
        lines = [re.sub(rf"<{tag}>.*?</{tag}>", "", line) for line in lines]
    return "\n".join(re.sub(r"<[^>]*>", "", line).replace("⏎", "") for line in lines)


def test_tags_are_balanced_and_every_edit_is_in_text_and_list(report):
    page = Page(html.render(report))
    assert page.open == []
    anchors = [value for value in page.values("span", "id") if value]
    assert anchors == [f"e{n}" for n in range(len(report["edits"]))]
    links = [link for link in page.values("a", "href") if re.fullmatch(r"#e\d+", link)]
    assert sorted(links) == sorted("#" + anchor for anchor in anchors)
    assert {report["edits"][int(link[2:])]["status"] for link in links[:2]} == {"suggested"}


def test_what_to_look_at_comes_first_and_what_is_certain_last(report):
    page = html.render(report)
    titles = re.findall(r"<summary>([^<]*) <b>(\d+)</b>", page)
    assert titles == [
        ("to look at", "2"),
        ("changed, likely", "1"),
        ("noted", "2"),
        ("changed, certain", "4"),
    ]


def test_the_columns_are_source_and_result(report):
    page = html.render(report)
    assert plain(column(page, "was"), ["ins"]) == report["source"]["text"]
    assert plain(column(page, "now")) == report["result"]["text"]


def test_lines_stand_beside_what_they_became(report):
    page = html.render(report)
    rows = re.findall(
        r'<div class="row"><div class="was">(.*?)</div><div class="now">(.*?)</div></div>', page
    )
    joined = next((was, now) for was, now in rows if "氛" in was)
    assert [cell.count("<p ") for cell in joined] == [3, 1]  # one is joined, one taken out
    others = [(was.count("<p "), now.count("<p ")) for was, now in rows if (was, now) != joined]
    assert set(others) == {(1, 1)}


def test_every_rule_is_explained_in_the_page_itself(report):
    source = html.render(report)
    page = Page(source)
    named = {rule for edit in report["edits"] for rule in edit["rules"]}
    assert {f"rule-{rule}" for rule in named} == set(page.values("dt", "id"))
    assert {f"#rule-{rule}" for rule in named} == {
        a for a in page.values("a", "href") if a.startswith("#rule-")
    }
    assert "joined with the next one" in page.text["dd"]


def test_the_page_speaks_chinese(report, monkeypatch):
    monkeypatch.setenv("GONGWEN_LANG", "zh_CN")
    source = html.render(report)
    assert '<html lang="zh-CN">' in source
    assert "在句中断开的行与下一行接合" in source
    assert "断行接合" in source


def test_every_link_within_the_page_leads_somewhere(report):
    source = html.render(report)
    targets = set(re.findall(r'id="([^"]+)"', source))
    assert set(re.findall(r'href="#([^"]+)"', source)) <= targets


def test_figures_by_class_and_certainty(report):
    source = html.render(report)
    table = source[source.index('<table class="figures">') : source.index("</table>")]
    row = next(row for row in re.findall(r"<tr>(.*?)</tr>", table) if "punctuation" in row)
    assert sum(int(n) for n in re.findall(r"<td>(\d+)</td>", row)) == 3


def test_nothing_is_asked_of_a_network_and_only_our_own_script_runs(report):
    source = html.render(report)
    page = Page(source)
    assert not re.search(r"(?:src|href|action)=\"(?!#)|url\(|@import|https?:", source)
    policy = page.values("meta", "content")[0]
    assert "default-src 'none'" in policy
    for tag in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(page.text[tag].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_hostile_text_stays_text(report, evil_report):
    source = html.render(evil_report)
    page = Page(source)
    assert page.open == []
    assert page.tags.count("script") == 1
    assert not [name for _tag, name, _value in page.attributes if name.startswith("on")]
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\u2028]", source)
    assert "$title" in page.text["article"]


def test_filters_name_what_there_is_and_how_often(report):
    page = Page(html.render(report))
    assert page.values("input", "value")[:4] == ["suggested", "likely", "noted", "certain"]
    assert set(page.values("input", "value")[4:]) == {"punct", "wrap", "char", "mask", "boilerplate", "end"}


def test_a_clean_text_has_a_page_too(report):
    report["edits"] = []
    report["warnings"] = []
    report["blocks"] = []
    page = Page(html.render(report))
    assert page.open == []
    assert "讲话.txt" in page.text["h1"]


def test_five_thousand_changes_are_drawn_fast():
    text = "要落实值班制度,做好物资储备\n加强巡查:确保安全.\n" * 1700
    edits = [edit_at(text, i, c, "，", "punct.width") for i, c in enumerate(text) if c in ",:."]
    report = report_of(text, edits)
    assert len(edits) > 5000
    began = time.process_time()
    source = html.render(report)
    assert time.process_time() - began < 3
    assert len(source) < 6_000_000


BROWSER = shutil.which("chromium") or shutil.which("google-chrome")


def run_in_browser(source, script, folder):
    """The page with a script of ours in place of its policy; what the script leaves as title."""
    source = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", source)
    path = folder / "r.html"
    path.write_text(source.replace("</body>", f"<script>{script}</script></body>"), encoding="utf-8")
    command = [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", path.as_uri()]
    dom = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    return re.search(r"<title>(.*?)</title>", dom)[1]


needs_browser = pytest.mark.skipif(not BROWSER, reason="no browser (chromium) to run the page in")


@pytest.mark.slow
@needs_browser
def test_keys_and_filters_work_in_a_browser(report, tmp_path):
    script = """
    const key = k => document.dispatchEvent(new KeyboardEvent("keydown", { key: k }));
    const now = () => document.querySelector(".was .edit.current")?.id;
    const seen = [];
    for (const k of "jnkpj") { key(k); seen.push(now()); }
    document.querySelector("input[value=punct]").click();
    key("j"); seen.push(now());
    seen.push(document.querySelectorAll("li[data-edit]:not([hidden])").length);
    seen.push(document.activeElement.id, document.querySelectorAll("[aria-current]").length);
    seen.push(document.querySelector("[role=status]").textContent.includes("line"));
    document.querySelector("input[name=beside]").click();
    seen.push(getComputedStyle(document.querySelector(".now")).display);
    document.title = seen.join(" ");
    """
    order = {"suggested": 0, "likely": 1, "noted": 2, "certain": 3}
    ranked = sorted(range(len(report["edits"])), key=lambda n: order[html._standing(report["edits"][n])])
    first, second, third, *_ = (f"e{number}" for number in ranked)
    punct = sum("punct.width" in edit["rules"] for edit in report["edits"])
    left = len(report["edits"]) - punct
    wanted = f"{first} {second} {first} {first} {second} {third} {left} {third} 1 true none"
    assert run_in_browser(html.render(report), script, tmp_path) == wanted


@pytest.mark.slow
@needs_browser
def test_a_large_page_answers_fast_in_a_browser(tmp_path):
    text = "要落实值班制度,做好物资储备\n加强巡查:确保安全.\n" * 1700
    edits = [edit_at(text, i, c, "，", "punct.width") for i, c in enumerate(text) if c in ",:."]
    script = """
    const began = performance.now();
    for (let i = 0; i < 20; i++) document.dispatchEvent(new KeyboardEvent("keydown", { key: "j" }));
    document.querySelector("input[value=punct]").click();
    document.title = Math.round(performance.now() - began);
    """
    assert int(run_in_browser(html.render(report_of(text, edits)), script, tmp_path)) < 5000
