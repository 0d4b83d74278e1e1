-- ops.url: every member's address is handled, and one more in ten was refused.
insert into ops.url by name
select
    article_id, outlet as source_id, url, url as canonical_url, 'stored' as status, article_id as stored_as, 0 as attempts,
    arrived_at as published_at, true as is_wanted, arrived_at + interval 20 minutes as fetched_at,
    arrived_at + interval 10 minutes as first_seen_at, arrived_at + interval 1 day as last_seen_at, run_id
from member
union all by name
select
    store_id('ref', n) as article_id, outlet as source_id, url || '/video' as url, url || '/video' as canonical_url,
    'rejected' as status, 'empty_text' as reason, 0 as attempts, true as is_wanted, arrived_at + interval 20 minutes as fetched_at,
    arrived_at + interval 10 minutes as first_seen_at, arrived_at + interval 1 day as last_seen_at, run_id
from member
where n % 10 = 5
