-- core.story_text, the rows of `batch_story_text` in place of what was held of those texts.
delete from core.story_text
where arrived_at between (select min(arrived_at) from batch_story_text) and (select max(arrived_at) from batch_story_text)
    and revision_id in (select revision_id from batch_story_text);

insert into core.story_text by name
select * from batch_story_text order by arrived_at, revision_id
