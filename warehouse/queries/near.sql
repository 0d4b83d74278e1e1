-- Pairs worth judging: a newcomer and an original that may share its text. Grain: one row per (newcomer, other).
-- Originals only: a text that repeats another is met through what it repeats, so a hash carried by a thousand prints of
-- one wire text is still carried by one original. A hash in more than 200 texts tells nothing. 30 days either way.
-- Texts that are the same to the word are met through queries/same_text.
create or replace temp table near as
with span as (
    select min(arrived_at) - interval 30 days as first_at, max(arrived_at) + interval 30 days as last_at
    from newcomer
),
repeating as (
    select revision_id from core.relation where relation in ('copy', 'version')
),
original as (
    select
        article.revision_id,
        article.article_id,
        coalesce(article.published_at, article.fetched_at) as arrived_at,
        fingerprint.sketch,
        fingerprint.method
    from core.article as article
    join core.fingerprint as fingerprint on fingerprint.revision_id = article.revision_id
    cross join span
    where coalesce(article.published_at, article.fetched_at) between span.first_at and span.last_at
        and article.revision_id not in (select revision_id from repeating)
),
fresh as (
    select
        newcomer.revision_id,
        newcomer.article_id,
        newcomer.arrived_at,
        fingerprint.sketch,
        fingerprint.method
    from newcomer
    join (select distinct on (revision_id) * from batch_fingerprint order by revision_id) as fingerprint
        on fingerprint.revision_id = newcomer.revision_id
),
-- in a batch each pair stands once, under the later of the two
other as (
    select *, false as is_mate from original
    union all by name
    select *, true as is_mate from fresh
),
fresh_hash as (
    select revision_id, article_id, arrived_at, method, unnest(sketch) as hash from fresh
),
other_hash as (
    select revision_id, article_id, arrived_at, method, is_mate, unnest(sketch) as hash
    from other
),
telling as (
    select hash, method
    from other_hash
    where hash in (select hash from fresh_hash)
    group by hash, method
    having count(*) <= 200
),
by_sketch as (
    select
        fresh_hash.revision_id,
        fresh_hash.article_id,
        fresh_hash.arrived_at,
        other_hash.revision_id as other_id,
        other_hash.article_id as other_article_id,
        other_hash.arrived_at as other_arrived_at,
        other_hash.is_mate
    from fresh_hash
    join telling on telling.hash = fresh_hash.hash and telling.method = fresh_hash.method
    join other_hash on other_hash.hash = fresh_hash.hash and other_hash.method = fresh_hash.method
    group by all
    having count(*) >= 2
)
select revision_id, other_id, (other_arrived_at, other_id) < (arrived_at, revision_id) as is_earlier
from by_sketch
where article_id <> other_article_id
    and abs(epoch(arrived_at) - epoch(other_arrived_at)) <= 30 * 86400
    and (not is_mate or (other_arrived_at, other_id) < (arrived_at, revision_id))
