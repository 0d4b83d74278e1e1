-- Texts that are worth comparing with those of `batch_trace`: one event of each shares a key that not too many bear. Grain: one row
-- per pair of texts.
with mine as materialized (
    select distinct revision_id, unnest(keys) as key
    from batch_trace
),
near as (
    select revision_id, unnest(keys) as key
    from core.trace
    where arrived_at
        between (select min(arrived_at) from batch_trace) - to_days($reach_days::integer)
        and (select max(arrived_at) from batch_trace) + to_days($reach_days::integer)
),
theirs as (
    select revision_id, key
    from near
    where key in (select key from mine)
    group by revision_id, key
    qualify count(*) over (partition by key) <= $most_texts::integer
)
select distinct mine.revision_id, theirs.revision_id as other_id
from mine
join theirs on theirs.key = mine.key and theirs.revision_id <> mine.revision_id
order by all
