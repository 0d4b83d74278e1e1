-- core.relation, one row per judged pair.
merge into core.relation as stored
using (select distinct on (relation_id) * from batch_relation order by relation_id) as fresh
on stored.relation_id = fresh.relation_id
when not matched then insert by name
