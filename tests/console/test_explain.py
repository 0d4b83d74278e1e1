"""`presswatch dedupe --explain`: why two texts are held to be related, in a pipe, on a terminal and of what is stored."""

import json
import os
import pty
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from console.explain import because, show_pairs
from ingest.errors import Misconfigured
from ingest.fingerprint import RULES
from ingest.settings import Settings
from tests.console.typed import PRESSWATCH, answers, environ, typed
from tests.warehouse import made
from tests.warehouse.made import NOON, Page, entry
from warehouse import ask
from warehouse.connect import connect
from warehouse.publish import publish

WIRE = "\n".join(
    [
        "Gunmen attacked the village of Al-Mukhtariyah in Latakia on Friday and killed 11 people, the monitor said.",
        "Residents described how the men arrived before dawn, went from house to house and left again by noon.",
        "The governor of the province said that troops had been sent to the coast and that roads would stay closed.",
    ]
)
LATER = WIRE.replace("killed 11", "killed 17") + "\nSchools in the district are closed until further notice."
OTHER = "The council met on Monday about the ferry, and put the vote off until the new boat has been paid for."
FIELDS = {
    "original_id", "relation", "rule", "because", "containment", "jaccard", "shared", "passage", "changes",
}  # fmt: skip


def line(name: str, text: str, hour: int = 6, **fields: object) -> dict[str, object]:
    at = f"2025-03-08T{hour:02}:00:00Z"
    return {"id": name, "url": f"https://{name}.example/a", "outlet": name, "published_at": at, "text": text} | fields


LINES = [
    line("wire", WIRE, title="Eleven killed"),
    line("paper", LATER, 9, title="Update: Seventeen killed"),
    line("other", OTHER),
]


def test_every_line_says_what_it_shares_what_decided_and_what_differs(tmp_path: Path) -> None:
    wire, paper, other = answers("dedupe", "--explain", data=tmp_path, lines=LINES)
    assert (wire["explained"], other["explained"]) == ([], [])
    [one] = paper["explained"]
    assert set(one) == FIELDS
    assert (one["original_id"], one["relation"], one["rule"]) == ("wire", "version", "contained")
    assert one["because"] == RULES["contained"]
    assert one["changes"][0] == "death toll 11 → 17"
    assert "Residents described how the men arrived before dawn" in one["passage"]


def test_the_other_fields_are_what_they_are_without_explaining(tmp_path: Path) -> None:
    plainly = answers("dedupe", data=tmp_path, lines=LINES)
    explained = answers("dedupe", "--explain", data=tmp_path, lines=LINES)
    assert [{k: v for k, v in answer.items() if k != "explained"} for answer in explained] == plainly


def test_a_line_that_cannot_be_read_is_answered_as_ever(tmp_path: Path) -> None:
    bad, twice, again = answers(
        "dedupe", "--explain", data=tmp_path, lines=[{"id": "bad"}, line("a", WIRE), line("a", OTHER, url=None)]
    )
    assert bad == {"id": "bad", "line": 1, "error": "the line has no `text`"}
    assert twice["explained"] == []
    assert "explained" not in again


def test_a_person_at_a_terminal_reads_it_laid_out_and_nothing_in_it_is_obeyed(tmp_path: Path) -> None:
    lines = [*LINES, line("evil", LATER + "\nNew here: \x1b[2J[bold] and more words.", 10), {"id": "bad"}]
    raw = b"".join(json.dumps(one).encode() + b"\n" for one in lines)
    master, slave = pty.openpty()
    with subprocess.Popen(
        [PRESSWATCH, "dedupe", "--explain"],
        env=environ(tmp_path, COLUMNS="100", NO_COLOR="1", TERM="dumb"),
        stdin=subprocess.PIPE,
        stdout=slave,
        stderr=subprocess.DEVNULL,
    ) as filter_:
        os.close(slave)
        filter_.communicate(raw, timeout=60)
    shown = _all_of(master)
    assert filter_.returncode == 0
    assert "wire repeats no other text" in shown
    assert "paper is a later version of wire" in shown
    assert "death toll 11 → 17" in shown
    assert '{"id":"bad","line":5' in shown
    assert "[bold] and more words" in shown
    assert "\x1b[2J" not in shown


def _all_of(terminal: int) -> str:
    parts = []
    try:
        while part := os.read(terminal, 65536):
            parts.append(part)
    except OSError:  # the other end is closed and all is read
        pass
    finally:
        os.close(terminal)
    return b"".join(parts).decode()


def test_an_article_is_named_only_to_have_it_explained(tmp_path: Path) -> None:
    done = typed("dedupe", "https://wire.example/a", data=tmp_path)
    assert done.returncode == 2
    assert b"--explain" in done.stderr


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A wire text, a later version of it at another address, and the version's own correction."""
    settings = made.settings_in(tmp_path_factory.mktemp("explained"))

    def site(texts: dict[str, tuple[str, str]]) -> made.Site:
        def page(of: made.FeedEntry) -> Page:
            title, text = texts[of.url.rsplit("/", 1)[1]]
            return Page(article=made.article(of, text, title=title))

        return page

    first = {"wire": ("Eleven killed", WIRE), "paper": ("Update: Seventeen killed", LATER), "other": ("Ferry", OTHER)}
    entries = [entry(name, at=NOON + timedelta(hours=at)) for at, name in enumerate(first)]
    made.passed(settings, "watch-1", entries, site(first))
    corrected = {"paper": ("Update: Seventeen killed", LATER.replace("Schools", "All schools"))}
    later = NOON + timedelta(hours=5)
    made.passed(settings, "watch-2", [entry("paper", at=later, updated_at=later)], site(corrected), at=later)
    with connect(settings) as con:
        publish(con, settings.published)
    return settings


def test_a_stored_article_is_explained_by_its_address(stored: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    show_pairs("https://coast.example/paper", stored, as_json=False)
    shown = capsys.readouterr().out
    assert "It is a later version of Eleven killed" in shown
    assert "death toll 11 → 17" in shown
    assert RULES["contained"] in shown


def test_what_repeats_an_article_is_told_with_it(stored: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    show_pairs("https://coast.example/wire", stored, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert told["article"]["title"] == "Eleven killed"
    assert {pair["relation"] for pair in told["pairs"]} == {"version"}
    assert all(pair["changes"][0] == "death toll 11 → 17" and "text" not in pair for pair in told["pairs"])


def test_an_article_that_stands_alone_is_said_to(stored: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    show_pairs("https://coast.example/other", stored, as_json=False)
    assert "repeats no other text" in capsys.readouterr().out
    with pytest.raises(Misconfigured, match="not in the published file"):
        show_pairs("https://coast.example/nowhere", stored, as_json=False)


def test_what_changed_stands_in_the_published_file_beside_the_pair(stored: Settings) -> None:
    changes = ask.rows(
        stored.published, "select relation, what, before, after, said from mart.change where place = 0 order by all"
    )
    assert ("version", "death_toll", "11", "17", "death toll 11 → 17") in changes.rows
    assert {row[0] for row in changes.rows} == {"revision", "version"}
    pairs = ask.rows(
        stored.published,
        "select relation, rule, is_standing, changes[1] from mart.duplicate where relation = 'version' and is_standing",
    )
    assert pairs.rows
    assert set(pairs.rows) == {("version", "contained", True, "death toll 11 → 17")}


def test_a_rule_that_only_an_earlier_judge_had_is_shown_by_its_name() -> None:
    assert because("contained") == RULES["contained"]
    assert because("older rule") == "older rule"


def test_of_a_text_that_only_quotes_another_the_passage_is_shown_and_no_changes(tmp_path: Path) -> None:
    quoted = " ".join(WIRE.split("\n")[:3])
    own = " ".join(
        f"In harbour {n} the council of our own town met and spoke of boats, nets and ice." for n in range(12)
    )
    lines = [line("wire", WIRE), line("ours", f"{own}\n{quoted}\n{own.replace('harbour', 'valley')}", 9)]
    _, ours = answers("dedupe", "--explain", data=tmp_path, lines=lines)
    [one] = ours["explained"]
    assert (one["relation"], one["changes"]) == ("excerpt", [])
    assert "went from house to house" in one["passage"]
