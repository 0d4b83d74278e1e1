-- One event as people see it.
select * from mart.event where event_id = $event_id
