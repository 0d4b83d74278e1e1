"""The command line: which commands there are, what they take, and what each answers to a shell. The work is done in
`ingest`, `warehouse` and `console`, imported when a command runs, so that help and filters start at once."""

import errno
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

if TYPE_CHECKING:
    from ingest.errors import PresswatchError
    from ingest.settings import Settings

_PIPE_CLOSED = 141  # what a shell calls a program that SIGPIPE ended
_DISK = frozenset(
    {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.ENOTDIR, errno.EISDIR, errno.ENOENT}
)

_EPILOG = (
    "Exit codes: 0 done; 1 it could not be done, and the message says why; 2 a mistake in the command; 130 interrupted. "
    "Settings come from PRESSWATCH_* variables (docs/operate.md); PRESSWATCH_DATA, by default ./data, holds all state."
)


class _Commands(TyperGroup):
    """Turns what commands raise into words and exit codes, once for all."""

    def invoke(self, ctx: Any) -> Any:
        from ingest.errors import PresswatchError, WorldDown

        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except PresswatchError as error:
            _complain(error)
            raise typer.Exit(1) from error
        except BrokenPipeError as closed:  # the reader has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(_PIPE_CLOSED) from closed
        except OSError as problem:
            if problem.errno not in _DISK:  # a bug: its traceback is wanted
                raise
            cure = "See to it that the folder in PRESSWATCH_DATA can be written and has room"
            _complain(WorldDown(str(problem.filename or "the disk"), str(problem.strerror), cure))
            raise typer.Exit(1) from problem
        return result


def _complain(error: "PresswatchError") -> None:
    from console.paper import complain

    complain(error)


app = typer.Typer(
    cls=_Commands,
    name="presswatch",
    help="Media monitoring: feeds in, structured and sourced events out, in a DuckDB file that stays open to you.",
    epilog=_EPILOG,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
sources_app = typer.Typer(help="The list of outlets.", no_args_is_help=True)
app.add_typer(sources_app, name="sources")
gazetteer_app = typer.Typer(help="Places of whole countries, from GeoNames.", no_args_is_help=True)
app.add_typer(gazetteer_app, name="gazetteer")

_COLLECT, _LOOK, _FILTER = "Collect", "Look", "Filters over JSON lines"

Workers = Annotated[
    int | None,
    typer.Option(
        "--workers", "-w", min=1, max=64, show_default="PRESSWATCH_WORKERS, else the cores", help="Processes."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="JSON on stdout instead of a table.")]


def _version(is_asked: bool) -> None:
    if is_asked:
        from importlib.metadata import version

        typer.echo(f"presswatch {version('presswatch')}")
        raise typer.Exit


@app.callback()
def _presswatch(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which one.")
    ] = False,
) -> None:
    pass


