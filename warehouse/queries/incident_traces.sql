-- The traces of some revisions. Columns are the fields of model.Trace; the keys are looked through where they lie.
select * replace ([]::bigint[] as keys)
from core.trace
where revision_id in (select unnest($revisions::varchar[]))
