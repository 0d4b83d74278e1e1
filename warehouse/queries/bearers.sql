-- The texts whose words that count change with the list: they bear a paragraph that was listed or is not any more.
select distinct fingerprint.revision_id, fingerprint.arrived_at, fingerprint.fetched_at
from (
    select revision_id, arrived_at, fetched_at, outlet, unnest(paragraphs) as paragraph
    from core.fingerprint
    where arrived_at >= (select min(month) from relisted)
        and arrived_at < (select max(month) + interval 1 month from relisted)
        and outlet in (select outlet from relisted)
) as fingerprint
join relisted
    on relisted.outlet = fingerprint.outlet
    and relisted.month = date_trunc('month', fingerprint.arrived_at)::date
    and relisted.paragraph = fingerprint.paragraph
