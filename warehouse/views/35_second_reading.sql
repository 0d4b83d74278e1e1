-- mart.second_reading: the record and the second coder side by side. Grain: one row per revision in which the second coder read
-- an event. No figure of one coder is added to the other's, here or anywhere.
create or replace view mart.second_reading as
with told as (
    select
        revision_id,
        first(coder order by event_id) as coder,
        count(*) as events,
        list(
            {
                'event_type': event_type, 'claim_status': claim_status, 'date_start': date_start, 'place': place,
                'low': low, 'best': best, 'high': high, 'quote': quote
            }
            order by quote_start, event_id
        ) as told,
        list_sort(list(event_type || ' ' || coalesce(place, '?') || ' ' || coalesce(best::varchar, '?'))) as gist
    from core.event
    group by revision_id
),
second as (
    select
        revision_id,
        first(coder order by event_id) as coder,
        count(*) as events,
        list(
            {
                'event_type': event_type, 'claim_status': claim_status, 'date_start': date_start, 'place': place,
                'low': low, 'best': best, 'high': high, 'quote': quote
            }
            order by quote_start, event_id
        ) as told,
        list_sort(list(event_type || ' ' || coalesce(place, '?') || ' ' || coalesce(best::varchar, '?'))) as gist
    from core.second_event
    group by revision_id
)
select
    second.revision_id,
    article.article_id,
    article.title,
    article.url,
    article.published_at,
    told.coder,
    coalesce(told.events, 0) as events,
    told.told,
    second.coder as second_coder,
    second.events as second_events,
    second.told as second_told,
    coalesce(told.gist = second.gist, false) as is_alike
from second
left join told on told.revision_id = second.revision_id
left join core.article as article on article.revision_id = second.revision_id;

comment on view mart.second_reading is 'One row per article revision in which a second coder read events: the record and its reading side by side';
comment on column mart.second_reading.revision_id is 'The revision';
comment on column mart.second_reading.article_id is 'The article';
comment on column mart.second_reading.title is 'Headline of the article';
comment on column mart.second_reading.url is 'Address of the article';
comment on column mart.second_reading.published_at is 'When the article was published';
comment on column mart.second_reading.coder is 'Coder of the record; null where it read no event';
comment on column mart.second_reading.events is 'Events of the record';
comment on column mart.second_reading.told is 'What they are, in the order of the text';
comment on column mart.second_reading.second_coder is 'The second coder';
comment on column mart.second_reading.second_events is 'Its events';
comment on column mart.second_reading.second_told is 'What they are, in the order of the text';
comment on column mart.second_reading.is_alike is 'Whether both tell the same types, places and best tolls';
