-- What the pages of the articles as they stand said of themselves; the pages of superseded revisions stay in the warehouse.
select *
from warehouse.ops.metadata_candidate
where revision_id in (
    select arg_max(revision_id, (fetched_at, revision_id))
    from warehouse.core.article
    group by article_id
)
