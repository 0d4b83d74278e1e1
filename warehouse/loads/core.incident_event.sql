-- core.incident_event, the rows of `batch_incident_event` in place of what was held of those events.
delete from core.incident_event
where event_id in (select event_id from batch_incident_event);

insert into core.incident_event by name
select * from batch_incident_event order by arrived_at, event_id
