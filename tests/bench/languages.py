"""De-duplication in other languages and scripts: copies and look-alikes made of real page bodies, scored by pairs. Not a test.

    python -m tests.bench.languages [--bodies FILE] [--every N] [--errors]

FILE: lines of {"text": …} to use instead of the bodies of the labelled pages. The edits know no language: they cut, swap words
for others of the same text pool, change digits, put other prose before and behind. --errors names the pairs that went wrong.
"""

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path

from ingest.extract import Extracted, extract
from ingest.fingerprint import dedupe
from ingest.model import SAME_TEXT, Comparable, Page, Refused
from ingest.text import language_of, words
from tests.bench.material import PAGES, Row, html_of, require, rows, url_of

BEGINNING = datetime(2024, 3, 1, tzinfo=UTC)
PIECE_WORDS = 150
_ENGLISH = re.compile(rb"""<html[^>]*\blang\s*=\s*["']?en""", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
Paragraphs = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A document made of `cluster`; `kind` starts with "no_" where it is a copy of nothing."""

    kind: str
    cluster: str
    title: str
    paragraphs: Paragraphs


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """The pieces of one language, and what else copies of them are made with: `own` is prose that is in none of them."""

    language: str
    pieces: tuple[Paragraphs, ...]
    own: tuple[Paragraphs, ...]
    vocabulary: tuple[str, ...]
    is_spaced: bool
    chance: random.Random

    def prose(self, count: int) -> str:
        """About as many words that stand in no piece."""
        line = self.chance.choice(self.chance.choice(self.own))
        tokens = line.split() if self.is_spaced else list(line)
        return (" " if self.is_spaced else "").join(tokens[: count if self.is_spaced else 2 * count])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bodies", type=Path, default=PAGES)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth piece")
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    require(arguments.bodies)
    pieces: defaultdict[str, list[Paragraphs]] = defaultdict(list)
    for text in bodies(arguments.bodies):
        for piece in cut_in_pieces([line for line in text.split("\n") if line.strip()]):
            pieces[language_of("\n".join(piece))[0] or "?"].append(piece)
    for language, found in sorted(pieces.items(), key=lambda each: -len(each[1])):
        if len(found) >= 4:
            print(line_of(language, found[:: arguments.every], show_errors=arguments.errors))


def bodies(path: Path) -> Iterator[str]:
    """The texts that the file has, and of pages without one that are not marked as English what the extract stage reads."""
    for row in rows(path):
        if row.get("text") or "file" not in row:
            yield row.get("text") or ""
        elif not _ENGLISH.search((html := html_of(row, path))[:6_000]) and not isinstance(
            found := _read(row, html), Refused
        ):
            yield found.article.text


def _read(row: Row, html: bytes) -> Extracted | Refused:
    return extract(
        Page(
            url=url_of(row),
            html=html,
            content_type=None,
            run_id="bench",
            source_id="bench",
            capture_id=None,
            outlet="bench",
            fetched_at=BEGINNING,
            entry=None,
        )
    )


def cut_in_pieces(lines: Sequence[str]) -> Iterator[Paragraphs]:
    """Pieces of a body of about two hundred words in four paragraphs at least, each an article of its own."""
    piece: list[str] = []
    for line in lines:
        piece.append(line)
        if len(piece) >= 4 and sum(_length(each) for each in piece) >= PIECE_WORDS:
            yield tuple(piece)
            piece = []


def line_of(language: str, pieces: Sequence[Paragraphs], *, show_errors: bool) -> str:
    made = documents(pool_of(language, pieces))
    found = [
        each[0].original_id if each and each[0].relation in SAME_TEXT else None for each in dedupe(comparables(made))
    ]
    predicted = [original or str(place) for place, original in enumerate(found)]
    true, said = pairs([each.cluster for each in made]), pairs(predicted)
    right = len(true & said)
    scores = (right / max(1, len(said)), right / max(1, len(true)), 2 * right / max(1, len(said) + len(true)))
    missed: Counter[str] = Counter()
    false: Counter[str] = Counter()
    for one, other in sorted(true - said):
        missed[_worse(made[one].kind, made[other].kind)] += 1
    for one, other in sorted(said - true):
        false[" = ".join(sorted((made[one].kind, made[other].kind)))] += 1
    if show_errors:
        print(
            "\n".join(
                f"  {sign} {a} {b} {made[a].kind} {made[b].kind} | {made[a].title} | {made[b].title}"
                for sign, wrong in (("missed", true - said), ("false", said - true))
                for a, b in sorted(wrong)[:20]
            )
        )
    return (
        f"{language:3s} pieces {len(pieces):4d} documents {len(made):5d} "
        f"P {scores[0]:.3f} R {scores[1]:.3f} F1 {scores[2]:.3f} missed {dict(missed.most_common(4))} "
        f"false {dict(false.most_common(3))}"
    )


def _worse(*kinds: str) -> str:
    return max(kinds, key=lambda kind: ("original", "styled", "cut", "corrected", "brief", "led", "combo").index(kind))


def pairs(clusters: Sequence[str]) -> set[tuple[int, int]]:
    members: defaultdict[str, list[int]] = defaultdict(list)
    for place, cluster in enumerate(clusters):
        members[cluster].append(place)
    return {pair for places in members.values() for pair in combinations(places, 2)}


def pool_of(language: str, pieces: Sequence[Paragraphs]) -> Pool:
    found = [word for piece in pieces for line in piece for word in words(line)]
    is_spaced = sum(len(word) == 1 for word in found) < 0.5 * len(found)
    return Pool(
        language=language,
        pieces=tuple(piece for n, piece in enumerate(pieces) if n % 4),
        own=tuple(pieces[::4]),
        vocabulary=tuple(found),
        is_spaced=is_spaced,
        chance=random.Random(f"{language} {len(pieces)}"),
    )


def documents(pool: Pool) -> list[Made]:
    """Of each piece the original and one of each kind of copy; of all of them look-alikes. Originals come first."""
    made = [
        Made(kind="original", cluster=f"c{n}", title=title_of(piece), paragraphs=piece)
        for n, piece in enumerate(pool.pieces)
    ]
    for n, piece in enumerate(pool.pieces):
        for kind, edit in COPIES.items():
            title = title_of(piece) if pool.chance.random() < 0.75 else title_of(piece[1:])
            made.append(Made(kind=kind, cluster=f"c{n}", title=title, paragraphs=edit(pool, n)))
    for kind, imitate in LOOK_ALIKES.items():
        made += [
            Made(kind=f"no_{kind}", cluster=f"{kind} {n}", title=title, paragraphs=paragraphs)
            for n, (title, paragraphs) in enumerate(imitate(pool))
        ]
    return made


def comparables(made: Sequence[Made]) -> list[Comparable]:
    return [
        Comparable(
            revision_id=str(place),
            article_id=f"article {place}",
            outlet=f"outlet {place % 12}",
            title=each.title,
            text="\n".join(each.paragraphs),
            language=None,
            arrived_at=BEGINNING + timedelta(minutes=place),
        )
        for place, each in enumerate(made)
    ]


def title_of(paragraphs: Sequence[str]) -> str:
    """The first words of the text."""
    first = paragraphs[0] if paragraphs else ""
    found = first.split()
    return " ".join(found[:8]) if len(found) > 3 else first[:18]


def _length(line: str) -> int:
    return len(words(line))


def cut(pool: Pool, n: int) -> Paragraphs:
    """A part of the paragraphs, never less than a reader would know it by."""
    piece = pool.pieces[n]
    return beginning(pool, piece[: max(2, int(len(piece) * pool.chance.uniform(0.4, 0.8)))], piece, 90)


def brief(pool: Pool, n: int) -> Paragraphs:
    return beginning(pool, (), pool.pieces[n], 50)


def beginning(pool: Pool, kept: Paragraphs, piece: Paragraphs, least: int) -> Paragraphs:
    """The paragraphs kept and as many more as it takes to have so many words (of letters twice as many)."""
    least *= 1 if pool.is_spaced else 2
    while len(kept) < len(piece) and sum(map(_length, kept)) < least:
        kept = piece[: len(kept) + 1]
    return kept


def styled(pool: Pool, n: int) -> Paragraphs:
    return tuple(swapped(pool, line, 0.04) for line in pool.pieces[n])


def corrected(pool: Pool, n: int) -> Paragraphs:
    """A digit is another one in three of the paragraphs that have any."""
    piece = pool.pieces[n]
    places = [place for place, line in enumerate(piece) if _DIGIT.search(line)][:3]
    return tuple(_other_digit(pool, line) if place in places else line for place, line in enumerate(piece))


def _other_digit(pool: Pool, line: str) -> str:
    return _DIGIT.sub(lambda found: str((int(found[0]) + pool.chance.randrange(1, 10)) % 10), line, count=1)


def led(pool: Pool, n: int) -> Paragraphs:
    return (pool.prose(30), *pool.pieces[n])


def combo(pool: Pool, n: int) -> Paragraphs:
    whole = cut(pool, n)
    kept = tuple(swapped(pool, line, 0.03) for line in (whole[1:] if _length(whole[0]) < 40 else whole))
    return (pool.prose(25), *kept, pool.prose(25))


def swapped(pool: Pool, line: str, share: float) -> str:
    """The line with a share of its words exchanged for others of the pool."""

    def change(token: str) -> str:
        return pool.chance.choice(pool.vocabulary) if pool.chance.random() < share else token

    return " ".join(map(change, line.split())) if pool.is_spaced else "".join(map(change, line))


COPIES: dict[str, Callable[[Pool, int], Paragraphs]] = {
    "cut": cut,
    "brief": brief,
    "styled": styled,
    "corrected": corrected,
    "led": led,
    "combo": combo,
}


def quotes(pool: Pool) -> Iterator[tuple[str, Paragraphs]]:
    """A passage from the middle of one piece within prose that is in none of them."""
    for piece, one, other in zip(pool.pieces[::3], pool.own[::2], pool.own[1::2], strict=False):
        yield title_of(one), (*one, piece[2], *other)


def digests(pool: Pool) -> Iterator[tuple[str, Paragraphs]]:
    """The beginnings of several pieces under small headings."""
    heads = [(piece, beginning(pool, (), piece, 50)) for piece in pool.pieces]
    short = [head for piece, head in heads if 2 * sum(map(_length, head)) < sum(map(_length, piece))]
    for _ in range(max(1, len(short) // 6)):
        items = pool.chance.sample(short, min(len(short), pool.chance.randrange(3, 7)))
        if len(items) > 2:
            lines = [line for item in items for line in (title_of(item), *item)]
            yield f"{pool.prose(3)} {len(items)}", tuple(lines)


def forms(pool: Pool) -> Iterator[tuple[str, Paragraphs]]:
    """Skeletons of three paragraphs, filled in with other words and numbers each time."""
    for n in range(0, len(pool.pieces), 10):
        skeleton = pool.pieces[n][:3]
        for _ in range(4):
            filled = tuple(filled_in(pool, line) for line in skeleton)
            yield title_of(filled), filled


def filled_in(pool: Pool, line: str) -> str:
    """Another number or name in place of every sixth word; in scripts without spaces behind every eighth letter."""
    if not pool.is_spaced:
        return "".join(line[at : at + 8] + _fact(pool) for at in range(0, len(line), 8))
    return " ".join(_fact(pool) if at % 6 == 5 else token for at, token in enumerate(line.split()))


def _fact(pool: Pool) -> str:
    is_number = pool.chance.random() < 0.5
    return str(pool.chance.randrange(10, 9999)) if is_number else pool.chance.choice(pool.vocabulary).capitalize()


LOOK_ALIKES: dict[str, Callable[[Pool], Iterator[tuple[str, Paragraphs]]]] = {
    "quote": quotes,
    "digest": digests,
    "form": forms,
}


if __name__ == "__main__":
    main()
