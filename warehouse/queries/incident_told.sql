-- The events of incident $id in the order in which they were told. Grain: one row per event.
select *
from mart.incident_event
where incident_id = $id
order by told_at, event_id
