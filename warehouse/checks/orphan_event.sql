-- Every event is reported by a revision we hold.
select event_id, revision_id
from core.event
where revision_id is null or revision_id not in (select revision_id from core.article)
