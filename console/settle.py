"""`presswatch settle`: the nightly step by hand, and what it came to."""

from dataclasses import asdict

from console import paper
from console.lines import json_line
from ingest import pipeline
from ingest.settings import Settings
from warehouse import publish
from warehouse.connect import connect
from warehouse.settle import Settled, settle

_WORDS = {
    "remade": "fingerprints, gists and traces made anew",
    "relisted": "paragraphs and shingles that came onto the list of boilerplate, or left it",
    "looked_at": "texts judged anew",
    "moved": "pointers moved",
}


def settle_once(settings: Settings) -> Settled:
    """Settle, then publish what changed."""
    with paper.progress() as bars, connect(settings) as warehouse:
        with paper.step(bars, "settle texts") as task:
            done = settle(
                warehouse,
                pipeline.judges(),
                on_progress=lambda done, total: bars.update(task, completed=done, total=total),
            )
        with paper.step(bars, "publish"):
            publish.publish(warehouse, settings.published)
    return done


def print_settled(done: Settled, *, as_json: bool) -> None:
    found = asdict(done)
    if as_json:
        paper.write(json_line(found))
    else:
        rows = [(_WORDS[name], number) for name, number in found.items()]
        paper.out().print(paper.table("settled", ("what", "how many"), rows))
