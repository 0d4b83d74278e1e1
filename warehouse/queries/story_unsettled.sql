-- All texts, and what is held of texts that are not there any more: temp table `story_touched`. Grain: one row per revision.
create or replace temp table story_touched as
select revision_id, article_id, arrived_at from core.gist
union
select revision_id, article_id, arrived_at from core.story_text
