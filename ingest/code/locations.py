"""A place as a text names it, what it resolves to, and how exact that is. Not for finding or resolving it."""

from typing import NamedTuple

from ingest.places import Place

TOWN, PROVINCE, COUNTRY = 2, 4, 6
"""UCDP's where precision up to which a place is a town, a village or a site, and that of a province and of a country."""
_PRECISION = {"country": COUNTRY, "region": 5, "admin1": PROVINCE, "admin2": 3}


class Location(NamedTuple):
    """A place as a sentence names it: characters `[start, end)` of the text, what it resolves to (None: unknown to the
    gazetteer), the known place it is said to lie in, and UCDP's where precision. `is_strong`: a preposition or the kind
    of place says that things happen there."""

    written: str
    start: int
    end: int
    place: Place | None
    container: Place | None
    where_prec: int
    is_strong: bool

    @property
    def known(self) -> Place | None:
        return self.place or self.container


def precision_of(place: Place) -> int:
    """UCDP's where precision of a place by what it is."""
    return _PRECISION.get(place.feature, 1)
