-- mart.event_daily: deaths by day, place, actors and type, over incidents. Grain: one row per span of days, place and its units, type,
-- acting side and clarity. An incident is in one row, with the figures of its independent sources side by side; the incidents of a row
-- are added. Reports of one incident that were not linked may be among them, so the low figure adds only what one article tells apart.
-- A summary that gives a toll is in, its parts are out, and so is what lies in it (mart.incident_part): rows can be added.
create or replace view mart.event_daily as
with counted as (
    select
        *,
        min(incident_id) over (
            partition by date_start, date_end, country, admin1, place, event_type, actor_a_ids, event_clarity
        ) as row_id
    from mart.incident
    where is_counted
),
told as (
    select counted.row_id, event.article_id, counted.incident_id, counted.low, count(*) as events
    from counted
    join mart.incident_event as event on event.incident_id = counted.incident_id
    where event.is_independent
    group by all
),
by_article as (
    select row_id, article_id, sum(low) as low, sum(events) as events
    from told
    group by row_id, article_id
),
alone as (
    select row_id, max(low) as low, count(*) as articles, sum(events) as events
    from by_article
    group by row_id
)
select
    date_start,
    date_end,
    country,
    admin1,
    place,
    event_type,
    actor_a_ids as actors,
    event_clarity,
    count(*) as incidents,
    max(alone.articles) as articles,
    max(alone.events)::bigint as events,
    max(alone.low)::bigint as deaths_low,
    sum(counted.best)::bigint as deaths_best,
    case when not bool_or(counted.low is not null and counted.high is null) then sum(counted.high) end::bigint as deaths_high,
    sum(counted.most)::bigint as deaths_most,
    count(*) filter (counted.low is not null and counted.best is null) as uncounted_tolls,
    list_sort(list_distinct(flatten(list(counted.sources)))) as sources
from counted
join alone on alone.row_id = counted.row_id
group by date_start, date_end, country, admin1, place, event_type, actor_a_ids, event_clarity;

comment on view mart.event_daily is 'Deaths by day, place, actors and type, over incidents; never a copy to its original, nor a part to its summary';
comment on column mart.event_daily.date_start is 'First day; null where the text gives none';
comment on column mart.event_daily.date_end is 'Last day';
comment on column mart.event_daily.country is 'ISO 3166 alpha-2 country';
comment on column mart.event_daily.admin1 is 'First-level administrative unit';
comment on column mart.event_daily.place is 'Place';
comment on column mart.event_daily.event_type is 'PLOVER event type';
comment on column mart.event_daily.actors is 'Resolved actors that acted; empty where nobody names them';
comment on column mart.event_daily.event_clarity is 'UCDP: 1 single incidents, 2 summaries';
comment on column mart.event_daily.incidents is 'Incidents';
comment on column mart.event_daily.articles is 'Articles that report them; copies and superseded versions aside';
comment on column mart.event_daily.events is 'Events that report them';
comment on column mart.event_daily.deaths_low is 'What is sure: the least toll of each incident, added only where one article tells the incidents apart; null where none tells of deaths';
comment on column mart.event_daily.deaths_best is 'Newest counted tolls of the incidents, added';
comment on column mart.event_daily.deaths_high is 'Most that independent sources give of each incident, added; null where one leaves it open';
comment on column mart.event_daily.deaths_most is 'Highest figure given as certain ("at least 237")';
comment on column mart.event_daily.uncounted_tolls is 'Incidents with deaths that nobody counted';
comment on column mart.event_daily.sources is 'Outlets that report them';
