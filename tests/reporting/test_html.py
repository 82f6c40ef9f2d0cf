"""The page: complete, closed to the network, deaf to what stands in the text."""

import base64
import hashlib
import re
import shutil
import subprocess
from html.parser import HTMLParser

import pytest

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


def test_tags_are_balanced_and_every_edit_is_in_text_and_list(report):
    page = Page(html.render(report))
    assert page.open == []
    anchors = page.values("span", "id")
    assert anchors == [f"e{n}" for n in range(len(report["edits"]))]
    links = page.values("a", "href")
    assert sorted(links) == sorted("#" + anchor for anchor in anchors)
    assert {report["edits"][int(link[2:])]["status"] for link in links[:2]} == {"suggested"}


def test_the_text_without_insertions_is_the_source(report):
    page = html.render(report)
    article = page[page.index("<article>") : page.index("</article>")]
    without = re.sub(r"<ins>.*?</ins>|<br>", "", article)
    lines = re.findall(r"<p>(.*?)</p>", without)
    plain = [re.sub(r"<[^>]*>", "", line).replace("⏎", "") for line in lines]
    assert "\n".join(plain) == report["source"]["text"]


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


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("chromium"), reason="needs a browser")
def test_keys_and_filters_work_in_a_browser(report, tmp_path):
    """The page itself is run, with a script of ours appended in place of its policy."""
    source = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html.render(report))
    script = """<script>
    const key = k => document.dispatchEvent(new KeyboardEvent("keydown", { key: k }));
    const now = () => document.querySelector(".edit.current")?.id;
    const seen = [];
    key("j"); seen.push(now()); key("j"); seen.push(now()); key("k"); seen.push(now());
    const box = document.querySelector("input[value=punct]"); box.click();
    key("j"); seen.push(now());
    seen.push(document.querySelectorAll("li[data-edit]:not([hidden])").length);
    document.title = seen.join(" ");
    </script></body>"""
    path = tmp_path / "r.html"
    path.write_text(source.replace("</body>", script), encoding="utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", path.as_uri()]
    dom = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    numbers = [n for n, edit in enumerate(report["edits"]) if edit["status"] == "suggested"]
    first, second = (f"e{number}" for number in numbers)
    punct = sum("punct.width" in edit["rules"] for edit in report["edits"])
    expected = f"{first} {second} {first} {second} {len(report['edits']) - punct}"
    assert f"<title>{expected}</title>" in dom
