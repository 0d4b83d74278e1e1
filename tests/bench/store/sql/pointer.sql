-- core.pointer: the members that repeat an original stand behind it.
insert into core.pointer by name
select
    store_id('poi', n) as pointer_id, revision_id, arrived_at, store_id('rev', original_n) as original_id,
    'copy' as relation, n // 1000 as turn, run_id
from member
where original_n is not null
order by n
