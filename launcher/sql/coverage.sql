-- What each source brought. Grain: one row per source.
select
    source,
    min(day) filter (discovered > 0) as first_day,
    max(day) filter (discovered > 0) as last_day,
    sum(discovered)::int as found,
    sum(stored)::int as stored,
    sum(rejected)::int as refused,
    sum(failed)::int as failed,
    sum(pending)::int as pending
from mart.coverage
group by source
order by source
