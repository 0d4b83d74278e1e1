-- core.trace, the rows of `batch_trace` in place of what was held of those events; links of those events go, and are found anew.
delete from core.trace
where event_id in (select event_id from batch_trace);

insert into core.trace by name
select * from batch_trace order by arrived_at, event_id;

delete from core.incident_link
where event_id in (select event_id from batch_trace) or other_id in (select event_id from batch_trace)
