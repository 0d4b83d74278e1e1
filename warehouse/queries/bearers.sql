-- The texts that are met or judged otherwise with the new list: they bear a paragraph or shingle that was listed or is not any more.
with borne as (
    select revision_id, arrived_at, fetched_at, outlet, 'paragraph' as part, unnest(paragraphs) as hash
    from core.fingerprint
    where arrived_at >= (select min(month) from relisted)
        and arrived_at < (select max(month) + interval 1 month from relisted)
        and outlet in (select outlet from relisted)
    union all
    select revision_id, arrived_at, fetched_at, outlet, 'shingle' as part, unnest(sketch) as hash
    from core.fingerprint
    where arrived_at >= (select min(month) from relisted)
        and arrived_at < (select max(month) + interval 1 month from relisted)
        and outlet in (select outlet from relisted)
)
select distinct borne.revision_id, borne.arrived_at, borne.fetched_at
from borne
join relisted
    on relisted.outlet = borne.outlet
    and relisted.month = date_trunc('month', borne.arrived_at)::date
    and relisted.part = borne.part
    and relisted.hash = borne.hash
