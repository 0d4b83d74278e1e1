"""The stages in order, on run folders: what a DAG task or the command line calls. Opens no warehouse."""

from ingest.pipeline.chunk import PROCESSED, add_processed
from ingest.pipeline.clock import Clock, utc_now
from ingest.pipeline.judging import incidents, judges, stories
from ingest.pipeline.pages import Processed, page_workers, read_page
from ingest.pipeline.steps import begin, discover, process
from ingest.pipeline.trial import Trial, try_url

__all__ = [
    "PROCESSED",
    "Clock",
    "Processed",
    "Trial",
    "add_processed",
    "begin",
    "discover",
    "incidents",
    "judges",
    "page_workers",
    "process",
    "read_page",
    "stories",
    "try_url",
    "utc_now",
]
