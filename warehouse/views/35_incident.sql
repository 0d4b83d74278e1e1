-- mart.incident_event: every event that is told as having happened, or denied, in the incident it reports, and why it is there.
-- Grain: one row per event. An event that no other article tells is an incident of its own.
create or replace view mart.incident_event as
with link as (
    select event_id, other_id, points, reasons from core.incident_link
    union all
    select other_id, event_id, points, reasons from core.incident_link
),
strongest as (
    select
        member.event_id,
        arg_max(
            struct_pack(other_id := link.other_id, points := link.points, reasons := link.reasons),
            (link.points, link.other_id)
        ) as link,
        count(*) as links
    from core.incident_event as member
    join link on link.event_id = member.event_id
    join core.incident_event as other on other.event_id = link.other_id and other.incident_id = member.incident_id
    group by member.event_id
)
select
    coalesce(member.incident_id, event.event_id) as incident_id,
    event.event_id,
    event.event_type,
    event.event_mode,
    event.event_clarity,
    event.date_start,
    event.date_end,
    event.date_prec,
    event.place,
    event.admin1,
    event.country,
    event.latitude,
    event.longitude,
    event.where_prec,
    event.actor_a_ids,
    event.actor_b_ids,
    event.victims,
    event.low,
    event.best,
    event.high,
    event.injured,
    event.claim_status,
    event.attributed_to,
    event.part_of,
    event.quote,
    strongest.link.other_id as linked_to,
    strongest.link.points as points,
    coalesce(strongest.link.reasons, []) as reasons,
    coalesce(strongest.links, 0) as links,
    event.not_counted_because,
    event.not_counted_because is null or event.not_counted_because in ('part_of_summary', 'cumulative') as is_independent,
    coalesce(event.published_at, member.arrived_at) as told_at,
    event.source,
    event.outlet,
    event.article_id,
    event.revision_id,
    event.title,
    event.url
from mart.event as event
left join core.incident_event as member on member.event_id = event.event_id
left join strongest on strongest.event_id = event.event_id
where event.claim_status in ('reported', 'claimed', 'accused', 'denied');

comment on view mart.incident_event is 'One row per event told as having happened, or denied: the incident it reports, and why it is linked to it';
comment on column mart.incident_event.incident_id is 'The incident; it keeps its id as it grows';
comment on column mart.incident_event.event_id is 'The event';
comment on column mart.incident_event.event_type is 'PLOVER event type';
comment on column mart.incident_event.event_mode is 'PLOVER mode';
comment on column mart.incident_event.event_clarity is 'UCDP: 1 a single incident, 2 a summary';
comment on column mart.incident_event.date_start is 'First day';
comment on column mart.incident_event.date_end is 'Last day';
comment on column mart.incident_event.date_prec is 'UCDP precision of the date, 1 (day) to 5';
comment on column mart.incident_event.place is 'Place, resolved';
comment on column mart.incident_event.admin1 is 'First-level administrative unit';
comment on column mart.incident_event.country is 'ISO 3166 alpha-2 country';
comment on column mart.incident_event.latitude is 'Degrees north, WGS 84';
comment on column mart.incident_event.longitude is 'Degrees east, WGS 84';
comment on column mart.incident_event.where_prec is 'UCDP precision of the place, 1 (exact) to 7';
comment on column mart.incident_event.actor_a_ids is 'Resolved actors of side_a';
comment on column mart.incident_event.actor_b_ids is 'Resolved actors of side_b';
comment on column mart.incident_event.victims is 'Kinds of victims, as written';
comment on column mart.incident_event.low is 'Lowest death toll told';
comment on column mart.incident_event.best is 'Best death toll told';
comment on column mart.incident_event.high is 'Highest death toll told; null where open ended';
comment on column mart.incident_event.injured is 'People injured';
comment on column mart.incident_event.claim_status is 'reported, claimed, accused or denied';
comment on column mart.incident_event.attributed_to is 'According to whom';
comment on column mart.incident_event.part_of is 'Ids of the summaries that contain this event';
comment on column mart.incident_event.quote is 'The sentence';
comment on column mart.incident_event.linked_to is 'The event of the incident that it is most surely the same as; null where no other article tells it';
comment on column mart.incident_event.points is 'How surely: what speaks for it less what speaks against it';
comment on column mart.incident_event.reasons is 'What the points are given for';
comment on column mart.incident_event.links is 'Events of the incident that it is linked to';
comment on column mart.incident_event.not_counted_because is 'Why mart.event does not count it; null where it does';
comment on column mart.incident_event.is_independent is 'Neither a copy, nor superseded, nor a denial';
comment on column mart.incident_event.told_at is 'When the article was published, or else fetched';
comment on column mart.incident_event.source is 'Outlet whose channel led to the article';
comment on column mart.incident_event.outlet is 'Outlet that published the article';
comment on column mart.incident_event.article_id is 'The article';
comment on column mart.incident_event.revision_id is 'The revision that reports it';
comment on column mart.incident_event.title is 'Headline of the article';
comment on column mart.incident_event.url is 'Address of the article';

-- mart.incident_toll: who told of how many dead, in the order in which it was told; denials too. Grain: one row per event with a
-- toll, or denied. Of what an outlet told of an incident the newest figure is current.
create or replace view mart.incident_toll as
select
    incident_id,
    told_at,
    outlet,
    attributed_to,
    claim_status,
    low,
    best,
    high,
    injured,
    low is not null and is_independent and row_number() over (
        partition by incident_id, outlet, low is not null and is_independent order by told_at desc, low desc, event_id
    ) = 1 as is_current,
    not_counted_because,
    event_id,
    article_id,
    revision_id,
    title,
    quote,
    url
from mart.incident_event
where low is not null or claim_status = 'denied';

comment on view mart.incident_toll is 'One row per toll told of an incident, or denial of it: the figures as they became known, by whom';
comment on column mart.incident_toll.incident_id is 'The incident';
comment on column mart.incident_toll.told_at is 'When the article was published, or else fetched';
comment on column mart.incident_toll.outlet is 'Outlet that published it';
comment on column mart.incident_toll.attributed_to is 'According to whom';
comment on column mart.incident_toll.claim_status is 'reported, claimed, accused or denied';
comment on column mart.incident_toll.low is 'Lowest death toll told; null for a denial without one';
comment on column mart.incident_toll.best is 'Best death toll told; null where uncounted';
comment on column mart.incident_toll.high is 'Highest death toll told; null where open ended';
comment on column mart.incident_toll.injured is 'People injured';
comment on column mart.incident_toll.is_current is 'The newest figure of its outlet, no copy: it speaks for the incident';
comment on column mart.incident_toll.not_counted_because is 'Why mart.event does not count it; null where it does';
comment on column mart.incident_toll.event_id is 'The event';
comment on column mart.incident_toll.article_id is 'The article';
comment on column mart.incident_toll.revision_id is 'The revision that tells it';
comment on column mart.incident_toll.title is 'Headline of the article';
comment on column mart.incident_toll.quote is 'The sentence';
comment on column mart.incident_toll.url is 'Address of the article';

-- core.incident: the figures of an incident, over independent sources. Grain: one row per incident. Of each outlet the newest toll
-- counts: the least, the most, and the newest one (best), on its day rather one that names its source. A view, since what is a copy,
-- and so who is independent, may change with every load.
create or replace view core.incident as
with figure as (
    select
        incident_id,
        min(low) as low,
        arg_max(best, (told_at::date, len(attributed_to) > 0, told_at, event_id)) filter (best is not null) as best,
        case when not bool_or(high is null) or max(high) > max(low) filter (high is null) then max(high) end as high,
        max(low) as most,
        count(distinct best) as different_tolls
    from mart.incident_toll
    where is_current
    group by incident_id
),
told as (
    select
        incident_id,
        max(injured) filter (is_independent) as injured,
        min(told_at) as first_at,
        max(told_at) as last_at,
        count(*) filter (is_independent) as events,
        count(distinct article_id) as articles,
        count(distinct article_id) filter (is_independent) as independent_articles,
        list_sort(list_distinct(list(outlet))) as outlets,
        list_sort(list_distinct(list(source) filter (is_independent))) as sources,
        count(*) filter (claim_status = 'denied') as denials
    from mart.incident_event
    group by incident_id
)
select
    told.incident_id,
    figure.low,
    figure.best,
    figure.high,
    figure.most,
    coalesce(figure.different_tolls, 0) as different_tolls,
    told.denials,
    told.injured,
    told.events,
    told.articles,
    told.independent_articles,
    told.outlets,
    coalesce(told.sources, []) as sources,
    told.first_at,
    told.last_at
