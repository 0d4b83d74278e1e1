-- They are in no story any more: what is held of the texts in `story_leaving` goes.
delete from core.story_text
where arrived_at between (select min(arrived_at) from story_leaving) and (select max(arrived_at) from story_leaving)
    and revision_id in (select revision_id from story_leaving)
