-- Texts whose mates have to be looked for anew: they had one that is in `story_void`, or are in it themselves and stay. Grain: one row per
-- revision.
with near as (
    select revision_id, article_id, arrived_at, unnest(list_prepend(revision_id, mates)) as mate
    from core.story_text
    where arrived_at between (select min(arrived_at) from story_void) - getvariable('reach')
            and (select max(arrived_at) from story_void) + getvariable('reach')
)
select distinct revision_id, article_id, arrived_at
from near
where mate in (select revision_id from story_void)
    and revision_id not in (select revision_id from story_leaving)
order by arrived_at, revision_id
