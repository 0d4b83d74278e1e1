-- The last twenty runs; without counts: not loaded.
select
    run.run_id, run.kind, run.started_at, run.window_start, run.window_end, load.loaded_at,
    load.discovered, load.stored, load.duplicate, load.pending, load.rejected, load.failed, load.events
from ops.run as run
left join ops.load as load on load.run_id = run.run_id
order by run.started_at desc, run.run_id
limit 20
