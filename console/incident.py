"""`presswatch incident`: one incident with its figures, who told what and when, and why each report is linked to it."""

from console import paper
from console.lines import json_line
from console.words import plain
from ingest.settings import Settings
from warehouse.ask import Incident, incident

_TOLD = ("told", "outlet", "low", "best", "high", "according to", "standing", "event")


def show_incident(named: str, settings: Settings, *, as_json: bool) -> None:
    """Print the incident `named`: its id, a former one, or that of an event. Raises Misconfigured for one that is not there."""
    found = incident(settings.published, named)
    if as_json:
        paper.write(json_line({"incident": found.incident, "events": found.events}))
    else:
        _print(found)


def _print(found: Incident) -> None:
    out, whole = paper.out(), found.incident
    out.print(plain(f"{whole['incident_id']}: {_what(whole)}\n{_deaths(whole)}\n{_standing(whole)}\n"), soft_wrap=True)
    out.print(paper.table(None, _TOLD, [_row(event) for event in found.events], limit=60))
    for event in found.events:
        out.print(plain(f"\n{event['event_id']}, {event['outlet']}: “{event['quote']}”"), soft_wrap=True)
        if event["linked_to"]:
            out.print(plain(f"  is linked to {event['linked_to']} ({event['points']} points):"))
            out.print(plain("\n".join(f"    {reason}" for reason in _listed(event["reasons"]))), soft_wrap=True)


def _what(whole: dict[str, object]) -> str:
    kind = " ".join(str(whole[name]) for name in ("event_type", "event_mode") if whole[name])
    place = ", ".join(str(whole[name]) for name in ("place", "admin1", "country") if whole[name])
    first, last = whole["date_start"], whole["date_end"]
    days = "no day told" if not first else f"{first}" if first == last else f"{first} to {last}"
    return f"{kind}, {days}, {place or 'no place told'}"


def _deaths(whole: dict[str, object]) -> str:
    """The figures; what is not told is no figure."""
    if whole["low"] is None:
        return "No report of it that counts tells of deaths."
    best = "uncounted" if whole["best"] is None else whole["best"]
    high = "open" if whole["high"] is None else whole["high"]
    return (
        f"Deaths: low {whole['low']}, best {best}, high {high} ({whole['different_tolls']} different tolls, "
        f"{whole['denials']} denials; {whole['independent_articles']} of {whole['articles']} articles are independent)"
    )


_BECAUSE = {
    "part_of_summary": "Not counted: it is part of",
    "outgrown": "Not counted: its parts together have more dead.",
    "cumulative": "Not counted: the toll of more than a month, or of no time told.",
    "not_told": "Not counted: only copied, taken back or denied.",
}


def _standing(whole: dict[str, object]) -> str:
    said = _BECAUSE.get(str(whole["not_counted_because"]), "Counted.")
    return (
        f"{said} {', '.join(_listed(whole['part_of']))}." if whole["not_counted_because"] == "part_of_summary" else said
    )


def _row(event: dict[str, object]) -> tuple[object, ...]:
    standing = event["not_counted_because"] or event["claim_status"]
    according = "; ".join(_listed(event["attributed_to"]))
    figures = (event["low"], event["best"], event["high"])
    return (event["told_at"], event["outlet"], *figures, according, standing, event["event_id"])


def _listed(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []
