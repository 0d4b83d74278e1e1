-- core.event, one row per event of a revision that this run brought (queries/newcomers.sql says which: none is stored yet).
insert into core.event by name
select * from new_event
