-- mart.event: what was reported, by whom, and whether it enters totals. Grain: one row per event of one article revision.
-- Counted is what happened by somebody's account, in the latest revision of an article that is no copy (of an agency's
-- chain of versions: the newest), and not
-- as a part of a summary in the same article that gives a toll itself: a summary is never added to its parts, nor a
-- copy to its original. What a copy tells of a town far from all that its original tells is its own: a form was filled in anew, or
-- more was told. The toll of a war or of a year is no event of a day: it is shown, never counted, and takes no day's dead away.
create or replace view mart.event as
with revision as materialized (
    from mart.revision
),
away as (
    select event.event_id, event.event_type, event.place, revision.canonical_id, article.arrived_at
    from core.event as event
    join core.article as article on article.revision_id = event.revision_id
    join revision on revision.revision_id = event.revision_id
    join revision as other on other.canonical_id = revision.canonical_id and other.relation is distinct from 'copy'
    join core.event as told
        on told.revision_id = other.revision_id
        and told.event_type = event.event_type
        and told.event_id <> event.event_id
    where revision.is_latest
        and (revision.relation = 'copy' or not revision.is_counted)
        and event.where_prec = 1
        and event.latitude is not null
        and other.is_latest
        and (other.is_counted or revision.relation is not distinct from 'copy')
    group by event.event_id, event.event_type, event.place, revision.canonical_id, article.arrived_at
    having bool_and(
        coalesce(
            told.where_prec <= 3
            and told.place <> event.place
            and sqrt(
                (told.latitude - event.latitude) ** 2
                + ((told.longitude - event.longitude) * cos(radians(event.latitude))) ** 2
            ) * 111.2 > 30
            and (revision.relation is not distinct from 'copy' or told.best <> event.best),
            false
        )
    )
),
-- of those that repeat one another the first
own as (
    select event_id
    from away
    qualify row_number() over (partition by canonical_id, event_type, place order by arrived_at, event_id) = 1
),
standing as (
    select
        event.event_id,
        event.revision_id,
        event.part_of,
        event.low is not null or event.best is not null or event.high is not null as has_toll,
        case
            when revision.revision_id is null then 'unknown_article'
            when not revision.is_latest then 'superseded'
            when revision.relation = 'copy' and own.event_id is null then 'copy'
            when not revision.is_counted and own.event_id is null then 'superseded'
            when event.claim_status not in ('reported', 'claimed', 'accused') then event.claim_status
            when event.event_clarity = 2 and coalesce(event.date_prec, 5) = 5 then 'cumulative'
        end as why_not
    from core.event as event
    left join revision on revision.revision_id = event.revision_id
    left join own on own.event_id = event.event_id
),
membership as (
    select event_id, revision_id, unnest(part_of) as summary_id
    from standing
),
-- two events that name each other as their summary prove nothing, and neither is left out for it
contained as (
    select distinct part.event_id
    from membership as part
    join standing as summary on summary.event_id = part.summary_id and summary.revision_id = part.revision_id
    left join membership as back on back.event_id = part.summary_id and back.summary_id = part.event_id
    where summary.why_not is null
        and summary.has_toll
        and part.event_id <> part.summary_id
        and back.event_id is null
)
select
    event.event_id,
    event.event_type,
    event.event_mode,
    event.date_start,
    event.date_end,
    event.date_prec,
    event.place,
    event.place_as_written,
    event.admin2,
    event.admin1,
    event.country,
    event.latitude,
    event.longitude,
    event.where_prec,
    event.geonames_id,
    event.side_a,
    event.side_b,
    event.actor_a_ids,
    event.actor_b_ids,
    event.victims,
    event.targets,
    event.weapons,
    event.low,
    event.best,
    event.high,
    event.deaths_a,
    event.deaths_b,
    event.deaths_civilians,
    event.deaths_unknown,
    event.injured,
    event.detained,
    event.abducted,
    event.displaced,
    event.claim_status,
    event.attributed_to,
    event.quote,
    event.quote_start,
    event.quote_end,
    event.contexts,
    event.acled_sub_event,
    event.violence_type,
    event.event_clarity,
    event.part_of,
    event.evidence,
    event.confidence,
    event.coder,
    standing.why_not is null and contained.event_id is null as is_counted,
    case when contained.event_id is not null then coalesce(standing.why_not, 'part_of_summary') else standing.why_not end as not_counted_because,
    article.source_id,
    source.name as source,
    article.outlet,
    article.article_id,
    article.revision_id,
    article.title,
    article.url,
    article.published_at
