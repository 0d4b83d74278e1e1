-- The frontier says stored exactly where an article is, and gives a reason where it is refused.
select article_id, status, reason, stored_as
from ops.url
where (status = 'stored') <> (stored_as is not null)
    or (status = 'stored' and stored_as not in (select article_id from core.article))
    or (status <> 'stored' and article_id in (select article_id from core.article))
    or (status in ('rejected', 'failed', 'deferred') and reason is null)
