-- core.boilerplate: the paragraph that every other outlet puts under everything, in every month, and the shingles of it that are kept.
insert into core.boilerplate by name
with listed as (
    select name as outlet, 'paragraph' as part, unnest(paragraphs) as hash from outlet
    union all
    select name as outlet, 'shingle' as part, unnest(hashes) as hash from outlet
)
select listed.outlet, month::date as month, listed.part, listed.hash, 1 as from_version
from listed
cross join generate_series(
    date_trunc('month', getvariable('started_at')), getvariable('started_at') + interval 400 days, interval 1 month
) as months(month)
