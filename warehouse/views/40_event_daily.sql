-- mart.event_daily: deaths by day and place, counted events only. Grain: one row per span of days, place and its units.
-- The events of one article are added. Articles are not: they may well tell of the same deaths, so their tolls are set side
-- by side: the lowest, the newest (best), the highest. For the same reason rows are not to be added: a village lies in its
-- country, and 7 March between 6 and 8 March.
create or replace view mart.event_daily as
with told as (
    select
        date_start,
        date_end,
        country,
        admin1,
        place,
        article_id,
        first(source) as source,
        max(published_at) as published_at,
        count(*) as events,
        sum(low) as low,
        sum(best) as best,
        case when bool_or(low is not null and high is null) then null else sum(high) end as high,
        bool_or(low is not null and high is null) as is_open,
        count(*) filter (low is not null and best is null) as uncounted_tolls
    from mart.event
    where is_counted
    group by date_start, date_end, country, admin1, place, article_id
)
select
    date_start,
    date_end,
    country,
    admin1,
    place,
    count(*) as articles,
    sum(events)::bigint as events,
    min(low)::bigint as deaths_low,
    arg_max(best, (published_at, article_id)) filter (best is not null)::bigint as deaths_best,
    case when not bool_or(is_open) then max(high) end::bigint as deaths_high,
    max(low)::bigint as deaths_most,
    sum(uncounted_tolls)::bigint as uncounted_tolls,
    list_sort(list_distinct(list(source))) as sources
from told
group by date_start, date_end, country, admin1, place;

comment on view mart.event_daily is 'Deaths by day and place as articles tell them, side by side; rows may contain one another and are not to be added';
comment on column mart.event_daily.date_start is 'First day; null where the text gives none';
comment on column mart.event_daily.date_end is 'Last day';
comment on column mart.event_daily.country is 'ISO 3166 alpha-2 country';
comment on column mart.event_daily.admin1 is 'First-level administrative unit';
comment on column mart.event_daily.place is 'Place';
comment on column mart.event_daily.articles is 'Articles that report them; copies and superseded versions aside';
comment on column mart.event_daily.events is 'Events counted, over all articles';
comment on column mart.event_daily.deaths_low is 'Lowest toll that an article gives; null where none tells of deaths';
comment on column mart.event_daily.deaths_best is 'Toll of the newest article that counts them';
comment on column mart.event_daily.deaths_high is 'Highest toll that an article gives; null where one leaves it open';
comment on column mart.event_daily.deaths_most is 'Highest figure that an article gives as certain ("at least 237")';
comment on column mart.event_daily.uncounted_tolls is 'Events with deaths that nobody counted';
comment on column mart.event_daily.sources is 'Outlets that report them';
