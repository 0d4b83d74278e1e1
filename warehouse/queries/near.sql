-- Pairs worth judging: an unsettled text and another that may share its words, within 30 days. Grain: one row per (unsettled,
-- other). Earlier others are originals, or unsettled themselves: a text that repeats another is met through what it repeats, so
-- a hash in a thousand prints of one wire text is still in one original. Later others are all that may have to move.
-- Met by the sketch, by the same words, or by what may be the same address. A hash in more than 1,000 texts tells nothing, nor one in
-- more than ten of one outlet: that is what it puts under everything.
with other as (
    select
        fingerprint.revision_id,
        fingerprint.article_id,
        fingerprint.outlet,
        fingerprint.arrived_at,
        fingerprint.text_hash,
        fingerprint.address_hash,
        fingerprint.sketch,
        fingerprint.method,
        standing.original_id
    from core.fingerprint as fingerprint
    left join standing on standing.revision_id = fingerprint.revision_id
    where fingerprint.arrived_at between getvariable('first_at') and getvariable('last_at')
        and (standing.original_id is null or fingerprint.arrived_at >= getvariable('oldest_at'))
),
own_hash as (
    select revision_id, method, unnest(sketch) as hash, len(sketch) as hashes from unsettled
),
other_hash as (
    select revision_id, outlet, method, unnest(sketch) as hash, len(sketch) as hashes from other
),
met_hash as (
    select * from other_hash where hash in (select hash from own_hash)
),
telling as (
    select hash, method
    from (select hash, method, outlet, count(*) as texts from met_hash group by hash, method, outlet)
    group by hash, method
    having max(texts) <= 10 and sum(texts) <= 1000
),
by_sketch as (
    select own_hash.revision_id, met_hash.revision_id as other_id, count(*) as shared
    from own_hash
    join telling on telling.hash = own_hash.hash and telling.method = own_hash.method
    join met_hash on met_hash.hash = own_hash.hash and met_hash.method = own_hash.method
    group by own_hash.revision_id, met_hash.revision_id
    -- of a few words, few hashes were kept, and one in common is much
    having count(*) >= 2 or least(min(own_hash.hashes), min(met_hash.hashes)) <= 16
),
by_key as (
    select unsettled.revision_id, other.revision_id as other_id, 1000 as shared
    from unsettled
    join other on other.text_hash = unsettled.text_hash
    union all
    select unsettled.revision_id, other.revision_id as other_id, 1000 as shared
    from unsettled
    join other on other.address_hash = unsettled.address_hash and unsettled.address_hash <> 0
),
pair as (
    select revision_id, other_id, max(shared) as shared
    from (select * from by_sketch union all select * from by_key)
    group by revision_id, other_id
)
select
    pair.revision_id,
    pair.other_id,
    pair.shared,
    (other.arrived_at, other.revision_id) < (unsettled.arrived_at, unsettled.revision_id) as is_earlier,
    other.arrived_at as other_arrived_at,
    other.original_id is null as is_original
from pair
join unsettled on unsettled.revision_id = pair.revision_id
join other on other.revision_id = pair.other_id
where other.article_id <> unsettled.article_id
    and abs(epoch(unsettled.arrived_at) - epoch(other.arrived_at)) <= 30 * 86400
order by all
