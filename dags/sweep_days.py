"""### Find what live polling missed of a day: the DAG to backfill

A run owns one day (UTC) by *publication*: it asks the channels that reach back (dated sitemaps, news sitemaps, feeds) and
loads the articles published on that day that are not stored yet. Daily it sweeps yesterday.

**Backfill**: Trigger → Backfill, give From and To (both days included), Run. Leave `since` and `until` empty there: each run
takes its own day. Days before the start date are welcome.

**A single span**: Trigger, give `since` and `until`. A manual run without a window is refused.

A day with nothing, a day refused by the outlet and a day never looked at are three different things: `mart.coverage` tells.
"""

from datetime import UTC, datetime

from airflow.sdk import CronDataIntervalTimetable, Param, dag

from dags._shared import DEFAULT_ARGS, chunks, only
from dags._steps import journey

SINCE = Param(
    None,
    type=["null", "string"],
    format="date",
    title="Since (UTC)",
    description="First day of publication, for a manual run. Leave empty in a backfill.",
)
UNTIL = Param(
    None,
    type=["null", "string"],
    format="date",
    title="Until (UTC, this day excluded)",
    description="The day after the last, for a manual run. Leave empty in a backfill.",
)


@dag(
    dag_id="sweep_days",
    description="One day by publication date: what live polling missed",
    schedule=CronDataIntervalTimetable("0 0 * * *", timezone="UTC"),
    start_date=datetime(2020, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=2,
    is_paused_upon_creation=False,
    default_args=DEFAULT_ARGS,
    params={"since": SINCE, "until": UNTIL, "only": only(), "chunks": chunks()},
    doc_md=__doc__,
    tags=["presswatch"],
)
def sweep_days() -> None:
    journey("sweep")


sweep_days()
