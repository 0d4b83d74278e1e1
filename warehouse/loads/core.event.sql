-- core.event, one row per event of a revision that this run brought (queries/newcomers.sql says which).
merge into core.event as stored
using new_event as fresh
on stored.event_id = fresh.event_id
when not matched then insert by name
