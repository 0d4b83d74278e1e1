"""The steps of a run as tasks, shared by `watch_feeds` and `sweep_days`. Each task is one call into presswatch.

XCom carries the run folder's path, chunk names and counts; everything else lies in the run folder. All heavy imports are
inside the tasks, so that reading a DAG file is instant."""

from dataclasses import asdict
from typing import Any

from airflow.sdk import TriggerRule, get_current_context, task

from dags._shared import LOADED, PUBLISHED, WAREHOUSE, WEB
from dags._window import required, window_of


@task(pool=WAREHOUSE)
def plan(kind: str) -> str:
    """Open a run folder for the run's window, and write into it which feeds and sitemaps are due. Returns its path."""
    from ingest import pipeline
    from ingest.sources import read_sources
    from warehouse import plan as planning
    from warehouse.connect import connect

    context, settings = get_current_context(), settings_of()
    window = _window(kind, context)
    sources, now = read_sources(settings.sources), pipeline.utc_now()
    with connect(settings) as con:
        folder = pipeline.begin(settings, kind=kind, window=window, sources_file=settings.sources, now=now)
        planned = planning.plan(con, folder, sources, now=now, only=tuple(context["params"]["only"]))
    print(f"{planned} feeds and sitemaps to ask; run folder {folder.path}")
    return str(folder.path)


@task(pool=WEB)
def discover(folder: str) -> dict[str, int]:
    """Ask the planned feeds and sitemaps for their entries."""
    from ingest import pipeline

    return pipeline.discover(_folder(folder), settings_of())


@task(pool=WAREHOUSE)
def select(folder: str) -> list[str]:
    """Leave out what is settled, take up what is due again, and divide the rest into chunks. Returns their names."""
    from ingest.pipeline import utc_now
    from warehouse import plan as planning
    from warehouse.connect import connect

    wanted = int(get_current_context()["params"]["chunks"])
    with connect(settings_of()) as con:
        return list(planning.select(con, _folder(folder), chunks=wanted, now=utc_now()))


@task(pool=WEB, map_index_template="{{ chunk }}")
def process(folder: str, chunk: str) -> dict[str, int]:
    """Fetch a chunk's pages and make articles, fingerprints and events of them. A failing page is a row, not a failure."""
    from ingest import pipeline

    get_current_context()["chunk"] = chunk  # type: ignore[typeddict-unknown-key]  # for map_index_template
    return pipeline.process(_folder(folder), chunk, settings_of(), on_progress=_tell_tenths)


@task(pool=WAREHOUSE, outlets=[LOADED], trigger_rule=TriggerRule.ALL_DONE)
def load(path: str | None) -> dict[str, Any]:
    """Load what earlier runs left, then this run, in one transaction each. Runs though a chunk failed: what the others
    brought must not wait for it. Skipped where an earlier step failed."""
    from airflow.sdk.exceptions import AirflowSkipException

    from ingest.pipeline import judges, utc_now
    from warehouse import load as loading
    from warehouse.connect import connect

    context, settings = get_current_context(), settings_of()
    folder = _folder(path or "")
    # A folder that is gone is no failure: another run found it waiting and loaded it, and its counts stand in the ledger.
    if not path or (folder.path.exists() and not folder.is_selected):
        raise AirflowSkipException("an earlier step failed, so there is nothing to load")
    with connect(settings) as con:
        try:
            earlier = loading.load_waiting(con, settings.runs, judges(), now=utc_now())
        finally:  # a folder of an earlier run that cannot be read fails this task, but not before this run is loaded
            own = asdict(loading.load(con, folder, judges()))
    others = [asdict(one) for one in earlier if one.run_id != own["run_id"]]
    context["outlet_events"][LOADED].extra = {**own, "earlier_runs": others}
    return own


@task(pool=WAREHOUSE, outlets=[PUBLISHED])
def publish() -> bool:
    """Swap in the analysts' file if anything changed."""
    from warehouse import publish as publishing
    from warehouse.connect import connect

    settings = settings_of()
    with connect(settings) as con:
        is_new = publishing.publish(con, settings.published)
    get_current_context()["outlet_events"][PUBLISHED].extra = {"is_new": is_new, "file": settings.published.name}
    return is_new


@task(trigger_rule=TriggerRule.NONE_FAILED)
def report(counts: dict[str, Any]) -> dict[str, Any]:
    """Say what the run brought. It is the run's last word: it cannot run where a chunk failed, and so the run fails."""
    for name, value in counts.items():
        print(f"{name:<12}{value}")
    return counts


def journey(kind: str) -> None:
    """The order of the steps."""
    folder = plan(kind)
    found = discover(folder)
    selected = select(folder)
    processed = process.partial(folder=folder).expand(chunk=selected)
    loaded = load(folder)
    published = publish()
    done = report(loaded)
    found >> selected
    [selected, processed] >> loaded >> published >> done
    processed >> done


def _window(kind: str, context: Any) -> Any:
    interval = context.get("data_interval_start"), context.get("data_interval_end")
    window = window_of(context["params"], *interval, run_type=str(context["dag_run"].run_type))
    return required(window) if kind == "sweep" else window


def settings_of() -> Any:
    import os

    from ingest.settings import from_environ

    return from_environ(os.environ)


def _folder(path: str) -> Any:
    from pathlib import Path

    from ingest.runs import RunFolder

    return RunFolder(Path(path))


def _tell_tenths(done: int, total: int) -> None:
    if done == total or done % max(1, total // 10) == 0:
        print(f"{done} of {total} pages")


def tell_texts(done: int, total: int) -> None:
    """Some hundred texts a line; `total` grows where what was found moves others."""
    print(f"{done} of {total} texts")
