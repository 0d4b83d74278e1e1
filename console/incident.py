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
    place = ", ".join(str(whole[name]) for name in ("place", "admin1", "country") if whole[name])
    days = (
        f"{whole['date_start']} to {whole['date_end']}"
        if whole["date_end"] != whole["date_start"]
        else whole["date_end"]
    )
    out.print(plain(f"{whole['incident_id']}: {whole['event_type']} {whole['event_mode'] or ''}\n{days}, {place}"))
    out.print(plain(f"deaths: low {whole['low']}, best {whole['best']}, high {whole['high']}; {_disputes(whole)}\n"))
    out.print(paper.table(None, _TOLD, [_row(event) for event in found.events], limit=60))
    for event in found.events:
        if event["linked_to"]:
            out.print(plain(f"\n{event['event_id']} is linked to {event['linked_to']} ({event['points']} points):"))
            out.print(plain("\n".join(f"  {reason}" for reason in _listed(event["reasons"]))), soft_wrap=True)


def _disputes(whole: dict[str, object]) -> str:
    return f"{whole['different_tolls']} different tolls, {whole['denials']} denials, {whole['articles']} articles"


def _row(event: dict[str, object]) -> tuple[object, ...]:
    standing = event["not_counted_because"] or event["claim_status"]
    according = "; ".join(_listed(event["attributed_to"]))
    figures = (event["low"], event["best"], event["high"])
    return (event["told_at"], event["outlet"], *figures, according, standing, event["event_id"])


def _listed(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []
