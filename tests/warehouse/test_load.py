"""Loading: everything of a run once, nothing lost, whatever the text holds."""

import json
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as drawn
from hypothesis import strategies as st

from ingest import runs
from ingest.errors import BadRunFolder
from ingest.model import FeedEntry
from ingest.pipeline import judges
from ingest.runs import RunFolder
from tests.warehouse import made
from tests.warehouse.made import DAY, FEED, NOON, Page, entry, poll, refusal
from warehouse import load
from warehouse.connect import connect

MINUTE = timedelta(minutes=1)


def _mixed(of: FeedEntry) -> Page:
    """Pages by name: some articles, some refusals."""
    name = of.url.rsplit("/", 1)[1]
    if "-" in name:
        return Page(rejection=refusal(of, name.split("-")[1]))
    return made.plain_site(of)


def test_every_address_ends_in_exactly_one_count(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    made.passed(settings, "watch-1", [entry("old")])
    names = ["old", "a", "b", "c-paywall", "d-paywall", "e-gone", "f-timeout", "g"]
    sources = {"g": "hills"}
    entries = [entry(name, source_id=sources.get(name, "coast")) for name in names]
    counts = made.passed(settings, "watch-2", entries, _mixed, skip=[1])
    assert counts == load.LoadCounts(
        run_id="watch-2",
        discovered=8,
        stored=2,
        duplicate=1,
        pending=1,
        rejected={"gone": 1, "paywall": 2},
        failed={"timeout": 1},
        events=2,
        revisions=0,
    )


def test_an_item_without_a_usable_address_is_counted_too(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    folder = made.begin(settings, "watch-1")
    bad = refusal(entry("x", run_id="watch-1", url="javascript:alert(1)"), "bad_url", stage="discover")
    made.discovered(folder, [], rejections=[bad])
    runs.write_records(folder.path / "chunks" / "READY", [])
    assert made.loaded(settings, folder).rejected == {"bad_url": 1}
    assert made.asked(settings, "select status, reason, url from ops.url") == [
        ("rejected", "bad_url", "javascript:alert(1)")
    ]


def test_loading_again_changes_nothing(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    folder = made.prepared(settings, "watch-1", [entry("one"), entry("c-paywall"), entry("f-timeout")], _mixed)
    copy = tmp_path / "copy"
    shutil.copytree(folder.path, copy)
    first = made.loaded(settings, folder)
    before = made.contents(settings)
    shutil.copytree(copy, folder.path)
    assert made.loaded(settings, folder) == first
    assert made.contents(settings) == before
    assert not folder.path.exists()


def test_a_run_that_is_loaded_and_whose_folder_is_gone_still_tells_its_counts(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    folder = made.prepared(settings, "watch-1", [entry("one")])
    first = made.loaded(settings, folder)
    assert not folder.path.exists()
    assert made.loaded(settings, folder) == first


def test_a_run_whose_folder_is_gone_unloaded_is_an_error(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    with pytest.raises(BadRunFolder, match="watch-9"):
        made.loaded(settings, RunFolder(settings.runs / "watch-9"))


_HOSTILE = [
    "NUL \0 inside",
    "quotes ' \" ` and \\ backslash",
    "'; drop table core.article; --",
    "\r\n\x1b[31mred\x1b[0m\x07",
    '=HYPERLINK("http://evil.example")',
    "half \ud83d a character",
    "right \u202eto left, joined \U0001f468\u200d\U0001f469, \ufeff",
    "{'a': [1,",
    "null",
    "",
    "٣ قتلى في بانياس",
]


@pytest.mark.parametrize("text", _HOSTILE, ids=range(len(_HOSTILE)))
def test_hostile_text_is_stored_letter_by_letter(tmp_path: Path, text: str) -> None:
    settings = made.settings_in(tmp_path)

    def site(of: FeedEntry) -> Page:
        found = made.article(of, text + made.LONG, title=text, authors=(text, text))
        odd = made.event(found, quote=text, attributed_to=(text,), evidence={text: (0, 1)})
        return Page(article=found, events=(odd,))

    made.passed(settings, "watch-1", [entry("one", title=text, guid=text, content=text)], site)
    kept = text.replace("\ud83d", "\ufffd")
    sql = """
        select title, text, authors, quote, attributed_to, map_keys(evidence)
        from core.article join core.event using (revision_id)"""
    assert made.asked(settings, sql) == [(kept, kept + made.LONG, [kept, kept], kept, [kept], [kept])]
    assert made.asked(settings, "select title, guid, content from raw.feed_entry") == [(kept, kept, kept)]


def test_types_are_never_guessed_from_the_data(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    made.passed(settings, "watch-1", [entry("one", title="0001", guid="2025-03-07", summary="true", content="1e5")])
    assert made.asked(settings, "select title, guid, summary, content from raw.feed_entry") == [
        ("0001", "2025-03-07", "true", "1e5")
    ]


def test_a_very_long_article_is_loaded_whole(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    long = "word " * 5_000_000
    made.passed(settings, "watch-1", [entry("one")], lambda of: Page(article=made.article(of, long)))
    assert made.asked(settings, "select length(text) from core.article") == [(25_000_000,)]


def test_instants_far_from_ours_are_kept(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    early, late = NOON.replace(year=1), NOON.replace(year=9999)
    made.passed(settings, "watch-1", [entry("one", published_at=early), entry("two", published_at=late)])
    assert made.asked(settings, "select published_at from raw.feed_entry order by 1") == [(early,), (late,)]


def test_a_line_that_cannot_be_read_is_named_and_nothing_is_loaded(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    folder = made.prepared(settings, "watch-1", [entry("one")])
    with (folder.processed[0] / "articles.jsonl").open("a") as out:
        out.write('{"article_id": "art1", "word_count": "many"}\n')
    with pytest.raises(BadRunFolder, match=r"articles.jsonl.*line 2"):
        made.loaded(settings, folder)
    assert made.asked(settings, "select count(*) from core.article") == [(0,)]
    assert folder.path.exists()


def test_scratch_of_a_killed_task_is_not_read(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    folder = made.prepared(settings, "watch-1", [entry("one")])
    scratch = folder.path / "processed" / ".01-half.1234"
    scratch.mkdir()
    (scratch / "articles.jsonl").write_text("{half a li")
    (folder.path / "chunks" / ".00-x.jsonl.99").write_text("{half")
    assert made.loaded(settings, folder).stored == 1


def test_another_text_under_the_same_address_is_another_revision(tmp_path: Path) -> None:
    settings, later = made.settings_in(tmp_path), NOON + 60 * MINUTE
    made.passed(settings, "watch-1", [entry("one")], made.texts({"one": "Five died. " + made.LONG}))
    again = entry("one", updated_at=later, discovered_at=later)
    counts = made.passed(settings, "watch-2", [again], made.texts({"one": "Nine died. " + made.LONG}), at=later)
    assert (counts.stored, counts.duplicate, counts.revisions) == (0, 1, 1)
    assert made.asked(settings, "select left(text, 4), run_id from core.article order by fetched_at") == [
        ("Five", "watch-1"),
        ("Nine", "watch-2"),
    ]
    assert made.asked(settings, "select relation, containment > 0.9 from core.relation") == [("revision", True)]


def test_a_text_read_again_by_a_newer_coder_keeps_its_events(tmp_path: Path) -> None:
    """Two readings of one text, side by side, would count the dead twice."""
    settings, later = made.settings_in(tmp_path), NOON + 60 * MINUTE

    def recoded(of: FeedEntry) -> Page:
        found = made.article(of, made.LONG)
        return Page(article=found, events=(made.event(found, 1, coder="test/2", best=6, high=6),))

    made.passed(settings, "watch-1", [entry("one")], made.texts({"one": made.LONG}))
    made.passed(settings, "watch-2", [entry("one", updated_at=later, discovered_at=later)], recoded, at=later)
    assert made.asked(settings, "select coder, best from core.event") == [("test/1", 5)]


def test_an_item_seen_again_unchanged_adds_no_row_and_a_changed_one_does(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    for number, title in enumerate(["Dead: 5", "Dead: 5", "Dead: 7", "Dead: 7"]):
        at = NOON + number * MINUTE
        made.passed(settings, f"watch-{number}", [entry("one", title=title, discovered_at=at)], at=at)
    assert made.asked(settings, "select title, run_id from raw.feed_entry order by run_id") == [
        ("Dead: 5", "watch-0"),
        ("Dead: 7", "watch-2"),
    ]
    assert made.asked(settings, "select first_seen_at, last_seen_at from ops.url") == [(NOON, NOON + 3 * MINUTE)]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ([entry("two"), entry("three")], True),
        ([entry("three"), entry("four")], False),
        ([entry("moved", guid="g2")], True),
        ([], None),
    ],
)
def test_a_poll_knows_whether_it_met_what_was_known(
    tmp_path: Path, second: list[FeedEntry], expected: bool | None
) -> None:
    settings, later = made.settings_in(tmp_path), NOON + 60 * MINUTE
    made.passed(settings, "watch-1", [entry("one"), entry("two", guid="g2")])
    made.passed(settings, "watch-2", second, at=later, polls=[poll("", at=later, entries=len(second))])
    assert made.asked(settings, "select is_overlapping from raw.poll order by polled_at") == [(None,), (expected,)]


@pytest.mark.parametrize(("outcome", "expected"), [("unchanged", True), ("timeout", None)])
def test_a_poll_without_a_document_overlaps_only_if_nothing_changed(
    tmp_path: Path, outcome: str, expected: bool | None
) -> None:
    settings, later = made.settings_in(tmp_path), NOON + 60 * MINUTE
    made.passed(settings, "watch-1", [entry("one")])
    made.passed(settings, "watch-2", [], at=later, polls=[poll("", at=later, entries=0, outcome=outcome)])
    assert made.asked(settings, "select is_overlapping from raw.poll order by polled_at") == [(None,), (expected,)]


def test_the_overlap_of_each_channel_is_its_own(tmp_path: Path) -> None:
    settings, other, later = made.settings_in(tmp_path), "https://coast.example/other", NOON + 60 * MINUTE
    looks = [poll(""), poll("", url=other)]
    made.passed(settings, "watch-1", [entry("one"), entry("two", channel_url=other)], polls=looks)
    made.passed(
        settings,
        "watch-2",
        [entry("one"), entry("three", channel_url=other)],
        at=later,
        polls=[replace(each, polled_at=later, poll_id=each.poll_id + "2") for each in looks],
    )
    rows = made.asked(settings, f"select url, is_overlapping from raw.poll where polled_at > '{NOON}' order by url")
    assert rows == [(FEED, True), (other, False)]


def test_a_windowed_look_says_nothing_about_gaps(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    made.passed(settings, "watch-1", [entry("one")])
    made.passed(
        settings, "sweep-1", [entry("two")], at=NOON + DAY, kind="sweep", window_start=NOON - DAY, window_end=NOON
    )
    assert made.asked(settings, "select is_overlapping from raw.poll where run_id = 'sweep-1'") == [(None,)]


def _waiting(settings: made.Settings, *, at: object = NOON) -> list[str]:
    with connect(settings) as con:
        return [counts.run_id for counts in load.load_waiting(con, settings.runs, judges(), now=at)]  # type: ignore[arg-type]


def test_what_earlier_runs_left_is_loaded(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    made.prepared(settings, "watch-1", [entry("one")])
    made.prepared(settings, "watch-2", [entry("two")])
    assert _waiting(settings) == ["watch-1", "watch-2"]
    assert made.asked(settings, "select count(*) from core.article") == [(2,)]
    assert list(settings.runs.iterdir()) == []


def test_a_run_still_at_work_is_left_alone_until_it_is_surely_dead(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    made.prepared(settings, "watch-1", [entry("one"), entry("two", source_id="hills")], skip=[1])
    assert _waiting(settings, at=NOON + 5 * 60 * MINUTE) == []
    assert _waiting(settings, at=NOON + 7 * 60 * MINUTE) == ["watch-1"]
    assert made.asked(settings, "select status, count(*) from ops.url group by all order by all") == [
        ("pending", 1),
        ("stored", 1),
    ]
    assert made.asked(settings, "select is_whole from ops.load") == [(False,)]


def test_what_an_abandoned_run_left_undone_is_done_by_the_next(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    made.prepared(settings, "watch-1", [entry("one")], skip=[0])
    later = NOON + 7 * 60 * MINUTE
    assert _waiting(settings, at=later) == ["watch-1"]
    counts = made.passed(settings, "watch-2", [], at=later)
    assert (counts.discovered, counts.stored) == (1, 1)


def test_one_broken_folder_is_set_aside_and_does_not_hold_up_the_others(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    broken = made.prepared(settings, "watch-1", [entry("one")])
    (broken.processed[0] / "articles.jsonl").write_text("{}{}{")
    made.prepared(settings, "watch-2", [entry("two")])
    with pytest.raises(BadRunFolder, match="watch-1"):
        _waiting(settings)
    assert made.asked(settings, "select run_id from ops.load") == [("watch-2",)]
    assert (settings.runs / ".broken" / "watch-1" / "run.json").exists()
    assert _waiting(settings) == []


def test_a_folder_under_another_name_than_its_run_is_refused(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    folder = made.prepared(settings, "watch-1", [entry("one")])
    folder.path.rename(settings.runs / "watch-7")
    with pytest.raises(BadRunFolder, match="names run watch-1"):
        made.loaded(settings, RunFolder(settings.runs / "watch-7"))


def test_a_load_killed_between_commit_and_removal_is_cleaned_up(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    folder = made.prepared(settings, "watch-1", [entry("one")])
    (settings.runs / ".gone-watch-0").mkdir()
    shutil.copytree(folder.path, tmp_path / "copy")
    made.loaded(settings, folder)
    shutil.copytree(tmp_path / "copy", folder.path)
    assert _waiting(settings) == ["watch-1"]
    assert list(settings.runs.iterdir()) == []


def test_a_decision_older_than_what_is_known_changes_nothing(tmp_path: Path) -> None:
    """A folder that was left behind and is loaded late."""
    settings = made.settings_in(tmp_path)
    late = made.prepared(settings, "watch-1", [entry("one")], made.refusing("timeout"))
    again = entry("one", discovered_at=NOON + 60 * MINUTE)
    made.passed(settings, "watch-2", [again], made.refusing("gone"), at=NOON + 60 * MINUTE)
    counts = made.loaded(settings, late)
    assert counts.discovered == 1
    assert made.asked(settings, "select status, reason, run_id from ops.url") == [("rejected", "gone", "watch-2")]


def test_two_runs_that_bring_the_same_article_store_it_once(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    first = made.prepared(settings, "watch-1", [entry("one")])
    second = made.prepared(settings, "watch-2", [entry("one")])
    assert made.loaded(settings, second).stored == 1
    counts = made.loaded(settings, first)
    assert (counts.stored, counts.duplicate, counts.events) == (0, 1, 0)
    assert made.asked(settings, "select count(*) from core.article") == [(1,)]


def test_the_run_folder_is_plain_json_that_a_person_can_read(tmp_path: Path) -> None:
    settings = made.settings_in(tmp_path)
    folder = made.prepared(settings, "watch-1", [entry("one")])
    lines = (folder.processed[0] / "events.jsonl").read_text().splitlines()
    assert [json.loads(line)["best"] for line in lines] == [5]


_OUTCOMES = st.sampled_from(["ok", "paywall", "timeout", "undated", "skip"])
_RUNS = st.lists(st.dictionaries(st.sampled_from("abcdef"), _OUTCOMES, max_size=5), min_size=1, max_size=4)


@drawn(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plans=_RUNS)
def test_whatever_happens_the_counts_balance_and_replaying_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, plans: list[dict[str, str]]
) -> None:
    settings = made.settings_in(tmp_path_factory.mktemp("law"))
    for number, wanted in enumerate(plans):
        at = NOON + number * 20 * MINUTE

        def site(of: FeedEntry, wanted: dict[str, str] = wanted) -> Page:
            outcome = wanted.get(of.url[-1], "ok")
            return made.plain_site(of) if outcome in ("ok", "skip") else Page(rejection=refusal(of, outcome))

        entries = [entry(name, discovered_at=at) for name in wanted]
        skip = [0] if "skip" in wanted.values() else []
        folder = made.prepared(settings, f"watch-{number}", entries, site, at=at, skip=skip)
        copy = settings.data / "copy" / folder.path.name
        shutil.copytree(folder.path, copy)
        counts = made.loaded(settings, folder)
        sums = counts.stored + counts.duplicate + counts.pending
        assert counts.discovered == sums + sum(counts.rejected.values()) + sum(counts.failed.values())
        assert counts.discovered >= len(wanted)
        before = made.contents(settings)
        shutil.copytree(copy, folder.path)
        assert made.loaded(settings, folder) == counts
        assert made.contents(settings) == before
    with connect(settings) as con:
        from warehouse.maintain import check

        assert [result for result in check(con) if result.wrong_rows] == []
