"""Our own near-copies, as `presswatch dedupe` finds them. Runs in the product's environment."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from ingest.fingerprint import dedupe
from ingest.model import SAME_TEXT, Comparable
from tests.bench.peers.leaders import Text, serve


def find(texts: Sequence[Text]) -> Iterator[int | None]:
    places = {text.id: place for place, text in enumerate(texts)}
    for relations in dedupe([_comparable(text) for text in texts]):
        yield next((places[found.original_id] for found in relations if found.relation in SAME_TEXT), None)


def _comparable(text: Text) -> Comparable:
    published = datetime.fromisoformat(text.published)
    return Comparable(
        revision_id=text.id,
        article_id=text.id,
        outlet=text.outlet,
        title=text.title,
        text=text.text,
        language=text.language,
        arrived_at=published if published.tzinfo else published.replace(tzinfo=UTC),
    )


if __name__ == "__main__":
    serve(find)
