"""Hostile and odd pages: whatever the markup does, the report comes out whole, and nothing else does."""

import json
from collections.abc import Iterator
from time import process_time

import pytest

from ingest.extract import Extracted, extract
from ingest.extract.decode import parse
from ingest.extract.markup import flattened
from ingest.model import Page, Refused
from ingest.workers import Workers
from tests.ingest.test_extract import FETCHED, article, page
from tests.monsters import FIRST, LAST, MONSTERS, monster

REPORT = tuple(
    f"Clerk number {number} noted that {number * 7} crates of oranges had come over the bar before the tide turned."
    for number in range(1, 9)
)
BODY = "".join(f"<p>{line}</p>" for line in REPORT)
RUSSIAN = "Пожар в порту уничтожил склад. По словам начальника порта, никто не пострадал, но убытки велики."
FRENCH = (
    "Le feu a détruit l'entrepôt du port. D'après le directeur, personne n'a été blessé, mais les dégâts sont élevés."
)
MUCH = 0.05  # of the size that was measured to take minutes


def told(html: bytes | str, **given) -> str:
    return article(html, **given).text


def whole(body: str, head: str = "<title>Crates come in</title>") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers[Page, Extracted | Refused]]:
    with Workers(extract, workers=2, seconds=20, memory_bytes=700_000_000, preload=("ingest.extract",)) as pool:
        yield pool


def test_a_monster_comes_out_whole_and_within_its_budget(workers):
    asked = {name: workers.submit(page(monster(name, MUCH))) for name in MONSTERS}
    for name, future in asked.items():
        answer = workers.answer(future)
        assert isinstance(answer, Extracted), (name, answer)
        assert FIRST in answer.article.text, name
        assert LAST in answer.article.text, name


@pytest.mark.parametrize(("name", "much"), [("table", 0.1), ("tiny paragraphs", 0.6), ("line breaks", 1.0)])
def test_a_tree_of_a_hundred_thousand_elements_is_read_in_one_pass(workers, name, much):
    answer = workers.answer(workers.submit(page(monster(name, much))))
    assert isinstance(answer, Extracted), answer
    assert FIRST in answer.article.text
    assert LAST in answer.article.text


@pytest.mark.parametrize(
    "tag", ["div", "span", "font", "ul><li", "table><tr><td", "blockquote", "h1", "a href=x", "x-box"]
)
def test_no_tree_is_deep_and_no_word_of_it_is_lost(tag):
    tree = parse(page(whole("".join(f"<{tag}>word{n} " for n in range(3_000)) + "<p>the end</p>")))
    assert not isinstance(tree, Refused)
    assert {f"word{n}" for n in range(3_000)} | {"end"} <= set(" ".join(tree.itertext()).split())
    assert max(sum(1 for _ in leaf.iterancestors()) for leaf in list(tree.iter())[-50:]) < 256


def test_flattened_markup_keeps_links_and_head():
    kept = flattened('<head><meta name=a content=b></head><div><a href="/x">one</a> <b>t</b>wo</div>')
    assert kept == '<head><meta name=a content=b></head></a><p><a href="/x">one</a> two</a><p>'


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "no-such-charset", ""])
@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "utf-8"])
def test_russian_is_read_whatever_charset_is_declared(charset, declared):
    html = whole(f"<p>{RUSSIAN}</p>", f"<meta charset='{declared}'><title>Пожар</title>").encode(charset)
    found = article(html, content_type=f"text/html; charset={declared}")
    assert (found.text, found.title) == (RUSSIAN, "Пожар")


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("cp1252", FRENCH),
        (
            "cp1250",
            "Pożar w porcie zniszczył magazyn. Według kapitana portu nikt nie został ranny, ale straty są duże.",
        ),
        ("cp1256", "اندلع حريق في الميناء وأتى على المستودع، ولم يصب أحد بأذى وفق ما قاله مدير الميناء."),
        ("cp932", "港で火災が発生し、倉庫が全焼した。港湾局長によると、けが人はいなかったという。"),
        ("gb18030", "港口发生火灾，仓库被烧毁。港口负责人说没有人受伤，但损失很大。"),
        ("cp949", "항구에서 화재가 발생해 창고가 전소됐다. 항만 당국은 다친 사람은 없다고 밝혔다."),
    ],
)
def test_bytes_under_a_lying_utf_8_are_read_as_what_makes_sense(charset, text):
    assert told(whole(f"<p>{text}</p>").encode(charset), content_type="text/html; charset=utf-8") == text


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_utf_16_needs_no_byte_order_mark(charset):
    head = "<meta charset=utf-8><title>x</title><link rel=stylesheet href='/assets/style.css'>"
    assert told(whole(f"<p>{RUSSIAN}</p>", head).encode(charset)) == RUSSIAN


