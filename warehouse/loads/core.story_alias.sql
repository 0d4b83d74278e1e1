-- core.story_alias, one row per story that went into another one. What led to such a story leads to that one now.
insert into core.story_alias by name
with led_here as (
    select alias_id, story_id
    from core.story_alias
    qualify row_number() over (partition by alias_id order by turn desc) = 1
)
select led_here.alias_id, gone.story_id, gone.turn, gone.run_id
from led_here
join batch_story_alias as gone on gone.alias_id = led_here.story_id
where led_here.alias_id not in (select alias_id from batch_story_alias)
order by all;

insert into core.story_alias by name
select * from batch_story_alias order by alias_id
