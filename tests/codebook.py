"""The tables of docs/codebook.md that come from `seeds/ontology/`. `python -m tests.codebook` writes them anew."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "codebook.md"


def seed(name: str) -> list[dict[str, str]]:
    """The lines of a seed table of the ontology."""
    with (ROOT / "seeds" / "ontology" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def tables() -> dict[str, str]:
    """Heading to the table that stands under it."""
    return {
        "Event types": _table(("code", "definition", "words"), _types()),
        "Confidence": _table(("sign", "weight", "what it is"), _signs()),
        "Modes": _table(("type", "code", "definition"), _modes()),
        "Contexts": _table(("code", "definition"), ((_code(r["code"]), r["definition"]) for r in seed("contexts"))),
        "ACLED sub-events": _table(("ACLED's type", "`acled_sub_event`", "what it is"), _sub_events()),
        "How a sub-event is chosen": _table(("type", "mode", "by", "against", "words", "`acled_sub_event`"), _rules()),
    }


def _types() -> Iterator[Sequence[str]]:
    for row in seed("event_types"):
        yield _code(row["code"]), row["definition"], ", ".join(_examples(row["code"]))


def _examples(event_type: str) -> list[str]:
    """The first words that lead to a type, one of each mode before a second of any."""
    lines = [row for name in ("triggers", "acts") for row in seed(name) if row["event_type"] == event_type]
    firsts = {row["mode"]: _written(row) for row in reversed(lines)}
    return list(dict.fromkeys([*firsts.values(), *map(_written, lines)]))[:5]


def _written(row: dict[str, str]) -> str:
    """The phrase with the first thing it is done with: "impose sanctions"."""
    wanted = row.get("objects", "").split("|")[0]
    if wanted.startswith("@"):
        wanted = next((cue["word"] for cue in seed("cues") if cue["class"] == wanted[1:]), wanted[1:])
    return f"{row['phrase']} {wanted}".strip()


def _signs() -> Iterator[Sequence[str]]:
    for row in seed("confidence"):
        yield _code(row["sign"]), f"{float(row['weight']):+.2f}", row["meaning"]


def _modes() -> Iterator[Sequence[str]]:
    for row in seed("modes"):
        yield _code(row["event_type"]), _code(row["code"]), row["definition"]


def _sub_events() -> Iterator[Sequence[str]]:
    for row in seed("acled"):
        yield row["acled_type"], row["sub_event"], row["definition"]


def _rules() -> Iterator[Sequence[str]]:
    for row in seed("acled_rules"):
        modes = ", ".join(_code(mode) for mode in row["modes"].split("|") if mode)
        words = ", ".join(row["words"].split("|")[:4]) + (", …" if row["words"].count("|") > 3 else "")
        kind = _code(row["event_type"]) if row["event_type"] else "any"
        yield kind, modes or "any", row["side_a"] or "any", row["against"] or "any", words or "any", row["sub_event"]


def _code(word: str) -> str:
    return f"`{word}`"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines) + "\n"


def rewritten(page: str) -> str:
    """The page with its generated tables as the seeds have them now."""
    for heading, table in tables().items():
        pattern = re.compile(rf"(\n##+ {re.escape(heading)}\n(?:(?!\n##|\n\|).)*\n)\|.*?\n(?!\|)", re.DOTALL)
        page, times = pattern.subn(lambda found, table=table: found[1] + table, page + "\n")  # type: ignore[misc]
        assert times == 1, f"docs/codebook.md has no table under {heading}"
        page = page.rstrip("\n") + "\n"
    return page


if __name__ == "__main__":
    PAGE.write_text(rewritten(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
