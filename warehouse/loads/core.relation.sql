-- core.relation, one row per judgement of a pair; none where the latest judgement of the pair says the same already.
insert into core.relation by name
with held as (
    select *
    from core.relation
    where revision_id in (select revision_id from batch_relation)
    qualify row_number() over (partition by revision_id, original_id order by turn desc) = 1
),
fresh as (
    select distinct on (revision_id, original_id) * from batch_relation order by revision_id, original_id, relation_id
)
select fresh.*
from fresh
left join held on held.revision_id = fresh.revision_id and held.original_id = fresh.original_id
where held.relation_id is distinct from fresh.relation_id
    and (held.relation, held.containment, held.jaccard, held.shared, held.rule)
        is distinct from (fresh.relation, fresh.containment, fresh.jaccard, fresh.shared, fresh.rule)
