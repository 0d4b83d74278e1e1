"""When a run has waited enough: for a source whose pages drip, never end or eat their budget, and for all. Fetches nothing.

What is not asked for any more is not refused: it stays pending, and the next run takes it up."""

LONGEST_S = 7_200.0  # from the first page of a chunk to the last one asked for; a run must end
WASTE_S = 600.0  # of one source, in one chunk
_ENDLESS_S = 10.0  # what a body past its cap counts as: it may come fast, and fills the disk
_WASTED = frozenset({"timeout", "too_large", "page_budget"})


class Patience:
    """What each source has wasted so far; `now` is any clock of seconds that only goes on."""

    def __init__(self, *, now: float) -> None:
        self._ends_at = now + LONGEST_S
        self._wasted: dict[str, float] = {}

    def is_left(self, source_id: str, *, now: float) -> bool:
        """Whether one more page of the source is to be asked for."""
        return now < self._ends_at and self._wasted.get(source_id, 0.0) < WASTE_S

    def note(self, source_id: str, reason: str, seconds: float) -> None:
        """The source's page was refused for `reason` after `seconds` of waiting or of work."""
        if reason in _WASTED:
            cost = max(seconds, _ENDLESS_S) if reason == "too_large" else seconds
            self._wasted[source_id] = self._wasted.get(source_id, 0.0) + cost