@pytest.mark.parametrize("text", [RUSSIAN, FRENCH])
def test_a_page_encoded_twice_is_undone(text):
    letters = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)}
    twice = "".join(letters[byte] for byte in whole(f"<p>{text}</p>").encode())
    assert told(twice.encode()) == text


def test_where_a_part_of_a_page_is_encoded_twice_that_part_is_undone():
    said = "“We’re here,” said Zoë of the harbour office – the ferry’s clerk did not answer, and nobody expected it."
    twice = said.encode().decode("latin-1")
    assert told(whole(f"<p>{RUSSIAN}</p><p>{twice}</p>").encode()) == f"{RUSSIAN}\n{said}"


def test_a_charset_declared_after_two_megabytes_is_not_needed():
    late = whole(f"<p>{RUSSIAN}</p>", f"<style>{'a{b:c}' * 350_000}</style><meta charset=windows-1251>")
    assert told(late.encode("cp1251")) == RUSSIAN


def test_zero_bytes_between_letters_do_not_end_the_page():
    assert told(whole(BODY.replace("crates", "cr\x00ates"))) == "\n".join(REPORT)


BROKEN = {
    "tags nobody closed": whole("<div><div><p>" + "<p>".join(REPORT)),
    "tags closed twice": whole(BODY.replace("</p>", "</p></p></div></span>")),
    "forms in forms": whole(f"<form><form><div>{BODY}</div></form></form>"),
    "a layout of tables": whole(f"<table><tr><td><table><tr><td>{BODY}</td></tr></table></td></tr></table>"),
    "a paragraph in the title": whole(BODY, "<title><p>Crates</p> come in</title>"),
    "two bodies": f"<html><head><title>Crates</title></head><body></body><body>{BODY}</body></html>",
    "no body": "<title>Crates</title>" + BODY,
    "markup in comments": whole(f"<!-- <p>{REPORT[0]} A comment.</p> --><!-- > -->{BODY}<!--[if IE]><p>old</p><![endif]-->"),
    "a comment nobody closed properly": whole(f"<!-- note --!>{BODY}"),
    "XHTML with namespaces": '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">'
    f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:og="http://ogp.me/ns#"><head><title>C</title></head><body>{BODY}</body></html>',
    "AMP": f'<!doctype html><html ⚡ lang="en"><head><title>C</title><style amp-custom>a{{}}</style></head><body>{BODY}'
    "<amp-ad width=1 height=1></amp-ad></body></html>",
    "upper case": whole(BODY).replace("<p>", "<P CLASS=X>").replace("</p>", "</P>"),
    "entities for letters": whole(BODY.replace("o", "&#x6f;").replace("s", "&#115;")),
    "a template of a fake article": whole(f"{BODY}<template><article><p>{REPORT[0]} Fake.</p></article></template>"),
    "a script with a fake article": whole(f"{BODY}<script type=text/x><article><p>{REPORT[0]} Fake.</p></article></script>"),
    "spam that is hidden": whole(f"<article>{BODY}<div hidden><p>{REPORT[0]} Spam.</p></div>"
                                 f"<div style='display:none'><p>{REPORT[1]} Spam.</p></div></article>"),
    "boxes instead of paragraphs": whole("<div id=story>" + "".join(f"<div>{line}</div>" for line in REPORT) + "</div>"),
    "line breaks instead of paragraphs": whole("<div id=story>" + "<br><br>".join(REPORT) + "</div>"),
    "a broken script before it": whole("<script>if (a < b) document.write('<p>')</script>" + BODY),
    "a tag cut off at the end": whole(BODY) + "<div class='x",
    "a byte order mark in the middle": whole(BODY.replace("<p>", "<p>\ufeff")),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_the_report_comes_out_of_broken_markup_word_for_word(name):
    assert told(BROKEN[name]) == "\n".join(REPORT)


def test_a_report_that_stands_only_in_noscript_is_found():
    assert told(whole(f"<div id=app></div><noscript><div>{BODY}</div></noscript>")) == "\n".join(REPORT)


@pytest.mark.parametrize(
    "asked",
    ["You need to enable JavaScript to run this app.", "Bitte aktivieren Sie JavaScript.", "Activez JavaScript."],
)
def test_a_page_that_only_asks_for_a_script_has_no_text(asked):
    found = extract(page(whole(f"<noscript>{asked}</noscript><div id=root></div>")))
    assert isinstance(found, Refused)
    assert found.reason == "empty_text"
    named = whole(
        f"<p>{asked} So the clerk said.</p>", '<script type="application/ld+json">{"@type":"NewsArticle"}</script>'
    )
    assert asked in told(named)


UNCLOSED = {
    "a name": (whole(BODY) + "<" + "a" * 300_000).encode(),
    "scripts in another charset": whole(BODY + "<p>caf\xe9</p>").encode("cp1252") + b"<script " * 40_000,
    "comments in another charset": whole(BODY + "<p>caf\xe9</p>").encode("cp1252") + b"<!--" * 80_000,
    "brackets in another charset": whole(BODY + "<p>caf\xe9</p>").encode("cp1252") + b"<" * 300_000,
    "tags in JSON-LD": whole(
        BODY,
        f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "articleBody": "<p " * 100_000})}</script>',
    ).encode(),
}


