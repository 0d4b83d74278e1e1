-- The date an article bears is what its chosen place says: no date without one, and no other date. An article of which no
-- place was kept (stored before they were) is passed over.
with said as (
    select revision_id, min(reading) filter (field = 'published_at' and is_chosen) as reading
    from ops.metadata_candidate
    group by revision_id
)
select article.revision_id, article.published_at, said.reading
from core.article as article
join said on said.revision_id = article.revision_id
where article.published_at is distinct from try_cast(said.reading as timestamptz)
