-- Every address that is still to be fetched has the item that led to it, or no run could take it up.
select article_id, status
from ops.url
where status in ('pending', 'failed', 'deferred')
    and article_id not in (select article_id from raw.feed_entry)
