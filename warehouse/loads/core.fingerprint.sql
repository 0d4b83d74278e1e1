-- core.fingerprint, one row per article revision that this run brought. A run folder of an earlier version has no paragraphs in
-- its fingerprints, nor what they share with their articles; the settle step makes such rows anew.
insert into core.fingerprint by name
select
    newcomer.revision_id,
    newcomer.article_id,
    newcomer.arrived_at,
    newcomer.fetched_at,
    newcomer.outlet,
    coalesce(fresh.title_hash, 0) as title_hash,
    coalesce(fresh.address_hash, 0) as address_hash,
    newcomer.text_hash,
    fresh.shingles,
    fresh.sketch,
    coalesce(fresh.paragraphs, []) as paragraphs,
    fresh.method
from newcomer
join (select distinct on (revision_id) * from batch_fingerprint order by revision_id) as fresh
    on fresh.revision_id = newcomer.revision_id
order by newcomer.arrived_at, newcomer.revision_id
