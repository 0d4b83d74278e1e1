-- core.change, one row per thing in which a text differs from the one before it. What was told of a pair once stays.
insert into core.change by name
select distinct on (change_id) *
from batch_change
where (revision_id, earlier_id) not in (
    select (revision_id, earlier_id)
    from core.change
    where revision_id in (select revision_id from batch_change)
)
order by change_id