from told
left join figure on figure.incident_id = told.incident_id;

comment on view core.incident is 'One row per incident: the dead by independent sources, who told of it, and how often it was denied';
comment on column core.incident.incident_id is 'The incident; it keeps its id as it grows';
comment on column core.incident.low is 'Least toll that an independent source gives now; null where none tells of deaths';
comment on column core.incident.best is 'Newest counted toll; on its day rather one that names its source';
comment on column core.incident.high is 'Most that an independent source gives now; null where open ended';
comment on column core.incident.most is 'Highest figure given as certain ("at least 237")';
comment on column core.incident.different_tolls is 'How many different tolls stand side by side';
comment on column core.incident.denials is 'Events that deny it';
comment on column core.incident.injured is 'Most injured that an independent source gives';
comment on column core.incident.events is 'Events that report it; copies, superseded versions and denials aside';
comment on column core.incident.articles is 'Articles that tell of it';
comment on column core.incident.independent_articles is 'Of them, those that are no copies';
comment on column core.incident.outlets is 'Outlets that told of it';
comment on column core.incident.sources is 'Outlets whose figures are independent';
comment on column core.incident.first_at is 'When it was first told';
comment on column core.incident.last_at is 'When it was last told';

-- mart.incident: what happened, by all that tell of it, with the figures of core.incident. Grain: one row per incident.
create or replace view mart.incident as
with dated as (
    select incident_id, date_start, date_end, date_prec
    from mart.incident_event
    group by incident_id, date_start, date_end, date_prec
    qualify row_number() over (
        partition by incident_id
        order by bool_or(is_independent) desc, date_prec nulls last, count(*) desc, date_start
    ) = 1
),
placed as (
    select incident_id, place, admin1, country, latitude, longitude, where_prec
    from mart.incident_event
    group by incident_id, place, admin1, country, latitude, longitude, where_prec
    qualify row_number() over (
        partition by incident_id
        order by bool_or(is_independent) desc, where_prec nulls last, count(*) desc, place, admin1, country, latitude
    ) = 1
),
whole as (
    select distinct part.incident_id, summary.incident_id as summary_id
    from (
        select incident_id, revision_id, unnest(part_of) as event_id
        from mart.incident_event
        where is_independent
    ) as part
    join mart.incident_event as summary on summary.event_id = part.event_id and summary.revision_id = part.revision_id
    where summary.incident_id <> part.incident_id
),
-- the toll of a war, a year or a time that is not told, by all that are independent
cumulative as (
    select incident_id
    from mart.incident_event
    where is_independent
    group by incident_id
    having bool_and(coalesce(not_counted_because, '') = 'cumulative')
),
-- two that contain each other prove nothing
contained as (
    select
        whole.incident_id,
        list_sort(list(whole.summary_id)) as part_of,
        bool_or(figure.low is not null and cumulative.incident_id is null) as is_told
    from whole
    left join cumulative on cumulative.incident_id = whole.summary_id
    left join whole as back on back.incident_id = whole.summary_id and back.summary_id = whole.incident_id
    left join core.incident as figure on figure.incident_id = whole.summary_id
    where back.incident_id is null
    group by whole.incident_id
),
former as (
    select incident_id, list_sort(list(alias_id)) as former_ids
    from (from core.incident_alias qualify row_number() over (partition by alias_id order by turn desc) = 1)
    group by incident_id
),
acted as (
    select incident_id, event_mode
    from mart.incident_event
    where event_mode is not null
    group by incident_id, event_mode
    qualify row_number() over (partition by incident_id order by bool_or(is_independent) desc, count(*) desc, event_mode) = 1
),
told as (
    select
        incident_id,
        min(event_type) as event_type,
        max(event_clarity) as event_clarity,
        list_sort(list_distinct(flatten(list(actor_a_ids)))) as actor_a_ids,
        list_sort(list_distinct(flatten(list(actor_b_ids)))) as actor_b_ids,
        bool_or(is_independent) as is_told
    from mart.incident_event
    group by incident_id
)
select
    told.incident_id,
    told.event_type,
    acted.event_mode,
    told.event_clarity,
    dated.date_start,
    dated.date_end,
    dated.date_prec,
    placed.place,
    placed.admin1,
    placed.country,
    placed.latitude,
    placed.longitude,
    placed.where_prec,
    told.actor_a_ids,
    told.actor_b_ids,
    figure.low,
    figure.best,
    figure.high,
    figure.most,
    figure.different_tolls,
    figure.denials,
    figure.injured,
    figure.events,
    figure.articles,
    figure.independent_articles,
    figure.outlets,
    figure.sources,
    figure.first_at,
    figure.last_at,
    coalesce(contained.part_of, []) as part_of,
    told.is_told and not coalesce(contained.is_told, false) and cumulative.incident_id is null as is_counted,
    coalesce(former.former_ids, []) as former_ids
