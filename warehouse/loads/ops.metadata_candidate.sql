-- ops.metadata_candidate, one row per place that spoke of a field of a revision that this run brought: of the page that the
-- revision was stored from, where two pages of the run gave the same text. A revision stored before keeps what it has.
insert into ops.metadata_candidate by name
select distinct on (newcomer.arrived_at, candidate.revision_id, candidate.field, candidate.place) candidate.*
from batch_metadata_candidate as candidate
join newcomer on newcomer.revision_id = candidate.revision_id
    and newcomer.capture_id is not distinct from candidate.capture_id
order by newcomer.arrived_at, candidate.revision_id, candidate.field, candidate.place
