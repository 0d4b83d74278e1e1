"""Whether two places of a text may be one. Not for where a deed was done: that is `ingest.code.scenes`."""

from ingest import places
from ingest.code import tables
from ingest.code.locations import COUNTRY, PROVINCE, Location


def is_wide(place: Location | None) -> bool:
    """Whether a place is a province or a country."""
    return place is not None and place.place is not None and place.where_prec >= PROVINCE


def is_country(place: Location | None) -> bool:
    """Whether a place is no more than a country, which sets no scene of its own."""
    return place is not None and place.place is not None and place.where_prec >= COUNTRY


def may_be_one(first: Location | None, second: Location | None) -> bool:
    """Whether nothing keeps two places apart: one is not told or not known, or holds the other."""
    if first is None or second is None or is_one(first, second):
        return True
    if _is_village(first) and _is_village(second):
        return places.fold_name(first.written) == places.fold_name(second.written)
    a, b = first.known, second.known
    if a is None or b is None or a.country != b.country:
        return a is None or b is None
    if max(first.where_prec, second.where_prec) > PROVINCE:
        return True
    return a.admin1 == b.admin1 and PROVINCE in (first.where_prec, second.where_prec)


def _is_village(place: Location) -> bool:
    """Whether a place is known by its name only, and is no road, of which one scene may have several."""
    is_road = place.written.rsplit(" ", 1)[-1].lower() in tables.cues("road")
    return place.place is None and place.is_strong and not is_road


def is_one(first: Location, second: Location) -> bool:
    """Whether two places are the same by what they resolve to, or by how they are written."""
    if first.place is not None and second.place is not None:
        return first.place == second.place or first.written.casefold() == second.written.casefold()
    return first.written.casefold() == second.written.casefold()
