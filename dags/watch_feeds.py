"""### Poll every feed and sitemap, and load what is new

Runs every 15 minutes and owns the *discovery* in its interval: an item found now is this run's, whatever date it bears.
Trigger starts a run at once.

`plan` (which feeds are due) → `discover` (ask them) → `select` (what is new, in chunks of whole hosts) → `process` (fetch,
extract, fingerprint, code; one task a chunk) → `load` (one transaction) → `publish` (swap in the analysts' file) → `report`.

* A page that fails is a row in `ops.rejection` and is tried again later; it never fails a task.
* A task fails where the world does: no network, the warehouse held by somebody. It is retried, and what it leaves behind in
  its run folder is loaded by the next run.
* A manual run takes the interval of its logical date; without one it takes whatever the feeds hold now.
"""

from datetime import timedelta

from airflow.sdk import CronTriggerTimetable, dag

from dags._shared import DEFAULT_ARGS, chunks, only
from dags._steps import journey

EVERY = timedelta(minutes=15)


@dag(
    dag_id="watch_feeds",
    description="Every 15 minutes: what is new in all feeds and sitemaps",
    # The run at 06:15 owns [06:00, 06:15). No start date and no immediate run: a fresh installation polls for the first
    # time at the next quarter of an hour, so that whoever wants this DAG paused has the time to say so.
    schedule=CronTriggerTimetable("*/15 * * * *", timezone="UTC", interval=EVERY, run_immediately=timedelta(0)),
    catchup=False,  # the feeds hold what they hold: a missed quarter of an hour cannot be polled again
    max_active_runs=1,
    is_paused_upon_creation=False,
    default_args=DEFAULT_ARGS,
    params={"only": only(), "chunks": chunks()},
    doc_md=__doc__,
    tags=["presswatch"],
)
def watch_feeds() -> None:
    journey("watch")


watch_feeds()
