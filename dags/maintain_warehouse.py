"""### Daily upkeep: relations settled, checks, compaction, retention

* `settle` lists anew what outlets put under everything, and judges anew what that changes, so that who repeats whom does not
  depend on the order in which articles arrived.
* `check` runs every query of `warehouse/checks/`, each of which selects the rows that are wrong, and keeps what they found
  in `ops.check_result`.
* `compact` gives back the space of deleted rows.
* `retain` deletes archive files that are past their time (never, unless `keep_archive_days` says so) and the folders of runs
  that never found anything. No row of `core` is ever deleted.
* `publish` shows the results to analysts; `judge` fails the run where a check found wrong rows.
"""

from datetime import timedelta
from typing import Any

from airflow.sdk import CronTriggerTimetable, Param, dag, get_current_context, task

from dags._shared import DEFAULT_ARGS, WAREHOUSE
from dags._steps import publish, settings_of, tell_texts

KEEP = Param(
    None,
    type=["null", "integer"],
    minimum=1,
    title="Keep the archive for (days)",
    description="Delete archived pages older than this. Empty: what PRESSWATCH_KEEP_ARCHIVE_DAYS says, or keep them for ever.",
)


@task(pool=WAREHOUSE)
def settle() -> dict[str, int]:
    """Settle who repeats whom; what that came to."""
    from dataclasses import asdict

    from ingest.pipeline import judges
    from warehouse import settle as settling
    from warehouse.connect import connect

    with connect(settings_of()) as con:
        return asdict(settling.settle(con, judges(), on_progress=tell_texts))


@task(pool=WAREHOUSE)
def check() -> dict[str, int]:
    """Run the checks; wrong rows by check."""
    from warehouse import maintain
    from warehouse.connect import connect

    with connect(settings_of()) as con:
        results = maintain.check(con)
    for result in results:
        print(f"{result.check_name}: {result.wrong_rows} wrong rows", *result.sample, sep="\n  ")
    return {result.check_name: result.wrong_rows for result in results}


@task(pool=WAREHOUSE)
def compact() -> None:
    """Give space back."""
    from warehouse import maintain
    from warehouse.connect import connect

    with connect(settings_of()) as con:
        maintain.compact(con)


@task(pool=WAREHOUSE)
def retain() -> dict[str, int]:
    """Delete what is past its time; how much that was."""
    from dataclasses import asdict, replace

    from ingest.pipeline import utc_now
    from warehouse import maintain

    settings, days = settings_of(), get_current_context()["params"]["keep_archive_days"]
    if days is not None:
        settings = replace(settings, keep_archive_days=int(days))
    return asdict(maintain.retain(settings, now=utc_now()))


@task
def judge(wrong: dict[str, int]) -> None:
    """Fail the run where a check found wrong rows."""
    from ingest.errors import BadWarehouse

    if found := {name: rows for name, rows in wrong.items() if rows}:
        raise BadWarehouse(
            "the checks", f"wrong rows: {found}", "See ops.check_result for samples, and warehouse/checks for meanings"
        )


@dag(
    dag_id="maintain_warehouse",
    description="Daily: relations settled, checks, compaction, retention",
    schedule=CronTriggerTimetable(
        "30 3 * * *", timezone="UTC", interval=timedelta(days=1), run_immediately=timedelta(0)
    ),
    catchup=False,
    max_active_runs=1,
    is_paused_upon_creation=False,
    default_args=DEFAULT_ARGS,
    params={"keep_archive_days": KEEP},
    doc_md=__doc__,
    tags=["presswatch"],
)
def maintain_warehouse() -> None:
    checked: Any = check()
    settle() >> checked >> compact() >> retain() >> publish() >> judge(checked)


maintain_warehouse()
