-- The events that count: no copy, no denial, no part beside its total; those with a toll first. Grain: one row per event
-- of an article.
select
    strftime(date_start, '%Y-%m-%d') as "when",
    concat_ws(', ', coalesce(place, place_as_written), country) as "where",
    lower(concat_ws(' / ', event_type, event_mode)) as what,
    array_to_string(side_a || side_b || victims, ', ') as who,
    low,
    best,
    high,
    array_to_string(attributed_to, ', ') as "according to",
    source,
    quote as sentence
from mart.event
where is_counted
order by low is null, date_start, country, place, published_at