@pytest.mark.parametrize("name", UNCLOSED)
def test_what_nobody_closed_is_looked_for_once(name):
    began = process_time()
    extract(page(UNCLOSED[name]))
    assert process_time() - began < 2


def test_a_frameset_has_no_text():
    frames = "<html><head><title>Old</title></head><frameset><frame src=a.html><frame src=b.html></frameset></html>"
    found = extract(page(frames))
    assert isinstance(found, Refused)
    assert found.reason in ("empty_text", "not_html")


LINKED = {
    "deep": '{"@graph":' * 30_000 + "1" + "}" * 30_000,
    "cut off": '{"@type":"NewsArticle","headline":"Crates',
    "of wrong types": json.dumps({"@type": [["NewsArticle"], None, 7], "headline": [{}, []], "articleBody": {}, "author": 7}),
    "in a circle": json.dumps({"@type": "NewsArticle", "@id": "#a", "author": {"@id": "#a"}, "publisher": {"@id": "#a"}}),
    "with a huge number": '{"@type":"NewsArticle","wordCount":' + "9" * 5_000 + ',"headline":' + "9" * 5_000 + "}",
    "with wild dates": json.dumps({"@type": "NewsArticle", "datePublished": "99999-99-99T99:99+99:99", "dateModified": -1e300}),
}  # fmt: skip


@pytest.mark.parametrize("name", LINKED)
def test_json_ld_that_makes_no_sense_costs_nothing_but_itself(name):
    script = f'<script type="application/ld+json">{LINKED[name]}</script>'
    found = article(whole(BODY, f"<title>Crates come in today</title>{script}"))
    assert found.text == "\n".join(REPORT)
    assert found.published_at is None or found.published_at < FETCHED


def test_a_title_cannot_be_made_to_read_backwards():
    found = article(whole(BODY, "<title>Crates \u202egnp.exe\u202c come\u2066 in\u200f</title>"))
    assert found.title is not None
    assert not set(found.title) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize(
    "text",
    [
        "قال مدير الميناء إن حريقا اندلع فجر اليوم في المستودع رقم 7 وأتى على 40 صندوقا من البرتقال (وكالات).",
        "מנהל הנמל אמר כי שריפה פרצה עם שחר במחסן 7 וכילתה 40 ארגזי תפוזים, ואיש לא נפגע.",
    ],
)
def test_right_to_left_text_stays_in_its_own_order(text):
    assert told(whole(f"<div dir=rtl><p>{text}</p><p>{text[::-1]}</p></div>")) == f"{text}\n{text[::-1]}"


def test_a_page_whose_tree_does_not_fit_the_memory_is_over_its_budget_and_is_not_called_something_else():
    rows = whole("<table>" + "<tr><td>1<td>2<td>3" * 350_000 + "</table>")
    with Workers(extract, workers=1, seconds=20, memory_bytes=300_000_000, preload=("ingest.warm",)) as workers:
        answer = workers.answer(workers.submit(page(rows)))
    assert isinstance(answer, Refused)
    assert answer.reason == "page_budget"
