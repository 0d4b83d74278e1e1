-- Texts whose pointers a settle step moved: temp table `story_touched`. Grain: one row per revision.
create or replace temp table story_touched as
with moved as (
    select revision_id, arrived_at from core.pointer where turn = $turn
)
select gist.revision_id, gist.article_id, gist.arrived_at
from core.gist as gist
where gist.arrived_at between (select min(arrived_at) from moved) and (select max(arrived_at) from moved)
    and gist.revision_id in (select revision_id from moved)
