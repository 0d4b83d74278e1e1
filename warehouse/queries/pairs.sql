-- The pairs of mart.duplicate in which the article $article_id is the later or the earlier, with both texts. Grain: one row per pair.
select
    duplicate.*,
    later.text,
    later.language,
    later.outlet,
    earlier.text as original_text,
    earlier.language as original_language,
    earlier.outlet as original_outlet,
    later.arrived_at,
    earlier.arrived_at as original_arrived_at
from mart.duplicate as duplicate
join core.article as later on later.revision_id = duplicate.revision_id
join core.article as earlier on earlier.revision_id = duplicate.original_revision_id
where duplicate.article_id = $article_id or duplicate.original_article_id = $article_id
order by later.arrived_at, duplicate.revision_id, earlier.arrived_at, duplicate.original_revision_id
limit $most
