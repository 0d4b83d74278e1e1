-- ops.run, one row per run.
merge into ops.run as stored
using batch_run as fresh
on stored.run_id = fresh.run_id
when not matched then insert by name
