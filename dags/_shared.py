"""What the DAGs share: pools, retries, assets, knobs. Holds no task, and imports nothing heavy."""

from datetime import timedelta

from airflow.sdk import Asset, ExceptionRetryPolicy, Param, RetryAction, RetryRule

from ingest.errors import RETRIED

WAREHOUSE = "warehouse"  # pool of one slot: one writer at a time, so nobody waits on the file's lock
WEB = "web"  # pool: how many tasks fetch and read pages at once

LOADED = Asset(name="warehouse", uri="presswatch://warehouse", group="presswatch")
PUBLISHED = Asset(name="published", uri="presswatch://published", group="presswatch")

# No second try cures a mistake in a program. Anything else that is not ours (a full disk, a killed process) is tried again.
BUGS: list[type[BaseException] | str] = [
    ImportError, SyntaxError, NameError, TypeError, AttributeError, LookupError, ValueError, AssertionError,
]  # fmt: skip

RETRY_POLICY = ExceptionRetryPolicy(
    rules=[
        RetryRule(exception=BUGS, action=RetryAction.FAIL, reason="A mistake in the program"),
    ]
    + [
        RetryRule(
            exception=error,
            action=RetryAction.RETRY if is_retried else RetryAction.FAIL,
            reason=f"{error.__name__}: {'may pass by itself' if is_retried else 'a person must look first'}",
        )
        for error, is_retried in RETRIED.items()
    ]
)

DEFAULT_ARGS = {
    "owner": "presswatch",
    "retries": 2,
    "retry_delay": timedelta(seconds=30),
    "retry_exponential_backoff": 2.0,
    "max_retry_delay": timedelta(minutes=10),
    "retry_policy": RETRY_POLICY,
}


def only() -> Param:
    return Param(
        [],
        type="array",
        items={"type": "string"},
        title="Only these sources",
        description="Source ids, one a line, as in the first column of the sources file. Empty: all enabled sources.",
    )


def chunks() -> Param:
    return Param(
        4,
        type="integer",
        minimum=1,
        maximum=64,
        title="Chunks",
        description="Into how many parts the pages are divided; each part is one task, and a host is in one part only.",
    )
