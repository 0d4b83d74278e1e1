-- core.source, one row per outlet, from the batch's sources.
merge into core.source as stored
using (select distinct on (source_id) * from batch_source order by source_id) as fresh
on stored.source_id = fresh.source_id
when matched and (stored.name, stored.home_url, stored.country, stored.language, stored.feeds, stored.sitemaps, stored.items_per_week, stored.is_enabled)
    is distinct from (fresh.name, fresh.home_url, fresh.country, fresh.language, fresh.feeds, fresh.sitemaps, fresh.items_per_week, fresh.is_enabled)
    then update set
        name = fresh.name,
        home_url = fresh.home_url,
        country = fresh.country,
        language = fresh.language,
        feeds = fresh.feeds,
        sitemaps = fresh.sitemaps,
        items_per_week = fresh.items_per_week,
        is_enabled = fresh.is_enabled
when not matched then insert by name
