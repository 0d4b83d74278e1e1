-- The texts that a judge needs: all revisions named in $revisions. Columns are the fields of model.Comparable.
select revision_id, article_id, outlet, title, text, language, arrived_at
from newcomer
where revision_id in (select unnest($revisions::varchar[]))
union all
select revision_id, article_id, outlet, title, text, language, coalesce(published_at, fetched_at) as arrived_at
from core.article
where revision_id in (select unnest($revisions::varchar[]))
