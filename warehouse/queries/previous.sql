-- The revision that each newcomer succeeds: the one of the same article fetched last before it, each with its time of arrival.
with own as (
    select revision_id, article_id, fetched_at, arrived_at from known_article
    union all
    select revision_id, article_id, fetched_at, arrived_at from newcomer
)
select
    newcomer.revision_id,
    newcomer.arrived_at,
    arg_max(own.revision_id, (own.fetched_at, own.revision_id)) as previous_id,
    arg_max(own.arrived_at, (own.fetched_at, own.revision_id)) as previous_arrived_at
from newcomer
join own on own.article_id = newcomer.article_id
    and (own.fetched_at, own.revision_id) < (newcomer.fetched_at, newcomer.revision_id)
group by newcomer.revision_id, newcomer.arrived_at
order by newcomer.revision_id
