-- core.gist, one row per article revision that this run brought. A run folder of an earlier version has none; the settle step
-- makes them.
insert into core.gist by name
select
    newcomer.revision_id,
    newcomer.article_id,
    newcomer.arrived_at,
    newcomer.fetched_at,
    fresh.terms,
    fresh.weights,
    fresh.method
from newcomer
join (select distinct on (revision_id) * from batch_gist order by revision_id) as fresh
    on fresh.revision_id = newcomer.revision_id
order by newcomer.arrived_at, newcomer.revision_id
