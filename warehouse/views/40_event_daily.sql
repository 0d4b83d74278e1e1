-- mart.event_daily: deaths by day and place, counted events only. Grain: one row per span of days, place and its units.
create or replace view mart.event_daily as
select
    date_start,
    date_end,
    country,
    admin1,
    place,
    count(*) as events,
    coalesce(sum(low), 0)::bigint as deaths_low,
    coalesce(sum(best), 0)::bigint as deaths_best,
    case when not bool_or(low is not null and high is null) then coalesce(sum(high), 0)::bigint end as deaths_high,
    count(*) filter (low is not null and best is null) as uncounted_tolls,
    list_sort(list_distinct(list(source))) as sources
from mart.event
where is_counted
group by date_start, date_end, country, admin1, place;

comment on view mart.event_daily is 'Deaths by day and place; no summary is added to its parts, no copy to its original';
comment on column mart.event_daily.date_start is 'First day; null where the text gives none';
comment on column mart.event_daily.date_end is 'Last day';
comment on column mart.event_daily.country is 'ISO 3166 alpha-2 country';
comment on column mart.event_daily.admin1 is 'First-level administrative unit';
comment on column mart.event_daily.place is 'Place';
comment on column mart.event_daily.events is 'Events counted';
comment on column mart.event_daily.deaths_low is 'Sum of the lowest tolls';
comment on column mart.event_daily.deaths_best is 'Sum of the best tolls; uncounted ones add nothing';
comment on column mart.event_daily.deaths_high is 'Sum of the highest tolls; null where one of them is open ended';
comment on column mart.event_daily.uncounted_tolls is 'Events with deaths that nobody counted';
comment on column mart.event_daily.sources is 'Outlets that report them';
