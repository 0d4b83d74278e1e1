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
-- toll, or denied. Of what an outlet told of an incident the newest figure is current; a copy speaks for itself only where it was
-- brought up to date: it tells of more dead than any independent report. What a side says of its own dead is known as such.
create or replace view mart.incident_toll as
with told as (
    select
        *,
        low is not null and (
            is_independent
            or (
                not_counted_because = 'copy'
                and claim_status <> 'denied'
                and best > coalesce(max(best) filter (is_independent) over (partition by incident_id), 0)
            )
        ) as is_own
    from mart.incident_event
    where low is not null or claim_status = 'denied'
),
fallen as (
    select
        told.incident_id,
        flatten(
            list(
                case when event.deaths_a > 0 then event.side_a else [] end
                || case when event.deaths_b > 0 then event.side_b else [] end
            )
        ) as names
    from told
    join core.event as event on event.event_id = told.event_id
    group by told.incident_id
)
select
    told.incident_id,
    told_at,
    outlet,
    attributed_to,
    claim_status,
    low,
    best,
    high,
    injured,
    coalesce(is_own, false) and row_number() over (
        partition by told.incident_id, outlet, coalesce(is_own, false) order by told_at desc, low desc, event_id
    ) = 1 as is_current,
    exists (
        select *
        from (select unnest(attributed_to) as who), (select unnest(fallen.names) as name)
        where contains(lower(name), lower(who))
    ) as is_of_own_dead,
    not_counted_because,
    event_id,
    article_id,
    revision_id,
    title,
    quote,
    url
from told
left join fallen on fallen.incident_id = told.incident_id;

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
comment on column mart.incident_toll.is_current is 'The newest figure of its outlet, and no mere copy: it speaks for the incident';
comment on column mart.incident_toll.is_of_own_dead is 'Told by the side whose dead are counted';
comment on column mart.incident_toll.not_counted_because is 'Why mart.event does not count it; null where it does';
comment on column mart.incident_toll.event_id is 'The event';
comment on column mart.incident_toll.article_id is 'The article';
comment on column mart.incident_toll.revision_id is 'The revision that tells it';
comment on column mart.incident_toll.title is 'Headline of the article';
comment on column mart.incident_toll.quote is 'The sentence';
comment on column mart.incident_toll.url is 'Address of the article';
