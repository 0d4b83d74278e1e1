-- raw.feed_entry: the item that led to every member.
insert into raw.feed_entry by name
select
    store_id('ent', n) as entry_id, run_id, outlet as source_id, 'feed' as channel,
    'https://' || outlet || '.example/feed' as channel_url, url, url as canonical_url, article_id, url as guid, title,
    left(text, 200) as summary, ['A. Writer'] as authors, 'en' as language, arrived_at as published_at,
    arrived_at + interval 10 minutes as discovered_at
from member
order by n
