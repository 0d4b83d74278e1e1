"""Imported once by the process from which workers that only code texts are forked, as `ingest.warm` is for pages. Imported by
nobody else: the import does the work."""

import gc

from ingest.code import code
from ingest.model import Document

code(
    Document(
        doc_id="warm-up",
        text="Four people were killed and two wounded on Friday when gunmen attacked a village near Hama in Syria, police said.",
        title=None,
        published_on=None,
        dateline=None,
        language="en",
        country=None,
    )
)
gc.collect()
gc.freeze()  # no collection looks at the tables again, or writes to the memory that the workers share
