-- The newcomers that report events. Columns are the fields of model.Article.
select *
from newcomer
where revision_id in (select revision_id from new_event)
order by arrived_at, revision_id
