-- The texts whose pointers an earlier version of presswatch left: chains of copies of copies, to be judged anew.
select revision_id, arrived_at
from core.pointer
where turn = 0
    and revision_id not in (select revision_id from core.pointer where turn > 0)