@app.command(rich_help_panel=_COLLECT)
def run(
    sources: Annotated[
        Path | None,
        typer.Option(
            "--sources", metavar="FILE", help="The outlets (default: PRESSWATCH_SOURCES, else seeds/sources.csv)."
        ),
    ] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="T", help="First moment of the window.")] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="T", help="End of the window, itself not in it (default: now).")
    ] = None,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="ID", help="Only this source; may be repeated.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Ask the sources once and load what they hold: discover, fetch, extract, code, load, publish.

    With --since, what was *published* in [since, until), found through the channels that reach back. Without, whatever
    the feeds hold now. Times are 2025-03-07 or 2025-03-07T16:00, UTC unless they bear a zone.

    What an earlier run left unloaded is loaded first. Running again is safe: nothing is stored twice. In the JSON,
    discovered = stored + duplicate + pending + the sums of rejected and of failed."""
    from console.instants import window
    from console.run import print_report, run_once

    settings = _settings()
    span = window(since, until, _now())
    done = run_once(settings, sources or settings.sources, span, tuple(only or ()), _now)
    print_report(done, as_json=as_json)


@app.command(rich_help_panel=_COLLECT)
def settle(as_json: Json = False) -> None:
    """Settle who repeats whom, and publish: what outlets put under everything is listed anew, and left out of comparison.

    Afterwards it does not matter in which order articles arrived. Airflow does it every night; do it yourself where you
    only use `presswatch run`. Again without a run in between, it changes nothing."""
    from console.settle import print_settled, settle_once

    print_settled(settle_once(_settings()), as_json=as_json)


@app.command("try", rich_help_panel=_COLLECT)
def try_(url: Annotated[str, typer.Argument(help="A feed, a sitemap or a page.")], as_json: Json = False) -> None:
    """Show what every stage makes of one URL, and store nothing.

    Exit code 1 where the URL gives neither entries nor an article."""
    from console.trial import show_trial

    if not show_trial(url, _settings(), as_json=as_json):
        raise typer.Exit(1)


@app.command(rich_help_panel=_LOOK)
def show(
    event_id: Annotated[str, typer.Argument(help="As in mart.event.", metavar="EVENT_ID")], as_json: Json = False
) -> None:
    """Follow one event back: its record, its sentence in the text, the article, the capture in the archive.

    The archived bytes are read and held against the hash that was written down when they came in."""
    from console.evidence import show_event

    show_event(event_id, _settings(), as_json=as_json)


@app.command(rich_help_panel=_LOOK)
def incident(
    incident_id: Annotated[
        str, typer.Argument(help="As in mart.incident, or an event's.", metavar="INCIDENT_ID|EVENT_ID")
    ],
    as_json: Json = False,
) -> None:
    """Show one incident: its tolls as they were told, by whom, and why each report is linked to it."""
    from console.incident import show_incident

    show_incident(incident_id, _settings(), as_json=as_json)


@app.command(rich_help_panel=_LOOK)
def why(
    article: Annotated[str, typer.Argument(help="As in mart.article, or its address.", metavar="ARTICLE_ID|URL")],
    field: Annotated[
        str | None, typer.Option("--field", metavar="FIELD", help="Only this one, such as published_at or author.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Show why an article has its title, date and authors: every place of its page that says something of them.

    What stands there, how it was read, and whether it was chosen, refused (and why) or merely not needed."""
    from typing import get_args

    from console.why import show_reasons
    from ingest.model import MetadataField

    if field is not None and field not in get_args(MetadataField):
        raise typer.BadParameter(f"choose one of {', '.join(get_args(MetadataField))}", param_hint="--field")
    show_reasons(article, field, _settings(), as_json=as_json)


@app.command(rich_help_panel=_LOOK)
def sql(
    query: Annotated[str | None, typer.Argument(help="Without one: an interactive shell.", show_default=False)] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV on stdout; formulas made harmless.")] = False,
    as_json: Json = False,
) -> None:
    """Ask the published file in SQL. Start with: select * from mart.event

    The file is opened for reading only and never held, so asking blocks nobody."""
    from console.queries import Style, ask, shell

    if as_csv and as_json:
        raise typer.BadParameter("choose one of --csv and --json")
    style: Style = "csv" if as_csv else "json" if as_json else "table"
    published = _settings().published
    if query is None:
        if not shell(published, style):
            raise typer.Exit(1)
    else:
        ask(published, query, style)


@app.command(rich_help_panel=_LOOK)
def export(
    kind: Annotated[str, typer.Option("--format", metavar="acled|ucdp|geojson", help="Whose columns, or GeoJSON.")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where to (- for stdout).")],
    of: Annotated[
        str,
        typer.Option("--of", metavar="incidents|events", help="One row for each incident, or for each report of one."),
    ] = "incidents",
    since: Annotated[str | None, typer.Option("--since", metavar="T", help="First day on which it happened.")] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="T", help="End of the days, itself not in it (default: now).")
    ] = None,
    country: Annotated[
        list[str] | None, typer.Option("--country", metavar="XX", help="Only this country; may be repeated.")
    ] = None,
) -> None:
    """Write incidents to a file: with the columns of ACLED or of UCDP GED, or as GeoJSON.

    Only what counts is written: no part beside its summary, no copy beside its original. A row is an incident, whoever
    tells of it; with --of events it is a report, and two outlets that tell of one attack are two rows. docs/export.md
    says where each column comes from."""
    from console.export import FORMATS, GRAINS
    from console.export import export as write

    if kind not in FORMATS:
        raise typer.BadParameter(f"choose one of {', '.join(FORMATS)}", param_hint="--format")
    if of not in GRAINS:
        raise typer.BadParameter(f"choose one of {', '.join(GRAINS)}", param_hint="--of")
    chosen = {"of": of, "since": since, "until": until, "countries": country or ()}
    write(_settings().published, out, kind, **chosen)  # type: ignore[arg-type]  # checked above


