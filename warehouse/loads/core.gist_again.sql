-- core.gist, the rows of `batch_gist` in place of those of another recipe; and temp table `story_touched`, whose they are.
delete from core.gist where revision_id in (select revision_id from batch_gist);

insert into core.gist by name
select * from batch_gist order by arrived_at, revision_id;

create or replace temp table story_touched as
select revision_id, article_id, arrived_at from batch_gist
