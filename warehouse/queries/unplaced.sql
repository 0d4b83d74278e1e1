-- The texts whose pointers an earlier version of presswatch left: chains of copies of copies, to be judged anew.
select revision_id, arrived_at, fetched_at
from core.fingerprint
where revision_id in (
    select revision_id from core.pointer group by revision_id having max(turn) = 0
)
