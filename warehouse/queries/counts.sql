-- The ledger's row of one run.
select run_id, discovered, stored, duplicate, pending, rejected, failed, events, revisions
from ops.load
where run_id = $run_id
