"""The filters over JSON lines, as processes in a pipe."""

import json
import os
import signal
import subprocess
import time

import psutil
import pytest

from ingest.model import Event
from tests.console.typed import PRESSWATCH, answers, environ, typed

SENTENCE = "Gunmen attacked the village of Al-Mukhtariyah in Latakia on Friday and killed 11 people, the monitor said. "
MORE = "Residents described how the men arrived before dawn, went from house to house and left again by noon. "


def page(text: str = SENTENCE + MORE * 4, title: str = "Eleven killed") -> str:
    return (
        f"<html lang=en><head><title>{title}</title>"
        '<meta property="article:published_time" content="2025-03-08T09:30:00+03:00"></head>'
        f"<body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
    )


def article(name: str, **fields: object) -> dict[str, object]:
    return {"id": name, "url": f"https://{name}.example/a", "outlet": name, "text": SENTENCE + MORE * 4} | fields


HANGING = "<html><body>" + "<p>a b c</p>" * 700_000 + "</body></html>"

BAD_LINES = [
    b"",
    b"[1, 2]",
    b'{"id": "cut", "text',
    b'{"id": "typed", "text": 5, "url": 6}',
    b'{"id": "\xff\xfe", "text": "x"}',
    b'"just text"',
    b'{"text": "nameless", "url": "https://a.example/"}',
    b'{"id": "gone", "rejection": {"reason": "paywall", "detail": "subscribe"}}',
    b'{"id": "bad", "line": 4, "error": "the line is blank"}',
]


@pytest.mark.parametrize("name", ["extract", "dedupe", "code"])
def test_every_bad_line_is_answered_in_its_place_with_its_number(name, tmp_path):
    good = {"id": "good", "url": "https://a.example/", "html": page(), "text": SENTENCE}
    found = answers(name, data=tmp_path, lines=[line for bad in BAD_LINES for line in (bad, good)])
    assert [line.get("line") for line in found[::2]] == list(range(1, 2 * len(BAD_LINES), 2))
    assert all(line["error"] for line in found[::2])
    assert [line.get("id") for line in found[::2]] == [None, None, "cut", "typed", None, None, None, "gone", "bad"]
    assert "paywall" in found[14]["error"]
    assert all("error" not in line and line["id"] == "good" for line in found[1::2])


@pytest.mark.parametrize("name", ["extract", "dedupe", "code"])
def test_no_input_is_no_output(name, tmp_path):
    assert answers(name, data=tmp_path, lines=[]) == []


@pytest.mark.parametrize("workers", ["1", "3"])
def test_the_order_is_kept_whatever_a_line_costs(workers, tmp_path):
    lengths = [400, 1, 90, 3, 200, 2, 1, 50] * 5
    lines = [article(str(i), text=SENTENCE * length) for i, length in enumerate(lengths)]
    found = answers("code", "--workers", workers, data=tmp_path, lines=lines)
    assert [line["id"] for line in found] == [str(i) for i in range(40)]


def test_an_article_says_what_it_is_and_where_its_date_is_from(tmp_path):
    [found] = answers(
        "extract", data=tmp_path, lines=[{"id": 7, "url": "https://a.example/x?utm_source=y", "html": page()}]
    )
    assert found["id"] == 7
    assert found["canonical_url"] == "https://a.example/x"
    assert found["title"] == "Eleven killed"
    assert SENTENCE.strip() in found["text"]
    assert (found["published_at"], found["published_precision"]) == ("2025-03-08T09:30:00+03:00", "minute")
    assert found["published_evidence"]
    assert (found["outlet"], found["language"], found["authors"]) == ("a.example", "en", [])


def test_a_page_may_lie_in_a_file(tmp_path):
    (tmp_path / "a.html").write_text(page(), encoding="utf-8")
    lines = [
        {"id": "a", "url": "https://a.example/", "html_path": path} for path in ("a.html", "none.html", "/dev/zero")
    ]
    there, *missing = answers("extract", data=tmp_path, lines=lines)
    assert SENTENCE.strip() in there["text"]
    assert all("no such file" in line["error"] for line in missing)


