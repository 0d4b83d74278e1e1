-- The incident $id, or the one that event $id reports, or into which incident $id went.
select *
from mart.incident
where incident_id = $id
    or incident_id in (select incident_id from mart.incident_event where event_id = $id)
    or list_contains(former_ids, $id)
order by incident_id = $id desc
limit 1
