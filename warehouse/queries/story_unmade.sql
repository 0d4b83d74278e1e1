-- Articles without a gist of this method, the newest first. Grain: one row per revision.
select *
from core.article
where revision_id not in (select revision_id from core.gist where method = $method)
order by arrived_at desc, revision_id
limit $at_once
