-- core.pointer, one row per move.
insert into core.pointer by name
select * from batch_pointer order by arrived_at, revision_id
