-- Articles whose fingerprint is of another recipe than $method, oldest first, at most $at_once. Columns are the fields of model.Article.
select *
from core.article
where revision_id in (
    select revision_id from core.fingerprint where method <> $method order by arrived_at, revision_id limit $at_once
)
