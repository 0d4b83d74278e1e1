-- Texts of which no likeness holds any more: those that leave, and those whose gists were made anew ($again). Temp table `story_void`.
create or replace temp table story_void as
select revision_id, arrived_at from story_leaving
union
select revision_id, arrived_at
from core.gist
where revision_id in (select unnest($again::varchar[]))