from core.event as event
join standing on standing.event_id = event.event_id
left join contained on contained.event_id = event.event_id
left join core.article as article on article.revision_id = event.revision_id
left join core.source as source on source.source_id = article.source_id;

comment on view mart.event is 'One row per event reported in one article revision; sum only where is_counted';
comment on column mart.event.event_id is 'Id of the event';
comment on column mart.event.event_type is 'PLOVER event type';
comment on column mart.event.event_mode is 'PLOVER mode';
comment on column mart.event.date_start is 'First day';
comment on column mart.event.date_end is 'Last day';
comment on column mart.event.date_prec is 'UCDP precision of the date, 1 (day) to 5';
comment on column mart.event.place is 'Place, resolved';
comment on column mart.event.place_as_written is 'Place in the text''s words';
comment on column mart.event.admin2 is 'Second-level administrative unit';
comment on column mart.event.admin1 is 'First-level administrative unit';
comment on column mart.event.country is 'ISO 3166 alpha-2 country';
comment on column mart.event.latitude is 'Degrees north, WGS 84';
comment on column mart.event.longitude is 'Degrees east, WGS 84';
comment on column mart.event.where_prec is 'UCDP precision of the place, 1 (exact) to 7';
comment on column mart.event.geonames_id is 'GeoNames id of the place';
comment on column mart.event.side_a is 'Who acted, as written';
comment on column mart.event.side_b is 'Upon whom, as written';
comment on column mart.event.actor_a_ids is 'Resolved actors of side_a';
comment on column mart.event.actor_b_ids is 'Resolved actors of side_b';
comment on column mart.event.victims is 'Kinds of victims, as written';
comment on column mart.event.targets is 'Objects hit, as written';
comment on column mart.event.weapons is 'Means, as written';
comment on column mart.event.low is 'Lowest death toll told; null where no deaths are mentioned';
comment on column mart.event.best is 'Best death toll told; null where uncounted';
comment on column mart.event.high is 'Highest death toll told; null where open ended';
comment on column mart.event.deaths_a is 'Deaths on side a';
comment on column mart.event.deaths_b is 'Deaths on side b';
comment on column mart.event.deaths_civilians is 'Deaths of civilians';
comment on column mart.event.deaths_unknown is 'Deaths of people whose side is not told';
comment on column mart.event.injured is 'People injured';
comment on column mart.event.detained is 'People detained';
comment on column mart.event.abducted is 'People abducted';
comment on column mart.event.displaced is 'People displaced';
comment on column mart.event.claim_status is 'reported, claimed, accused, denied, hypothetical, threatened or planned';
comment on column mart.event.attributed_to is 'According to whom';
comment on column mart.event.quote is 'The sentence';
comment on column mart.event.quote_start is 'First character of the quote in the article''s text';
comment on column mart.event.quote_end is 'Character after the quote';
comment on column mart.event.contexts is 'PLOVER contexts';
comment on column mart.event.acled_sub_event is 'ACLED sub-event type, derived';
comment on column mart.event.violence_type is 'UCDP: 1 state-based, 2 non-state, 3 one-sided';
comment on column mart.event.event_clarity is 'UCDP: 1 a single incident, 2 a summary';
comment on column mart.event.part_of is 'Ids of the summaries that contain this event';
comment on column mart.event.evidence is 'Per field: first character, character after';
comment on column mart.event.confidence is 'Chance that day and dead are as a reader takes them, 0 to 1';
comment on column mart.event.coder is 'Coder, with version';
comment on column mart.event.is_counted is 'Enters totals';
comment on column mart.event.not_counted_because is 'copy, superseded (by a revision or a later version), part_of_summary, cumulative (a toll of more than a month, or of no time told), or the claim status; null where counted';
comment on column mart.event.source_id is 'Outlet whose channel led to the article';
comment on column mart.event.source is 'Name of that outlet';
comment on column mart.event.outlet is 'Outlet that published the article';
comment on column mart.event.article_id is 'The article';
comment on column mart.event.revision_id is 'The revision that reports it';
comment on column mart.event.title is 'Headline of the article';
comment on column mart.event.url is 'Address of the article';
comment on column mart.event.published_at is 'When the article was published';
