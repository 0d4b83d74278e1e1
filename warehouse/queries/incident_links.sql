-- The links among some events. Columns are the fields of model.IncidentLink.
select *
from core.incident_link
where event_id in (select unnest($events::varchar[]))
    and other_id in (select unnest($events::varchar[]))
