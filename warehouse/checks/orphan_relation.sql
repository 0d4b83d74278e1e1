-- Both ends of a relation are revisions we hold, and differ.
select relation_id, revision_id, original_id
from core.relation
where revision_id = original_id
    or revision_id not in (select revision_id from core.article)
    or original_id not in (select revision_id from core.article)