from told
join dated on dated.incident_id = told.incident_id
join placed on placed.incident_id = told.incident_id
left join acted on acted.incident_id = told.incident_id
join core.incident as figure on figure.incident_id = told.incident_id
left join cumulative on cumulative.incident_id = told.incident_id
left join contained on contained.incident_id = told.incident_id
left join former on former.incident_id = told.incident_id;

comment on view mart.incident is 'One row per incident: what articles report of the same thing, with the figures of independent sources';
comment on column mart.incident.incident_id is 'The incident; it keeps its id as it grows';
comment on column mart.incident.event_type is 'PLOVER event type';
comment on column mart.incident.event_mode is 'PLOVER mode that most give';
comment on column mart.incident.event_clarity is 'UCDP: 1 a single incident, 2 a summary';
comment on column mart.incident.date_start is 'First day, of the most exact report';
comment on column mart.incident.date_end is 'Last day';
comment on column mart.incident.date_prec is 'UCDP precision of the date, 1 (day) to 5';
comment on column mart.incident.place is 'Place, of the most exact report';
comment on column mart.incident.admin1 is 'First-level administrative unit';
comment on column mart.incident.country is 'ISO 3166 alpha-2 country';
comment on column mart.incident.latitude is 'Degrees north, WGS 84';
comment on column mart.incident.longitude is 'Degrees east, WGS 84';
comment on column mart.incident.where_prec is 'UCDP precision of the place, 1 (exact) to 7';
comment on column mart.incident.actor_a_ids is 'Resolved actors that acted, by any report';
comment on column mart.incident.actor_b_ids is 'Resolved actors upon whom, by any report';
comment on column mart.incident.low is 'Least toll that an independent source gives now; null where none tells of deaths';
comment on column mart.incident.best is 'Newest counted toll; on its day rather one that names its source';
comment on column mart.incident.high is 'Most that an independent source gives now; null where open ended';
comment on column mart.incident.most is 'Highest figure given as certain ("at least 237")';
comment on column mart.incident.different_tolls is 'How many different tolls stand side by side';
comment on column mart.incident.denials is 'Events that deny it';
comment on column mart.incident.injured is 'Most injured that an independent source gives';
comment on column mart.incident.events is 'Events that report it; copies, superseded versions and denials aside';
comment on column mart.incident.articles is 'Articles that tell of it';
comment on column mart.incident.independent_articles is 'Of them, those that are no copies';
comment on column mart.incident.outlets is 'Outlets that told of it';
comment on column mart.incident.sources is 'Outlets whose figures are independent';
comment on column mart.incident.first_at is 'When it was first told';
comment on column mart.incident.last_at is 'When it was last told';
comment on column mart.incident.part_of is 'Summaries (incidents) that contain it';
comment on column mart.incident.is_counted is 'Enters totals: told by somebody, in no summary that gives a toll itself, and no toll of more than a month';
comment on column mart.incident.former_ids is 'Ids of incidents that went into this one';
