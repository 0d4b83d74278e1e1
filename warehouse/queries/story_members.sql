-- The texts of some stories within a span of time. Grain: one row per revision.
select revision_id, article_id, arrived_at, story_id, mates, likenesses, turn
from core.story_text
where arrived_at between $first_at and $last_at
    and story_id in (select unnest($stories::varchar[]))
