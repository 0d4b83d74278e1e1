-- Which texts come into stories, and which leave them, on account of those in `story_touched`: temp tables `story_arriving` and
-- `story_leaving`. Grain: one row per revision. In a story is the first revision of an article (of those that arrived within
-- `reach` of it), if it stands for itself.
set variable first_at = (select min(arrived_at) from story_touched);
set variable last_at = (select max(arrived_at) from story_touched);

create or replace temp table story_candidate as
select distinct gist.revision_id, gist.article_id, gist.arrived_at, gist.fetched_at
from core.gist as gist
join story_touched as touched
    on touched.article_id = gist.article_id
    and gist.arrived_at between touched.arrived_at - getvariable('reach') and touched.arrived_at + getvariable('reach')
where gist.arrived_at
    between getvariable('first_at') - getvariable('reach') and getvariable('last_at') + getvariable('reach');

create or replace temp table story_wanted as
with held as (
    select revision_id, arg_max(struct_pack(original_id := original_id), turn).original_id as original_id
    from core.pointer
    where arrived_at between getvariable('first_at') - getvariable('reach') and getvariable('last_at') + getvariable('reach')
        and revision_id in (select revision_id from story_candidate)
    group by revision_id
),
-- the revisions of those articles
known as (
    select revision_id, article_id, arrived_at, fetched_at
    from core.gist
    where arrived_at
            between getvariable('first_at') - 2 * getvariable('reach') and getvariable('last_at') + 2 * getvariable('reach')
        and article_id in (select article_id from story_candidate)
)
select candidate.revision_id, candidate.article_id, candidate.arrived_at
from story_candidate as candidate
where candidate.revision_id not in (select revision_id from held where original_id is not null)
    and not exists (
        from known
        where known.article_id = candidate.article_id
            and known.arrived_at between candidate.arrived_at - getvariable('reach') and candidate.arrived_at + getvariable('reach')
            and (known.fetched_at, known.revision_id) < (candidate.fetched_at, candidate.revision_id)
    );

create or replace temp table story_held as
select *
from core.story_text
where arrived_at between getvariable('first_at') - getvariable('reach') and getvariable('last_at') + getvariable('reach')
    and revision_id in (select revision_id from story_candidate union all select revision_id from story_touched);

create or replace temp table story_arriving as
select revision_id, article_id, arrived_at
from story_wanted
where revision_id not in (select revision_id from story_held);

create or replace temp table story_leaving as
select *
from story_held
where revision_id not in (select revision_id from story_wanted)
