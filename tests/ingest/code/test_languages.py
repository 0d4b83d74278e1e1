"""Texts in other languages than English."""

from tests.ingest.code.reading import read


def test_dead_between_two_days_died_from_the_first_to_the_second() -> None:
    (event,) = read(
        "Al menos 12 personas murieron en ataques contra Alepo entre el lunes y el miércoles.", language="es"
    )
    assert (event.best, str(event.date_start), str(event.date_end)) == (12, "2024-05-13", "2024-05-15")


def test_an_article_counts_a_woman_and_no_massacre() -> None:
    (event,) = read("Hombres armados mataron a una mujer en Lima el viernes.", language="es")
    assert event.best == 1
    assert all(event.best != 1 for event in read("Una masacre con muertos en Lima el viernes.", language="es"))
