-- ops.load, one row per loaded run: the ledger. Grain of the counts: article addresses in `handled`.
insert into ops.load by name
with refusal as (
    select disposition, reason, count(*) as addresses
    from handled
    where disposition in ('rejected', 'failed')
    group by disposition, reason
    order by reason
),
total as (
    select
        count(*) as discovered,
        count(*) filter (disposition = 'stored') as stored,
        count(*) filter (disposition = 'duplicate') as duplicate,
        count(*) filter (disposition = 'pending') as pending
    from handled
)
select
    batch_run.run_id,
    now() as loaded_at,
    getvariable('is_whole')::boolean as is_whole,
    total.*,
    coalesce((select map(list(reason), list(addresses)) from refusal where disposition = 'rejected'), map {}) as rejected,
    coalesce((select map(list(reason), list(addresses)) from refusal where disposition = 'failed'), map {}) as failed,
    (
        select count(*)
        from newcomer
        where article_id in (select stored_as from handled where was_stored)
    ) as revisions,
    (select count(*) from new_event) as events
from total
cross join batch_run
