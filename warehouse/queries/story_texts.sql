-- What is held of some texts. Grain: one row per revision.
select revision_id, article_id, arrived_at, story_id, mates, likenesses, turn
from core.story_text
where arrived_at between $first_at and $last_at
    and revision_id in (select unnest($revisions::varchar[]))