@app.command(rich_help_panel=_LOOK)
def status(as_json: Json = False) -> None:
    """Show the sources and their health, what is covered, and the last runs."""
    from console.state import show_status

    show_status(_settings(), as_json=as_json)


@gazetteer_app.command("add")
def add_countries(
    codes: Annotated[list[str], typer.Argument(metavar="CODE...", help="ISO 3166 codes: SY NG CO.")],
    file: Annotated[
        Path | None, typer.Option("--file", metavar="ZIP", help="A dump that is on disk; nothing is asked for.")
    ] = None,
    origin: Annotated[
        str, typer.Option("--from", metavar="URL", help="Where CODE.zip lies, such as a mirror of your own.")
    ] = "https://download.geonames.org/export/dump/",
) -> None:
    """Add all places of a country to the gazetteer, or bring them up to date. Needs no running again of anything: texts
    coded from then on use them.

    Data by GeoNames (geonames.org), CC BY 4.0."""
    from console.gazetteer import add

    add(_settings(), codes, file, origin, _now())


@gazetteer_app.command("list")
def list_countries(as_json: Json = False) -> None:
    """The countries that were added, when, from where, and the SHA-256 of their dumps."""
    from console.gazetteer import show

    show(_settings(), as_json=as_json)


@gazetteer_app.command("remove")
def remove_countries(
    codes: Annotated[list[str], typer.Argument(metavar="CODE...", help="ISO 3166 codes.")],
) -> None:
    """Take countries out again; the places of the seed table stay."""
    from console.gazetteer import remove

    remove(_settings(), codes)


@sources_app.command("check")
def check_sources(
    file: Annotated[
        Path | None, typer.Argument(help="Default: PRESSWATCH_SOURCES, else seeds/sources.csv.", show_default=False)
    ] = None,
    online: Annotated[bool, typer.Option("--online", help="Also ask every feed and sitemap.")] = False,
    as_json: Json = False,
) -> None:
    """Check a file of sources: every bad line with what is wrong and how to mend it.

    With --online each URL is asked once, and nothing is stored. Exit code 1 where a line is bad or a feed is dead."""
    from console.sources import check

    if not check(_settings(), file, is_online=online, as_json=as_json):
        raise typer.Exit(1)


@app.command(rich_help_panel=_FILTER)
def extract(workers: Workers = None) -> None:
    """Pages in, articles out.

    Takes {id, url, html | html_path}. Gives the article {id, url, canonical_url, title, text, authors, published_at,
    published_precision, published_evidence, language, ...} or {id, url, rejection: {reason, detail}}. A page that
    takes too long or too much memory is rejected as page_budget.

    Like all filters: one line out per line in, in order; a bad line, or one that an earlier filter refused, gives {id,
    line, error}; the exit code is 0 once every line was answered. What one prints the next takes: presswatch extract |
    presswatch code"""
    from console.filters.extract import extract_filter

    settings = _settings()
    _filter(extract_filter(_now(), settings.max_body_bytes), workers, settings)


