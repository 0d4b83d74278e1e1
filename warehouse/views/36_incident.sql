-- core.incident: what happened, by all that tell of it, with the figures of independent sources. Grain: one row per incident. Of each
-- outlet the newest toll counts: the least, the most, and the newest one (best), on its day rather one that names its source; what a
-- side says of its own dead does not lower what others tell. Day and place are those of the reports that tell the toll. A view, since
-- what is a copy, and so who is independent, may change with every load.
create or replace view core.incident as
with dated as (
    select incident_id, date_start, date_end, date_prec
    from mart.incident_event
    group by incident_id, date_start, date_end, date_prec
    qualify row_number() over (
        partition by incident_id
        order by bool_or(is_independent) desc, bool_or(low > 0) desc nulls last, date_prec nulls last, count(*) desc, date_start
    ) = 1
),
placed as (
    select incident_id, place, admin1, country, latitude, longitude, where_prec
    from mart.incident_event
    group by incident_id, place, admin1, country, latitude, longitude, where_prec
    qualify row_number() over (
        partition by incident_id
        order by
            bool_or(is_independent) desc,
            bool_or(low > 0) desc nulls last,
            greatest(where_prec, 3) nulls last,
            count(*) desc,
            where_prec,
            place,
            admin1,
            country,
            latitude
    ) = 1
),
acted as (
    select incident_id, event_mode
    from mart.incident_event
    where event_mode is not null
    group by incident_id, event_mode
    qualify row_number() over (partition by incident_id order by bool_or(is_independent) desc, count(*) desc, event_mode) = 1
),
current_toll as (
    select
        *,
        is_of_own_dead
            and best < coalesce(max(best) filter (not is_of_own_dead) over (partition by incident_id), 0) as is_played_down
    from mart.incident_toll
    where is_current
),
figure as (
    select
        incident_id,
        min(low) as low,
        arg_max(best, (told_at::date, len(attributed_to) > 0, told_at, event_id)) filter (best is not null and not is_played_down) as best,
        case when not bool_or(high is null) or max(high) > max(low) filter (high is null) then max(high) end as high,
        max(low) as most,
        count(distinct best) as different_tolls
    from current_toll
    group by incident_id
),
told as (
    select
        incident_id,
        min(event_type) as event_type,
        max(event_clarity) as event_clarity,
        list_sort(list_distinct(flatten(list(actor_a_ids)))) as actor_a_ids,
        list_sort(list_distinct(flatten(list(actor_b_ids)))) as actor_b_ids,
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
join dated on dated.incident_id = told.incident_id
join placed on placed.incident_id = told.incident_id
left join acted on acted.incident_id = told.incident_id
left join figure on figure.incident_id = told.incident_id;

comment on view core.incident is 'One row per incident: what happened by all that tell of it, the dead by independent sources, and how often it was denied';
comment on column core.incident.incident_id is 'The incident; it keeps its id as it grows';
comment on column core.incident.event_type is 'PLOVER event type';
comment on column core.incident.event_mode is 'PLOVER mode that most give';
comment on column core.incident.event_clarity is 'UCDP: 1 a single incident, 2 a summary';
comment on column core.incident.date_start is 'First day, of the most exact report that tells the dead';
comment on column core.incident.date_end is 'Last day';
comment on column core.incident.date_prec is 'UCDP precision of the date, 1 (day) to 5';
comment on column core.incident.place is 'Place that most reports give which tell the dead';
comment on column core.incident.admin1 is 'First-level administrative unit';
comment on column core.incident.country is 'ISO 3166 alpha-2 country';
comment on column core.incident.latitude is 'Degrees north, WGS 84';
comment on column core.incident.longitude is 'Degrees east, WGS 84';
comment on column core.incident.where_prec is 'UCDP precision of the place, 1 (exact) to 7';
comment on column core.incident.actor_a_ids is 'Resolved actors that acted, by any report';
comment on column core.incident.actor_b_ids is 'Resolved actors upon whom, by any report';
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

-- mart.incident_part: which incident is part of which summary, and how that is known. Grain: one row per incident and summary. Where
-- an article tells one as a part of the other, it is one. Else it is taken for one where it lies in it: the same type, days within
-- its days, a place within its country, province or region, no other actors named, and no more dead. A summary of fewer dead than its
-- parts together is outgrown: it came too early, or counts less than they do.
create or replace view mart.incident_part as
with incident as materialized (
    from core.incident
),
told as (
    select distinct part.incident_id, summary.incident_id as summary_id
    from (
        select incident_id, revision_id, unnest(part_of) as event_id
        from mart.incident_event
        where is_independent
    ) as part
    join mart.incident_event as summary on summary.event_id = part.event_id and summary.revision_id = part.revision_id
    where summary.incident_id <> part.incident_id
),
-- two that contain each other prove nothing
proven as (
    select told.incident_id, told.summary_id
    from told
    left join told as back on back.incident_id = told.summary_id and back.summary_id = told.incident_id
    where back.incident_id is null
),
within as (
    select part.incident_id, summary.incident_id as summary_id
    from incident as summary
    join incident as part
        on part.event_type = summary.event_type
        and part.country = summary.country
        and part.date_start >= summary.date_start
        and part.date_end <= summary.date_end
    where summary.event_clarity = 2
        and summary.date_prec < 5
        and part.incident_id <> summary.incident_id
        and part.events > 0
        and part.low > 0
        and (part.low < summary.most or (part.low = summary.most and (part.event_clarity, part.incident_id) < (summary.event_clarity, summary.incident_id)))
        and (part.actor_a_ids = [] or summary.actor_a_ids = [] or list_has_any(part.actor_a_ids, summary.actor_a_ids))
        and case
            when summary.where_prec >= 6 then true
            when summary.where_prec = 4 then part.admin1 = summary.admin1 and part.where_prec <= 4
            when summary.where_prec = 5
                then part.where_prec <= 5
                    and sqrt(
                        (part.latitude - summary.latitude) ** 2
                        + ((part.longitude - summary.longitude) * cos(radians(summary.latitude))) ** 2
                    ) * 111.2 <= 100
            else part.place = summary.place
        end
),
part as (
    select incident_id, summary_id, 'told' as because
    from proven
    union all
    select within.incident_id, within.summary_id, 'within' as because
    from within
    anti join proven on proven.incident_id = within.incident_id and proven.summary_id = within.summary_id
    anti join proven as back on back.incident_id = within.summary_id and back.summary_id = within.incident_id
),
-- of one day and place the largest: reports of one incident that are not linked
outgrown as (
    select found.summary_id
    from (
        select part.summary_id, max(coalesce(incident.best, incident.low)) as dead
        from part
        join incident on incident.incident_id = part.incident_id and incident.event_clarity = 1
        group by part.summary_id, incident.date_end, incident.place
    ) as found
    join incident as summary on summary.incident_id = found.summary_id
    group by found.summary_id, summary.most
    having sum(found.dead) > summary.most
)
select part.incident_id, part.summary_id, part.because, outgrown.summary_id is not null as is_outgrown
from part
left join outgrown on outgrown.summary_id = part.summary_id;

comment on view mart.incident_part is 'One row per incident and summary that contains it, and how that is known';
comment on column mart.incident_part.incident_id is 'The part';
comment on column mart.incident_part.summary_id is 'The summary, itself an incident';
comment on column mart.incident_part.because is 'told: an article tells it as a part; within: its days, place, actors and dead lie in those of the summary';
comment on column mart.incident_part.is_outgrown is 'The parts together have more dead than the summary: they are counted, and it is not';

-- mart.incident: core.incident with what it is part of, and whether it enters totals. Grain: one row per incident.
create or replace view mart.incident as
-- cumulative: the toll of a war, a year or a time that is not told, by all that are independent
with incident as materialized (
    from core.incident
),
part as materialized (
    from mart.incident_part
),
cumulative as (
    select incident_id
    from mart.incident_event
    where is_independent
    group by incident_id
    having bool_and(coalesce(not_counted_because, '') = 'cumulative')
),
contained as (
    select
        part.incident_id,
        list_sort(list(part.summary_id)) as part_of,
        bool_or(summary.low is not null and cumulative.incident_id is null and not part.is_outgrown) as is_told
    from part
    join incident as summary on summary.incident_id = part.summary_id
    left join cumulative on cumulative.incident_id = part.summary_id
    group by part.incident_id
),
outgrown as (
    select distinct summary_id as incident_id
    from part
    where is_outgrown
),
standing as (
    select
        incident.incident_id,
        contained.part_of,
        case
            when incident.events = 0 then 'not_told'
            when cumulative.incident_id is not null then 'cumulative'
            when contained.is_told then 'part_of_summary'
            when outgrown.incident_id is not null then 'outgrown'
        end as why_not
    from incident
    left join cumulative on cumulative.incident_id = incident.incident_id
    left join contained on contained.incident_id = incident.incident_id
    left join outgrown on outgrown.incident_id = incident.incident_id
),
former as (
    select incident_id, list_sort(list(alias_id)) as former_ids
    from (from core.incident_alias qualify row_number() over (partition by alias_id order by turn desc) = 1)
    group by incident_id
)
select
    incident.*,
    coalesce(standing.part_of, []) as part_of,
    standing.why_not is null as is_counted,
    standing.why_not as not_counted_because,
    coalesce(former.former_ids, []) as former_ids
from incident
join standing on standing.incident_id = incident.incident_id
left join former on former.incident_id = incident.incident_id;

comment on view mart.incident is 'One row per incident: what articles report of the same thing, with the figures of independent sources';
comment on column mart.incident.incident_id is 'The incident; it keeps its id as it grows';
comment on column mart.incident.event_type is 'PLOVER event type';
comment on column mart.incident.event_mode is 'PLOVER mode that most give';
comment on column mart.incident.event_clarity is 'UCDP: 1 a single incident, 2 a summary';
comment on column mart.incident.date_start is 'First day, of the most exact report that tells the dead';
comment on column mart.incident.date_end is 'Last day';
comment on column mart.incident.date_prec is 'UCDP precision of the date, 1 (day) to 5';
comment on column mart.incident.place is 'Place that most reports give which tell the dead';
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
comment on column mart.incident.is_counted is 'Enters totals';
comment on column mart.incident.not_counted_because is 'part_of_summary, outgrown (a summary of fewer dead than its parts), cumulative, or not_told (only copied, taken back or denied); null where counted';
comment on column mart.incident.former_ids is 'Ids of incidents that went into this one';
