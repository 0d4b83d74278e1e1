-- The articles in `unmade` from place $first up to, without, $after. Columns are the fields of model.Article.
with part as (
    select * from unmade where place >= $first and place < $after
)
select *
from core.article
where arrived_at between (select min(arrived_at) from part) and (select max(arrived_at) from part)
    and revision_id in (select revision_id from part)
