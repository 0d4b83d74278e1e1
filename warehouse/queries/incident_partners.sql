-- The events that are linked to some events. Grain: one row per event.
select other_id as event_id
from core.incident_link
where event_id in (select unnest($events::varchar[]))
union
select event_id
from core.incident_link
where other_id in (select unnest($events::varchar[]))
