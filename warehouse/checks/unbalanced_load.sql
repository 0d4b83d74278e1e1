-- Every address a run had to do with ended in exactly one count.
select run_id, discovered, stored, duplicate, pending, rejected, failed
from ops.load
where discovered <> stored + duplicate + pending
    + coalesce(list_sum(map_values(rejected)), 0)
    + coalesce(list_sum(map_values(failed)), 0)
