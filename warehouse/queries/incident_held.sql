-- What is held of some events, by event. Grain: one row per event that has a trace.
select trace.event_id, trace.revision_id, trace.arrived_at, coalesce(held.incident_id, '') as incident_id, coalesce(held.turn, 0) as turn
from core.trace as trace
left join core.incident_event as held on held.event_id = trace.event_id
where trace.event_id in (select unnest($events::varchar[]))
