-- The chosen reports: events that count (never a part beside its summary, a copy beside its original, or two coders' readings of one
-- text). Grain: one row per event, so that an attack of which two outlets wrote is two rows.
-- $since, $until: the days it may have happened on meet [since, until); an event without a day only where neither is given.
create or replace temp table chosen as
select
    event.*,
    event.event_id as row_id,
    member.incident_id,
    event.outlet as outlets,
    1 as number_of_sources
from mart.event as event
left join mart.incident_event as member on member.event_id = event.event_id
where event.is_counted
    and ($since is null or coalesce(event.date_end, event.date_start) >= $since::timestamp::date)
    and ($until is null or event.date_start < $until::timestamp)
    and ($countries is null or list_contains($countries::varchar[], event.country))
