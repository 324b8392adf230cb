"""The page: stands alone, harmless, names only when asked, everything shown without its script."""

from __future__ import annotations

import base64
import hashlib
import importlib
import re

import pytest
from lxml import html as reader
from validation_reports import NASTY, PRIVATE, clean, hostile, incomplete, mixed, source

module = importlib.import_module("hocba_interop.reports.html.validation")
render = module.validation


def page(report, lang="vi", **options):
    return reader.document_fromstring(render(report, lang, **options))


@pytest.mark.parametrize("made", [mixed, clean, incomplete, hostile])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_nothing_comes_from_elsewhere(made, lang):
    text = render(made(), lang, show_values=True)
    tree = reader.document_fromstring(text)
    assert tree.get("lang") == lang
    assert not tree.xpath("//@src | //@srcset | //link | //iframe | //object | //embed | //form/@action | //@style")
    assert not tree.xpath("//*[@*[starts-with(name(), 'on')]]")
    assert all(link.startswith("#") for link in tree.xpath("//@href"))
    assert "url(" not in text and "@import" not in text and "fetch(" not in text
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none';") and "unsafe" not in policy
    for tag in ("style", "script"):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_hostile_text_stays_text():
    text = render(hostile(), show_values=True)
    assert "<img" not in text and text.count("</script>") == 1
    tree = reader.document_fromstring(text)
    shown = " ".join(tree.itertext())
    assert shown.count('onerror="alert(1)"') > 5
    assert not tree.xpath("//img")


def test_names_codes_and_marks_show_only_when_asked():
    hidden, shown = render(mixed()), render(mixed(), show_values=True)
    assert not [one for one in PRIVATE if one in hidden]
    assert all(one in shown for one in PRIVATE)
    assert page(mixed(), show_values=True).xpath("//*[@class='private']")
    assert not page(mixed()).xpath("//*[@class='private']")


def test_findings_stand_by_pupil_and_rule_and_none_is_hidden():
    tree = page(mixed())
    groups = tree.xpath("//section[@class='pupil']")
    assert [len(group.xpath(".//li")) for group in groups] == [3, 3, 1, 2]
    assert [group.xpath("string(.//h3)") for group in groups[1:]] == ["Học bạ thứ 1", "Học bạ thứ 3", "Học bạ thứ 4"]
    assert not tree.xpath("//section[@class='pupil']/descendant-or-self::*[@hidden]")
    assert tree.xpath("//form[@id='filters']/@hidden"), "filters are of no use without the script"
    # one rule with two severities is two groups
    assert [(rule.get("data-rule"), rule.get("data-level")) for rule in groups[3].xpath(".//*[@data-rule]")] == [
        ("HB203", "error"),
        ("HB203", "info"),
    ]
    codes = {rule.get("data-rule") for rule in tree.xpath("//*[@data-rule]")}
    assert codes == set(tree.xpath("//select[@name='rule']/option/@value")) - {""}
    assert codes <= set(tree.xpath("//dt/@id")), "each rule is explained"


def test_the_chart_counts_also_what_is_not_listed():
    counts = {
        bar.get("value"): bar.xpath("string(.//*[@class='count'])")
        for bar in page(mixed()).xpath("//*[@value]/self::button")
    }
    assert counts["HB203"] == "1.205" and counts["HB106"] == "35" and counts["HB302"] == "1"
    widths = [float(bar.get("width")) for bar in page(mixed()).xpath("//*[local-name()='rect'][@class='part']")]
    assert max(widths) == 1000 and min(widths) > 0


def test_of_too_many_findings_the_gravest_are_listed(monkeypatch):
    monkeypatch.setattr(module, "_LISTED", 4)
    tree = page(mixed())
    assert len(tree.xpath("//section[@class='pupil']//li")) == 4
    assert set(tree.xpath("//*[@data-rule]/@data-level")) == {"error"}
    assert "1.239" in tree.xpath("string(//section[@id='findings']/p[@class='lead'])")


def test_of_too_many_files_those_with_findings_are_listed(monkeypatch):
    monkeypatch.setattr(module, "_FILES", 3)
    report = mixed()
    report.sources += [source(f"{number}.xls") for number in range(5)]
    names = [bdi.text for bdi in page(report).xpath("//td[1]/bdi")]
    assert names == ["lớp 10T #1.xls", "ban_ghi.xml", "truong.jsonl"]
    assert "… và 5 tệp khác." in "".join(page(report).itertext())


def test_a_file_that_was_not_read_is_said_to_be():
    report = mixed()
    report.sources.append({**source("hong.xls"), "sha256": None, "format": None, "dialect": None})
    report.unread = (3,)
    assert page(report).xpath("string(//tr[last()]/td[2])") == "không đọc được"


def test_what_did_not_run_is_told():
    tree = page(incomplete())
    assert "warning" in tree.xpath("//header/@class")[0]
    skipped = tree.xpath("//ul[@class='skipped']/li")
    assert [item.xpath("string(code)") for item in skipped] == ["issue.dates", "structure.xsd"]
    assert [bool(item.xpath(".//*[@class='level']")) for item in skipped] == [True, False]


def test_file_names_and_places_cannot_turn_the_text_around():
    assert NASTY[-1] == "\u202e"
    for text in page(hostile()).xpath("//td[1] | //*[@class='place'] | //h3[not(@class)]"):
        assert text.xpath("bdi"), "isolated from what stands beside it"
