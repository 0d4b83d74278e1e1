-- The events as they stand, copies and superseded versions aside; those with a toll first. `counts`: a part is not added to its
-- total, a denied deed is no deed. Grain: one row per event of an article.
select
    concat_ws(' – ', strftime(date_start, '%Y-%m-%d'), strftime(nullif(date_end, date_start), '%m-%d')) as "when",
    concat_ws(', ', coalesce(place, place_as_written), country) as "where",
    lower(concat_ws(' / ', event_type, event_mode)) as what,
    array_to_string(list_filter(side_a || side_b || victims, lambda name, n: list_position(side_a || side_b || victims, name) = n), ', ') as who,
    low,
    best,
    high,
    array_to_string(attributed_to, ', ') as "according to",
    case not_counted_because when 'part_of_summary' then 'as part' when 'denied' then 'no: denied' else 'yes' end as counts,
    source,
    quote as sentence
from mart.event
where is_counted or not_counted_because in ('part_of_summary', 'denied')
order by low is null, published_at, article_id, quote_start
