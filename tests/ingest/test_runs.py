from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import runs
from ingest.errors import BadRunFolder
from ingest.model import Refused, Run

AT = datetime(2025, 3, 7, 6, 15, tzinfo=UTC)


def new_run(run_id="watch-1"):
    return Run(run_id=run_id, kind="watch", started_at=AT, window_start=None, window_end=None, sources_file="s.csv")


def test_a_run_folder_gives_back_the_run_it_was_made_for(tmp_path):
    assert runs.create(tmp_path, new_run()).run == new_run()


@given(texts=st.lists(st.text(st.characters(exclude_categories=("Cs",)))))
def test_writing_records_and_reading_them_is_identity(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("records") / "r.jsonl"
    records = [Refused(reason="gone", detail=text) for text in texts]
    assert runs.write_records(path, records) == len(records)
    assert list(runs.read_records(path, Refused)) == records


def test_a_folder_put_twice_keeps_the_first(tmp_path):
    runs.put_folder(tmp_path / "done", {"r": [Refused(reason="gone", detail="first")]})
    runs.put_folder(tmp_path / "done", {"r": [Refused(reason="gone", detail="second")]})
    kept = list(runs.read_records(tmp_path / "done" / "r.jsonl", Refused))
    assert [record.detail for record in kept] == ["first"]
    assert [path.name for path in tmp_path.iterdir()] == ["done"]


def test_a_write_that_fails_half_way_leaves_nothing_under_the_final_name(tmp_path):
    def half():
        yield Refused(reason="gone", detail=None)
        raise RuntimeError("the disk went away")

    with pytest.raises(RuntimeError):
        runs.put_folder(tmp_path / "done", {"r": half()})
    assert list(tmp_path.iterdir()) == []


def test_a_broken_line_is_named_by_file_and_number(tmp_path):
    path = tmp_path / "r.jsonl"
    path.write_bytes(b'{"reason":"gone","detail":null}\n{"reason":\n')
    with pytest.raises(BadRunFolder, match=r"r\.jsonl:2"):
        list(runs.read_records(path, Refused))


def test_a_run_is_complete_when_every_selected_chunk_was_processed(tmp_path):
    folder = runs.create(tmp_path, new_run())
    for name in ("00-a", "01-b"):
        runs.write_records(folder.path / "chunks" / f"{name}.jsonl", [])
    assert not folder.is_complete
    runs.write_records(folder.path / "chunks" / "READY", [])
    runs.put_folder(folder.path / "processed" / "00-a", {"articles": []})
    assert not folder.is_complete
    runs.put_folder(folder.path / "processed" / "01-b", {"articles": []})
    assert folder.is_complete


def test_a_removed_folder_is_gone_and_removing_it_again_is_fine(tmp_path):
    folder = runs.create(tmp_path, new_run())
    runs.remove(folder)
    runs.remove(folder)
    assert runs.existing(tmp_path) == ()
