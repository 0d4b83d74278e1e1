"""The three filters, line by line: what each takes, what each gives. The stages do the work; a filter only translates.

A line that cannot be answered is answered all the same: `{id, line, error}`, with the id where it could be read. A line
that an earlier filter refused (it bears `rejection` or `error`) is answered by an error that names the reason."""
