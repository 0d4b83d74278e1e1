-- What is exported, with ACLED's column names, then a few of ours. Grain: one row per event or incident that has a sub-event.
with sub_event as (
    select unnest(from_json($sub_events, '[{"sub_event": "varchar", "event_type": "varchar"}]'), recursive := true)
)
select
    exported.row_id as event_id_cnty,
    exported.date_start as event_date,
    year(exported.date_start) as year,
    case when exported.date_prec = 1 then 1 when exported.date_prec in (2, 3) then 2 when exported.date_prec > 3 then 3 end as time_precision,
    case
        when sub_event.sub_event = 'Excessive force against protesters' then 'Political violence; Demonstrations'
        when sub_event.sub_event = 'Mob violence' then 'Political violence'
        when sub_event.event_type in ('Protests', 'Riots') then 'Demonstrations'
        when sub_event.event_type = 'Strategic developments' then 'Strategic developments'
        else 'Political violence'
    end as disorder_type,
    sub_event.event_type,
    sub_event.sub_event as sub_event_type,
    coalesce(exported.actor_a.acled_name, exported.actor_a.name, exported.side_a[1]) as actor1,
    nullif(array_to_string(exported.side_a[2:], '; '), '') as assoc_actor_1,
    case
        when exported.actor_a.role in ('government', 'military', 'police', 'intelligence') then 'State forces'
        when exported.actor_a.role = 'rebel' then 'Rebel group'
        when exported.actor_a.role in ('militia', 'criminal') then 'Political militia'
        when exported.actor_a.role = 'peacekeeper' then 'External/Other forces'
    end as inter1,
    coalesce(
        exported.actor_b.acled_name,
        exported.actor_b.name,
        exported.side_b[1],
        case when exported.hits_civilians then 'Civilians' || coalesce(' (' || exported.country_name || ')', '') end
    ) as actor2,
    nullif(array_to_string(list_concat(exported.side_b[2:], exported.victims), '; '), '') as assoc_actor_2,
    case
        when exported.actor_b.role in ('government', 'military', 'police', 'intelligence') then 'State forces'
        when exported.actor_b.role = 'rebel' then 'Rebel group'
        when exported.actor_b.role in ('militia', 'criminal') then 'Political militia'
        when exported.actor_b.role = 'peacekeeper' then 'External/Other forces'
        when exported.side_b = [] and exported.hits_civilians then 'Civilians'
    end as inter2,
    case when exported.hits_civilians then 'Civilian targeting' end as civilian_targeting,
    exported.country_name as country,
    exported.admin1,
    exported.admin2,
    exported.place as location,
    exported.latitude,
    exported.longitude,
    case when exported.where_prec = 1 then 1 when exported.where_prec in (2, 3) then 2 when exported.where_prec > 3 then 3 end as geo_precision,
    exported.outlets as source,
    exported.quote as notes,
    coalesce(exported.best, exported.low) as fatalities,
    exported.low as fatalities_low,
    exported.high as fatalities_high,
    exported.claim_status,
    array_to_string(exported.attributed_to, '; ') as attributed_to,
    exported.incident_id,
    exported.event_id,
    exported.number_of_sources,
    exported.article_id,
    exported.url,
    exported.coder
from exported
join sub_event on sub_event.sub_event = exported.acled_sub_event
order by exported.date_start nulls last, exported.country, exported.place, exported.row_id
