"""What a load compares texts and events with: the callables of the stages, made into the values that it takes. Judges nothing."""

from ingest.fingerprint import Judge, changes, fingerprint
from ingest.fingerprint.sketch import METHOD
from ingest.incidents import METHOD as INCIDENT_METHOD
from ingest.incidents import MOST_TEXTS, REACH_DAYS, TOLD, grouped, linked, traces
from ingest.judges import Incidents, Judges, Stories
from ingest.stories import METHOD as GIST_METHOD
from ingest.stories import NEARNESS, gist, parted


def judges() -> Judges:
    """What a load compares with."""
    return Judges(
        relate=Judge().relate,
        changes=changes,
        fingerprint=fingerprint,
        method=METHOD,
        stories=stories(),
        incidents=incidents(),
    )


def incidents() -> Incidents:
    """What a load links events with."""
    return Incidents(
        trace=traces,
        link=linked,
        group=grouped,
        told=TOLD,
        reach_days=REACH_DAYS,
        most_texts=MOST_TEXTS,
        method=INCIDENT_METHOD,
    )


def stories() -> Stories:
    """What a load tells stories apart with."""
    return Stories(gist=gist, part=parted, nearness=NEARNESS, method=GIST_METHOD)
