-- The traces of some events. Columns are the fields of model.Trace; the keys are looked through where they lie.
select * replace ([]::bigint[] as keys)
from core.trace
where event_id in (select unnest($events::varchar[]))
