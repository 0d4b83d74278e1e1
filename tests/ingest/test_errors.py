import ingest.errors as errors


def below(kind):
    return {kind}.union(*map(below, kind.__subclasses__()))


def test_every_error_is_mapped_once_to_retry_or_fail():
    assert set(errors.RETRIED) == below(errors.PresswatchError) - {errors.PresswatchError}


def test_only_what_may_pass_by_itself_is_retried():
    assert {kind for kind, again in errors.RETRIED.items() if again} == below(errors.WorldDown)


def test_an_error_names_its_subject_and_its_cure():
    text = str(errors.BadSources("seeds/sources.csv", "line 7 has 3 cells", "Give it 9"))
    assert text == "seeds/sources.csv: line 7 has 3 cells. Give it 9"
