-- Every text in a story stands for itself, and is in the story of the text it is most like; every alias leads to a story that is there.
with standing as (
    select revision_id, arg_max(struct_pack(original_id := original_id), turn).original_id as original_id
    from core.pointer
    group by revision_id
),
alias as (
    select alias_id, story_id
    from core.story_alias
    qualify row_number() over (partition by alias_id order by turn desc) = 1
)
select text.revision_id, text.story_id, 'stands behind another text' as wrong
from core.story_text as text
join standing on standing.revision_id = text.revision_id
where standing.original_id is not null
union all
select text.revision_id, text.story_id, 'is not in the story of ' || text.mates[1]
from core.story_text as text
left join core.story_text as mate on mate.revision_id = text.mates[1]
where len(text.mates) > 0 and mate.story_id is distinct from text.story_id
union all
select alias_id, story_id, 'leads nowhere'
from alias
where story_id not in (select story_id from core.story_text)
