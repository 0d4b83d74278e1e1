-- core.incident_link, the rows of `batch_incident_link`: each pair is judged once a step.
insert into core.incident_link by name
select * from batch_incident_link order by event_id, other_id