def test_a_page_that_is_none_is_rejected_with_a_reason(tmp_path):
    lines = [
        {"id": "empty", "url": "https://a.example/", "html": ""},
        {"id": "script", "url": "javascript:alert(1)", "html": page()},
    ]
    empty, script = answers("extract", data=tmp_path, lines=lines)
    assert empty["rejection"]["reason"]
    assert script["rejection"]["reason"] == "bad_url"


def test_a_line_with_a_title_that_is_an_escape_sequence_is_safe_to_print(tmp_path):
    line = {"id": "a\x9b2J", "url": "https://a.example/", "html": page(title="\x1b[2J\x9b31m=cmd()")}
    raw = typed("extract", data=tmp_path, stdin=json.dumps(line).encode()).stdout
    assert json.loads(raw)["id"] == "a\x9b2J"
    assert not {c for c in raw.decode().rstrip("\n") if ord(c) < 32 or 127 <= ord(c) < 160}


def test_a_copy_points_at_the_earliest_print_wherever_it_stands(tmp_path):
    lines = [
        article("reprint", published_at="2025-03-08T10:00:00Z"),
        article("wire", published="2025-03-08T06:00:00"),
        article("other", text="Parliament voted on the budget of the ports authority. " + MORE),
    ]
    reprint, wire, other = answers("dedupe", data=tmp_path, lines=lines)
    assert reprint == {
        "id": "reprint",
        "canonical_id": "wire",
        "cluster_id": "wire",
        "relation": "copy",
        "similarity": 1.0,
    }
    assert wire == {"id": "wire", "canonical_id": "wire", "cluster_id": "wire", "relation": None, "similarity": None}
    assert (other["cluster_id"], other["relation"]) == ("other", None)


def test_a_page_that_changed_is_a_revision_of_itself(tmp_path):
    lines = [
        article("a", url="https://w.example/1"),
        article("b", url="https://w.example/1?utm_medium=x", text=MORE * 9),
    ]
    _, changed = answers("dedupe", data=tmp_path, lines=lines)
    assert (changed["canonical_id"], changed["relation"]) == ("a", "revision")


def test_two_texts_under_one_id_are_never_merged_in_silence(tmp_path):
    lines = [
        article("a"),
        article("a", url="https://b.example/", text="The council met on Monday about the ferry. " * 9),
    ]
    first, second = answers("dedupe", data=tmp_path, lines=lines)
    assert first["relation"] is None
    assert "id of line 1" in second["error"]


def test_events_come_under_the_key_that_was_given_with_every_field_of_the_record(tmp_path):
    lines = [
        {"id": "a", "text": SENTENCE, "title": "Eleven killed", "published_at": "2025-03-08"},
        {"doc_id": "b", "text": SENTENCE, "doc_date": "2025-03-08", "dateline": {"place": "LATAKIA", "country": None}},
        {"id": "c", "text": "The orchestra played for an hour."},
    ]
    a, b, c = answers("code", data=tmp_path, lines=lines)
    assert (list(a), list(b), c) == (["id", "events"], ["doc_id", "events"], {"id": "c", "events": []})
    [event] = a["events"]
    assert set(event) == set(Event.__slots__)
    assert (event["date_start"], event["best"]) == ("2025-03-07", 11)
    assert SENTENCE[event["quote_start"] : event["quote_end"]] == event["quote"]


def test_a_date_that_is_none_is_an_error_and_not_a_guess(tmp_path):
    [found] = answers("code", data=tmp_path, lines=[{"id": "a", "text": SENTENCE, "published_at": "last Friday"}])
    assert "published_at" in found["error"]


