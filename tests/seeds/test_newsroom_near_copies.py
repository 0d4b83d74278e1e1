"""The judge of near-copies finds among the newsroom's stories the relations that are expected, and no other."""

from datetime import datetime

from ingest.fingerprint import dedupe
from ingest.model import Comparable
from seeds.newsroom.stories import read_outlets, read_stories
from tests.seeds.newsroom_expected import STORED

STORIES = {story.path: story for outlet in read_outlets() for story in read_stories(outlet)}


def test_the_copies_and_the_version_are_found_and_own_reports_of_one_event_stay_apart() -> None:
    in_order = sorted(STORED, key=lambda a: a["published_at"])
    documents = [
        Comparable(
            revision_id=a["path"],
            article_id=a["path"],
            outlet=a["outlet"],
            title=a["title"],
            text="\n".join(STORIES[a["path"]].body),
            language=a["language"],
            arrived_at=datetime.fromisoformat(a["published_at"]),
        )
        for a in in_order
    ]
    found = {
        (relation.revision_id, relation.relation, relation.original_id)
        for relations in dedupe(documents)
        for relation in relations
    }
    due = {(a["path"], a["relation"]["relation"], a["relation"]["of"]) for a in STORED if a["relation"]}
    assert found == due
