-- ops.rejection, one row per refusal or failure in a run.
merge into ops.rejection as stored
using (select distinct on (rejection_id) * from batch_rejection order by rejection_id, rejected_at) as fresh
on stored.rejection_id = fresh.rejection_id
when not matched then insert by name