def test_what_one_filter_prints_the_next_one_takes(tmp_path):
    lines = [
        {"id": "a", "url": "https://a.example/", "html": page()},
        {"id": "none", "url": "https://a.example/", "html": ""},
        {"id": "b", "url": "https://b.example/", "html": page()},
    ]
    articles = answers("extract", data=tmp_path, lines=lines)
    assert [line.get("canonical_id") for line in answers("dedupe", data=tmp_path, lines=articles)] == ["a", None, "a"]
    coded = answers("code", data=tmp_path, lines=articles)
    assert [[event["best"] for event in line.get("events", [])] for line in coded] == [[11], [], [11]]
    assert articles[1]["rejection"]["reason"] in coded[1]["error"]


def test_a_page_that_hangs_is_rejected_and_the_lines_behind_it_are_answered(tmp_path):
    lines = [
        {"id": "hangs", "url": "https://a.example/", "html": HANGING},
        {"id": "next", "url": "https://a.example/", "html": page()},
    ]
    hangs, after = answers("extract", "-w", "1", data=tmp_path, lines=lines, PRESSWATCH_PAGE_BUDGET="3")
    assert hangs["rejection"]["reason"] == "page_budget"
    assert hangs["id"] == "hangs"
    assert after["title"] == "Eleven killed"


def test_an_answer_comes_before_the_next_question(tmp_path):
    with subprocess.Popen(
        [PRESSWATCH, "code"], env=environ(tmp_path), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as filter_:
        assert filter_.stdin
        assert filter_.stdout
        for name in ("one", "two"):
            filter_.stdin.write(json.dumps({"id": name, "text": SENTENCE}).encode() + b"\n")
            filter_.stdin.flush()
            assert json.loads(filter_.stdout.readline())["id"] == name
        filter_.stdin.close()
        assert filter_.wait(timeout=30) == 0


def test_a_long_stream_is_not_held_in_memory(tmp_path):
    """200 MB of lines pass; what waits is bounded."""
    line = json.dumps({"id": 1, "rejection": {"reason": "x", "detail": "y" * 200_000}}).encode() + b"\n"
    command = [PRESSWATCH, "code", "-w", "1"]
    with subprocess.Popen(command, env=environ(tmp_path), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as filter_:
        assert filter_.stdin
        peak = 0
        for _ in range(1_000):
            filter_.stdin.write(line)
            peak = max(peak, psutil.Process(filter_.pid).memory_info().rss)
        filter_.stdin.close()
        assert filter_.wait(timeout=60) == 0
    assert peak < 150_000_000, peak


def test_a_reader_who_has_seen_enough_is_no_error(tmp_path):
    lines = b"".join(json.dumps(article(str(i))).encode() + b"\n" for i in range(3_000))
    (tmp_path / "lines").write_bytes(lines)
    script = f"{PRESSWATCH} dedupe < lines | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], env=environ(tmp_path), cwd=tmp_path, capture_output=True, check=True)
    first, status = done.stdout.splitlines()
    assert json.loads(first)["id"] == "0"
    assert (status, done.stderr) == (b"141", b"")


@pytest.mark.parametrize(("how", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_filter_leaves_no_process_and_no_traceback(how, code, tmp_path):
    with subprocess.Popen(
        [PRESSWATCH, "extract", "-w", "1"],
        env=environ(tmp_path),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as filter_:
        assert filter_.stdin
        assert filter_.stdout
        assert filter_.stderr
        filter_.stdin.write(b'{"id": "ready"}\n')
        filter_.stdin.flush()
        filter_.stdout.readline()
        filter_.stdin.write(json.dumps({"id": "slow", "url": "https://a.example/", "html": HANGING}).encode() + b"\n")
        filter_.stdin.flush()
        time.sleep(0.5)
        below = psutil.Process(filter_.pid).children(recursive=True)
        os.kill(filter_.pid, how)
        assert filter_.wait(timeout=20) == code
        assert filter_.stderr.read() == b""
    _, alive = psutil.wait_procs(below, timeout=10)
    assert below
    assert alive == []


def test_progress_is_not_said_to_a_pipe(tmp_path):
    done = typed("code", data=tmp_path, stdin=json.dumps({"id": "a", "text": SENTENCE}).encode())
    assert done.stderr == b""
