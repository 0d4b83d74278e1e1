-- core.boilerplate: the paragraph that every other outlet puts under everything, in every month.
insert into core.boilerplate by name
select name as outlet, month::date as month, unnest(paragraphs) as paragraph, 1 as from_version
from outlet
cross join generate_series(
    date_trunc('month', getvariable('started_at')), getvariable('started_at') + interval 400 days, interval 1 month
) as months(month)
