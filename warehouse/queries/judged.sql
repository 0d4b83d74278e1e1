-- What is held of the pairs under the revisions in $revisions. Grain: one row per pair, its latest judgement.
select revision_id, original_id, relation, containment, jaccard, shared, rule
from core.relation
where revision_id in (select unnest($revisions::varchar[]))
    and relation <> 'revision'
qualify row_number() over (partition by revision_id, original_id order by turn desc) = 1
