-- The events of some revisions. Columns are the fields of model.Event.
select *
from core.event
where revision_id in (select unnest($revisions::varchar[]))
order by revision_id, quote_start, event_id
