"""`presswatch dedupe`: articles in order of arrival in; for each, what it repeats. Waits for the end of its input: the
earliest print of a text may come last."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, BinaryIO

from rich.text import Text

from console.filters.named import Id, Named, moment, named
from console.lines import BadLine, Line, Stream, batches, error_line, json_line
from console.paper import out
from console.words import one_line, plain
from ingest.model import SAME_TEXT, Comparable, Relation

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


def dedupe_lines(
    stream: Stream, answers: BinaryIO, on_answered: Callable[[int], None], *, is_explained: bool = False
) -> None:
    """Answer every line of `stream` on `answers`, in order; explained: with what each text shares with others, what decided, and
    what differs."""
    for answer in _answered(stream, on_answered, is_explained=is_explained):
        answers.write(answer if isinstance(answer, bytes) else json_line(answer))
    answers.flush()


def show_lines(stream: Stream, on_answered: Callable[[int], None]) -> None:
    """The same for a person who looks on: what each text repeats, what makes it so and what differs."""
    from console.explain import Explained, sheet

    paper = out()
    for answer in _answered(stream, on_answered, is_explained=True):
        if isinstance(answer, bytes) or "error" in answer:
            problem = answer if isinstance(answer, bytes) else json_line(answer)
            paper.print(plain(problem.decode().rstrip()), soft_wrap=True)
            continue
        name, related = str(next(iter(answer.values()))), answer["explained"]
        if not related:
            paper.print(Text(one_line(f"{name} repeats no other text"), style="bold"))
        for one in related:
            fields = {field: one[field] for field in Explained.__slots__}
            paper.print(sheet(Explained(**fields), name, str(one["original_id"])))


def _answered(
    stream: Stream, on_answered: Callable[[int], None], *, is_explained: bool
) -> Iterator[dict[str, Any] | bytes]:
    """An answer to every line, in order; bytes for a line that cannot be compared."""
    taken = list(_taken(stream, on_answered))
    answers = iter(_answers([line for line in taken if isinstance(line, Print)], is_explained=is_explained))
    for line in taken:
        yield line if isinstance(line, bytes) else next(answers)


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


def _answers(prints: list[Print], *, is_explained: bool) -> Iterator[dict[str, Any]]:
    from ingest.fingerprint import dedupe

    documents = [_comparable(line, at) for line, at in zip(prints, _arrivals(prints), strict=True)]
    found = list(dedupe(documents))
    names = {_key(line): line.name for line in prints}
    leading = {relation.original_id for relations in found for relation in relations if relation.relation in SAME_TEXT}
    leaders: dict[Id, int] = {}
    reasons = _reasons(documents, found, names) if is_explained else None
    for line, relations in zip(prints, found, strict=True):
        answer = _answer(line, relations, names, leaders, is_leading=_key(line) in leading)
        reason = next(reasons) if reasons else []
        yield answer | {"explained": reason} if reasons and "error" not in answer else answer


def _reasons(
    documents: list[Comparable], found: Sequence[Sequence[Relation]], names: dict[str, Id]
) -> Iterator[list[dict[str, Any]]]:
    """For each document what makes its relations, without what its outlet puts under everything."""
    from console.explain import explained
    from ingest.fingerprint.boilerplate import marked
    from ingest.fingerprint.words import words_of

    pieces = marked(documents, [words_of(document.text) for document in documents])
    texts = {piece.revision_id: piece for piece in pieces}
    for document, relations in zip(documents, found, strict=True):
        yield [
            {"original_id": names[relation.original_id]}
            | asdict(explained(asdict(relation), texts[document.revision_id], texts[relation.original_id]))
            for relation in relations
        ]


def _answer(
    line: Print, relations: Sequence[Relation], names: dict[str, Id], leaders: dict[Id, int], *, is_leading: bool
) -> dict[str, Any]:
    """`relation` is what the text is of `canonical_id`: what it is a copy, version or revision of, or else the first whose
    passage it carries, unless others stand behind it: then it is an original above all."""
    behind = next((relation for relation in relations if relation.relation in SAME_TEXT), None)
    if behind is None:
        other = leaders.setdefault(line.name, line.number)
        if other != line.number:  # one cluster_id for two texts would merge them
            return {**line.names, "line": line.number, "error": f"the id of line {other}, and another text"}
    spoken = behind or (None if is_leading or not relations else relations[0])
    canonical = names[spoken.original_id] if spoken else line.name
    return {
        **line.names,
        "canonical_id": canonical,
        "cluster_id": canonical if behind else line.name,
        "relation": spoken.relation if spoken else None,
        "similarity": spoken.containment if spoken else None,
    }


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
