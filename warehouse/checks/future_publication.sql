-- Nothing is published more than a day after it was fetched.
select revision_id, published_at, fetched_at
from core.article
where published_at > fetched_at + interval 1 day
