-- core.relation, one row per judgement of a pair that says something new.
insert into core.relation by name
select * from batch_relation order by revision_id, original_id
