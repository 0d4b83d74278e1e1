-- core.fingerprint, one row per article revision that this run brought.
merge into core.fingerprint as stored
using (
    select distinct on (revision_id) *
    from batch_fingerprint
    where revision_id in (select revision_id from newcomer)
    order by revision_id
) as fresh
on stored.revision_id = fresh.revision_id
when not matched then insert by name
