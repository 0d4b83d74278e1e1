-- The chosen incidents: those that enter totals, each once, however many tell of it. Grain: one row per incident. Day, place and
-- figures are the incident's; what else a row says (sides, victims, sentence, address) is of one report: that which gives the
-- incident's best figure and place, the surest of such.
-- $since, $until: the days it may have happened on meet [since, until); an incident without a day only where neither is given.
create or replace temp table chosen as
with incident as materialized (
    from mart.incident
    where is_counted
        and ($since is null or coalesce(date_end, date_start) >= $since::timestamp::date)
        and ($until is null or date_start < $until::timestamp)
        and ($countries is null or list_contains($countries::varchar[], country))
),
report as (
    select event.*, incident.incident_id
    from incident
    join mart.incident_event as member on member.incident_id = incident.incident_id and member.is_independent
    join mart.event as event on event.event_id = member.event_id
),
told as (
    select
        incident_id,
        list_sort(list_distinct(list(outlet))) as outlets,
        list_sort(list_distinct(flatten(list(attributed_to)))) as attributed_to
    from report
    group by incident_id
),
shown as (
    select report.*
    from report
    join incident on incident.incident_id = report.incident_id
    qualify row_number() over (
        partition by report.incident_id
        order by
            report.best is not distinct from incident.best desc,
            report.place is not distinct from incident.place desc,
            report.side_a <> [] desc,
            report.confidence desc,
            report.published_at desc,
            report.event_id
    ) = 1
)
select
    shown.* exclude (incident_id) replace (
        incident.date_start as date_start,
        incident.date_end as date_end,
        incident.date_prec as date_prec,
        incident.place as place,
        case when shown.place = incident.place then shown.place_as_written end as place_as_written,
        case when shown.place = incident.place then shown.admin2 end as admin2,
        case when shown.place = incident.place then shown.geonames_id end as geonames_id,
        incident.admin1 as admin1,
        incident.country as country,
        incident.latitude as latitude,
        incident.longitude as longitude,
        incident.where_prec as where_prec,
        incident.low as low,
        incident.best as best,
        incident.high as high,
        case when shown.best is not distinct from incident.best then shown.deaths_a end as deaths_a,
        case when shown.best is not distinct from incident.best then shown.deaths_b end as deaths_b,
        case when shown.best is not distinct from incident.best then shown.deaths_civilians end as deaths_civilians,
        case when shown.best is not distinct from incident.best then shown.deaths_unknown end as deaths_unknown,
        incident.injured as injured,
        told.attributed_to as attributed_to
    ),
    incident.incident_id as row_id,
    incident.incident_id,
    array_to_string(told.outlets, '; ') as outlets,
    len(told.outlets) as number_of_sources
from incident
join told on told.incident_id = incident.incident_id
join shown on shown.incident_id = incident.incident_id
