import ingest.errors as errors


def leaves(kind):
    below = kind.__subclasses__()
    return {kind} if not below else set().union(*map(leaves, below))


def test_every_error_is_mapped_once_to_retry_or_fail():
    assert set(errors.RETRIED) == leaves(errors.PresswatchError)


def test_only_what_may_pass_by_itself_is_retried():
    assert {kind for kind, again in errors.RETRIED.items() if again} == leaves(errors.WorldDown)


def test_an_error_names_its_subject_and_its_cure():
    text = str(errors.BadSources("seeds/sources.csv", "line 7 has 3 cells", "Give it 9"))
    assert text == "seeds/sources.csv: line 7 has 3 cells. Give it 9"
