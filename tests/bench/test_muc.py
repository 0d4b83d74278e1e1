"""How events are cut and named for the MUC keys."""

from tests.bench import muc
from tests.ingest.code.reading import read


def test_who_was_kidnapped_and_killed_is_one_kidnapping_with_its_dead() -> None:
    text = (
        "Gunmen kidnapped the banker Musa Danladi in Kano on Monday. Danladi was found murdered in Zaria on Wednesday. "
        "On Thursday a bomb killed two traders in Jos."
    )
    told = muc.with_their_dead(read(text, "2024-05-17"))
    assert [(muc.kind_of(event), event.best) for event in told] == [("KIDNAPPING", 1), ("BOMBING", 2)]
