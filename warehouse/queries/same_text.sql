-- Newcomers, and stored originals, whose words are those of another text, in order of arrival. Grain: one row per
-- revision; only texts that a newcomer bears and that stand more than once. No pairs: a thousand prints would be half a million.
with bearer as (
    select
        newcomer.revision_id,
        newcomer.article_id,
        newcomer.arrived_at,
        newcomer.text_hash,
        true as is_fresh
    from newcomer
    where newcomer.revision_id in (select revision_id from batch_fingerprint)
    union all by name
    select
        article.revision_id,
        article.article_id,
        coalesce(article.published_at, article.fetched_at) as arrived_at,
        article.text_hash,
        false as is_fresh
    from core.article as article
    where article.text_hash in (select text_hash from newcomer)
        and article.revision_id not in (
            select revision_id from core.relation where relation in ('copy', 'version')
        )
)
select text_hash, revision_id, article_id, arrived_at, is_fresh
from bearer
qualify count(*) over (partition by text_hash) > 1
order by text_hash, arrived_at, revision_id
