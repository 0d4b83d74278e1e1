-- The revision that each newcomer succeeds: the one of the same article fetched last before it.
select newcomer.revision_id, last(other.revision_id order by other.fetched_at, other.revision_id) as previous_id
from newcomer
join (
    select revision_id, article_id, fetched_at from core.article
    union all
    select revision_id, article_id, fetched_at from newcomer
) as other on other.article_id = newcomer.article_id
    and (other.fetched_at, other.revision_id) < (newcomer.fetched_at, newcomer.revision_id)
group by newcomer.revision_id
