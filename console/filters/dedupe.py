"""`presswatch dedupe`: articles in order of arrival in; for each, what it repeats. Waits for the end of its input: the
earliest print of a text may come last."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO

from console.filters.named import Id, Named, moment, named
from console.lines import BadLine, Line, Stream, batches, error_line, json_line
from ingest.model import Comparable, Relation

_SAME_TEXT = frozenset({"revision", "copy", "version"})  # the others are linked, and stand for themselves
_BEFORE_ALL = datetime(1, 1, 1, tzinfo=UTC)


class ArticleLine(Named, kw_only=True):
    """`{id, url, outlet, published_at | published, title, text}`; all but id and text may be missing."""

    text: str | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published_at: str | None = None
    published: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """One line that can be compared: its number, what it is called, when it says it came out."""

    number: int
    names: dict[str, Id]
    name: Id
    given: ArticleLine
    published_at: datetime | None


def dedupe_lines(stream: Stream, out: BinaryIO, on_answered: Callable[[int], None]) -> None:
    """Answer every line of `stream` on `out`, in order."""
    taken = list(_taken(stream, on_answered))
    prints = [line for line in taken if isinstance(line, Print)]
    answers = iter(_answers(prints))
    for line in taken:
        out.write(line if isinstance(line, bytes) else next(answers))
    out.flush()


def _taken(stream: Stream, on_answered: Callable[[int], None]) -> Iterator[Print | bytes]:
    for batch in batches(stream, most_lines=256, most_bytes=1 << 20):
        for line in batch:
            try:
                yield _print(line)
            except BadLine as problem:
                yield error_line(line, str(problem))
        on_answered(len(batch))


def _print(line: Line) -> Print:
    given = named(line, ArticleLine)
    if given.text is None:
        raise BadLine("the line has no `text`")
    published_at = moment("published_at", given.published_at) or moment("published", given.published)
    return Print(number=line.number, names=given.names, name=given.name, given=given, published_at=published_at)


def _answers(prints: list[Print]) -> Iterator[bytes]:
    from ingest.fingerprint import dedupe

    found = list(dedupe([_comparable(line, at) for line, at in zip(prints, _arrivals(prints), strict=True)]))
    names = {_key(line): line.name for line in prints}
    leading = {relation.original_id for relations in found for relation in relations if relation.relation in _SAME_TEXT}
    leaders: dict[Id, int] = {}
    for line, relations in zip(prints, found, strict=True):
        yield _answer(line, relations, names, leaders, is_leading=_key(line) in leading)


def _answer(
    line: Print, relations: tuple[Relation, ...], names: dict[str, Id], leaders: dict[Id, int], *, is_leading: bool
) -> bytes:
    """`relation` is what the text is of `canonical_id`: what it is a copy, version or revision of, or else the first whose
    passage it carries, unless others stand behind it: then it is an original above all."""
    behind = next((relation for relation in relations if relation.relation in _SAME_TEXT), None)
    if behind is None:
        other = leaders.setdefault(line.name, line.number)
        if other != line.number:  # one cluster_id for two texts would merge them
            raw = {**line.names, "line": line.number, "error": f"the id of line {other}, and another text"}
            return json_line(raw)
    spoken = behind or (None if is_leading or not relations else relations[0])
    canonical = names[spoken.original_id] if spoken else line.name
    return json_line(
        {
            **line.names,
            "canonical_id": canonical,
            "cluster_id": canonical if behind else line.name,
            "relation": spoken.relation if spoken else None,
            "similarity": spoken.containment if spoken else None,
        }
    )


def _arrivals(prints: list[Print]) -> Iterator[datetime]:
    """When each came out; what does not say is taken to have come with the line before it, or the first that says."""
    last = next((line.published_at for line in prints if line.published_at), _BEFORE_ALL)
    for line in prints:
        last = line.published_at or last
        yield last


def _comparable(line: Print, arrived_at: datetime) -> Comparable:
    """The line as the judge sees it: its place in the input is its revision, its URL its article."""
    from ingest.urls import article_id, canonical_url

    given = line.given
    canonical = canonical_url(given.url) if given.url else None
    return Comparable(
        revision_id=_key(line),
        article_id=article_id(canonical) if canonical else f"line {line.number}",
        outlet=given.outlet or "",
        title=given.title,
        text=given.text or "",
        language=given.language,
        arrived_at=arrived_at,
    )


def _key(line: Print) -> str:
    return f"{line.number:012d}"
