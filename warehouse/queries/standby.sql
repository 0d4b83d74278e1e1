-- The entries chosen for fetching whose own body may stand in for the page. Grain: one row per article address.
-- Where a page's text is stored, none does: what the page said stays. The eighth failure in a row is the last (frontier).
with look as (
    select url, polled_at, capture_id from batch_poll
    union all by name
    select url, polled_at, capture_id from raw.poll
),
brought as (
    select chosen.article_id, max(look.capture_id) as capture_id
    from batch_chosen as chosen
    join look on look.url = chosen.channel_url and look.polled_at = chosen.discovered_at
    group by chosen.article_id
),
had as (
    select article_id
    from core.article
    where text_source <> 'feed'
)
select
    chosen.article_id,
    brought.capture_id,
    coalesce(url.status = 'failed' and url.attempts >= 7, false) as is_last_try
from batch_chosen as chosen
left join brought on brought.article_id = chosen.article_id
left join core.alias as alias on alias.alias_id = chosen.article_id
left join ops.url as url on url.article_id = chosen.article_id
where chosen.content is not null
    and coalesce(alias.article_id, chosen.article_id) not in (select article_id from had)
order by chosen.article_id
