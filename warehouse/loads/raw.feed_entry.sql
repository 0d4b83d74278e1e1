-- raw.feed_entry, one row per item of a channel each time its words or dates changed.
insert into raw.feed_entry by name
with once as (
    select distinct on (channel_url, article_id, guid, title, summary, content, published_at, updated_at) *
    from batch_entry
    order by channel_url, article_id, guid, title, summary, content, published_at, updated_at, discovered_at, entry_id
)
select distinct on (entry_id) once.*
from once
where once.entry_id not in (select entry_id from known_entry)
    and not exists (
        from known_entry as known
        where known.article_id = once.article_id
            and known.channel_url = once.channel_url
            and known.guid is not distinct from once.guid
            and known.title is not distinct from once.title
            and known.summary is not distinct from once.summary
            and known.content is not distinct from once.content
            and known.published_at is not distinct from once.published_at
            and known.updated_at is not distinct from once.updated_at
    )
order by entry_id
