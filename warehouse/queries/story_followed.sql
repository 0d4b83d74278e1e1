-- Stories that no text is in any more since the texts in `story_leaving` left them, and the stories of the texts that those went
-- behind: the original, or an earlier revision of the same article. Grain: one row per story.
with behind as (
    select leaving.revision_id, leaving.story_id, arg_max(struct_pack(id := pointer.original_id), pointer.turn).id as other_id
    from story_leaving as leaving
    join core.pointer as pointer on pointer.revision_id = leaving.revision_id
    group by all
),
succeeded as (
    select leaving.revision_id, leaving.story_id, wanted.revision_id as other_id
    from story_leaving as leaving
    join story_wanted as wanted on wanted.article_id = leaving.article_id
)
select followed.story_id, min_by(other.story_id, (other.arrived_at, other.revision_id)) as into_id
from (from behind union all from succeeded) as followed
join core.story_text as other on other.revision_id = followed.other_id
where followed.story_id not in (select story_id from core.story_text)
group by followed.story_id
