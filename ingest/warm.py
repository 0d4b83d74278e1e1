"""Imported once by the process from which page workers are forked, so that they share the tables instead of each reading its
own. Imported by nobody else: the import does the work."""

import gc
from datetime import UTC, datetime

from ingest.model import Page
from ingest.pipeline import read_page

_PAGE = b"""<html lang="en"><head><title>Gunmen kill four in a village near Hama</title></head><body><article>
<h1>Gunmen kill four in a village near Hama</h1><p>Four people were killed and two wounded on Friday when gunmen attacked
a village near Hama in Syria, local sources told the agency. The army denied that its soldiers took part in the attack.</p>
<p>The dead were farmers on their way home, a doctor said, and one of the wounded is a child of seven.</p></article>
</body></html>"""


def _read_every_table() -> None:
    """Each table is read when it is first asked for; a page that tells of an event asks for all of them."""
    read_page(
        Page(
            url="https://warm-up.example/2025/03/07/gunmen-kill-four",
            html=_PAGE,
            content_type="text/html; charset=utf-8",
            run_id="",
            source_id="",
            capture_id=None,
            outlet="Warm-up",
            fetched_at=datetime(2025, 3, 8, tzinfo=UTC),
            entry=None,
        )
    )


_read_every_table()
gc.collect()
gc.freeze()  # what is here now stays: no collection looks at it, or writes to the memory that the workers share