@app.command(rich_help_panel=_FILTER)
def dedupe(
    article: Annotated[
        str | None,
        typer.Argument(
            help="With --explain: a stored article, instead of lines.", metavar="ARTICLE_ID|URL", show_default=False
        ),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Also say what texts share, what decided, and what differs.")
    ] = False,
    as_json: Json = False,
    workers: Workers = None,
) -> None:
    """Articles in order of arrival in; for each, what it repeats.

    Takes {id, url, outlet, published_at, title, text}; all but id and text may be missing. Gives {id, canonical_id,
    cluster_id, relation, similarity}: an original has its own id and relation null; a copy, version or revision has
    its original's; similarity is the share of the shorter text that is found in the other.

    With --explain each line also has explained: [{original_id, relation, rule, because, containment, jaccard, shared,
    passage, changes}]; on a terminal it is laid out for reading, with --json it is lines there too. With an article, the
    same of what is stored of it: what it repeats, and what repeats it.

    Waits for the end of its input. --workers is taken for the sake of scripts: one process compares, and is enough."""
    from console.filters.dedupe import dedupe_lines, show_lines
    from console.paper import counting
    from console.stream import standard_input

    if article is not None:
        if not explain:
            raise typer.BadParameter(
                "an article is named for --explain; lines are read from stdin", param_hint="ARTICLE"
            )
        from console.explain import show_pairs

        return show_pairs(article, _settings(), as_json=as_json)
    with counting("articles") as on_answered:
        if explain and not as_json and sys.stdout.isatty():
            show_lines(standard_input(), on_answered)
        else:
            dedupe_lines(standard_input(), sys.stdout.buffer, on_answered, is_explained=explain)
    return None


@app.command(rich_help_panel=_FILTER)
def code(
    file: Annotated[
        Path | None,
        typer.Argument(
            help="With --explain: a text (- for stdin), or lines in a .jsonl file.", metavar="FILE", show_default=False
        ),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show a text with the words of its events marked, and the records.")
    ] = False,
    published: Annotated[
        str | None,
        typer.Option("--published", metavar="DAY", help="With --explain: the day from which 'yesterday' counts."),
    ] = None,
    coder: Annotated[
        str,
        typer.Option("--coder", metavar="rules|llm", help="With --explain: who reads; llm: as PRESSWATCH_LLM_* say."),
    ] = "rules",
    as_json: Json = False,
    workers: Workers = None,
) -> None:
    """Texts in, events out.

    Takes {id, text}, optional {title, published_at, dateline}; doc_id and doc_date will do as well. Gives {id, events}:
    records as docs/codebook.md describes them, with dates as YYYY-MM-DD and offsets into the text as it was given.

    With --explain FILE nothing is read from stdin: the text is shown with each event's sentence between ⟦1 and 1⟧ and the
    words that a field rests on in [brackets](1 deaths), and below it every record beside its words."""
    if file is None and not explain:
        from console.filters.code import code_filter

        return _filter(code_filter(), workers, _settings())
    if file is None or not explain:
        raise typer.BadParameter("--explain and a file go together; lines are read from stdin", param_hint="FILE")
    if coder not in ("rules", "llm"):
        raise typer.BadParameter("choose one of rules and llm", param_hint="--coder")
    from console.marked import explain as show_marked

    return show_marked(file, _settings(), published=published, by_model=coder == "llm", as_json=as_json)


def _filter(task: Any, workers: int | None, settings: "Settings") -> None:
    from console.paper import counting
    from console.stream import answer_all, standard_input

    with counting("lines") as on_answered:
        answer_all(
            standard_input(),
            sys.stdout.buffer,
            task,
            workers=workers or settings.workers,
            seconds=settings.page_budget_s,
            memory_bytes=settings.page_memory_bytes,
            on_answered=on_answered,
        )


def _settings() -> "Settings":
    from ingest.settings import from_environ

    return from_environ(os.environ)


def _now() -> datetime:
    return datetime.now(UTC)


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    """SIGTERM unwinds like any other end, so that worker processes end too."""
    raise SystemExit(128 + number)


def main() -> None:
    """The entry point `presswatch`."""
    signal.signal(signal.SIGTERM, _leave)
    app()


if __name__ == "__main__":
    main()
