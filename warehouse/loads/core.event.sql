-- core.event, one row per event of a revision that this run brought. A revision stored before keeps the events it has:
-- another version of the coder would name them otherwise, and both readings together would count the dead twice.
merge into core.event as stored
using (
    select distinct on (event_id) *
    from batch_event
    where revision_id in (select revision_id from newcomer)
    order by event_id
) as fresh
on stored.event_id = fresh.event_id
when not matched then insert by name
