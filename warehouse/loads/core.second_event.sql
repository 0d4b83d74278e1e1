-- core.second_event, one row per event that the coder beside the record read in a revision that this run brought.
insert into core.second_event by name
select * from new_second_event
