"""An absolute http(s) address in its parts. The parser is the WHATWG's (ada); this only cuts what it wrote. Decides nothing."""

from typing import NamedTuple

import ada_url

_HTTP = ("https://", "http://")


class Parts(NamedTuple):
    """`scheme://host:port/path?query`; `port` with its colon, `path` with its first slash, `query` without the question mark.
    Credentials and fragment are gone."""

    scheme: str
    host: str
    port: str
    path: str
    query: str

    def __str__(self) -> str:
        query = f"?{self.query}" if self.query else ""
        return f"{self.scheme}://{self.host}{self.port}{self.path}{query}"


def href(url: str, base: str | None = None) -> str | None:
    """An address as the WHATWG writes it; None if it is not http(s)."""
    try:
        written: str = ada_url.URL(url, base).href
    except ValueError:  # also UnicodeEncodeError: a lone surrogate
        return None
    return written if written.startswith(_HTTP) else None


def parts(written: str) -> Parts:
    """The parts of what `href` gave."""
    scheme, _, rest = written.partition("://")
    address, _, query = rest.partition("#")[0].partition("?")
    authority, slash, path = address.partition("/")
    host, port = _cut_port(authority.rpartition("@")[2])
    return Parts(scheme, host.rstrip(".") or host, port, slash + path or "/", query)


def _cut_port(authority: str) -> tuple[str, str]:
    if ":" not in authority or authority.endswith("]"):
        return authority, ""
    host, _, port = authority.rpartition(":")
    return host, f":{port}"
