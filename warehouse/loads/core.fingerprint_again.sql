-- core.fingerprint, the rows of `batch_fingerprint` in place of those of another recipe.
delete from core.fingerprint where revision_id in (select revision_id from batch_fingerprint);

insert into core.fingerprint by name
select * from batch_fingerprint order by arrived_at, revision_id
