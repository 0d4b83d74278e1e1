-- Pairs worth judging: an unsettled text and another that may share its words, within 30 days. Grain: one row per (unsettled,
-- other). Earlier others are originals, or unsettled themselves: a text that repeats another is met through what it repeats, so
-- a hash in a thousand prints of one wire text is still in one original. Later others are all that may have to move.
-- A hash in more than 1,000 texts tells nothing, nor one in more than ten of one outlet: that is what it puts
-- under everything, where it is not listed yet.
with other as (
    select met.*, standing.original_id
    from met
    left join standing on standing.revision_id = met.revision_id
    where standing.original_id is null or met.arrived_at >= getvariable('oldest_at')
),
other_hash as (
    select met_hash.hash, other.revision_id, other.outlet, other.hashes
    from met_hash
    join other on other.revision_id = met_hash.revision_id
),
telling as (
    select hash
    from (select hash, outlet, count(*) as texts from other_hash group by hash, outlet)
    group by hash
    having max(texts) <= 10 and sum(texts) <= 1000
),
by_sketch as (
    select own_hash.revision_id, other_hash.revision_id as other_id, count(*) as shared
    from own_hash
    join telling on telling.hash = own_hash.hash
    join other_hash on other_hash.hash = own_hash.hash
    group by own_hash.revision_id, other_hash.revision_id
    -- of a short text few hashes were kept, and one in common is much
    having count(*) >= 2 or least(min(own_hash.hashes), min(other_hash.hashes)) <= 16
),
-- a live page or a weekly column uses one number again and again
telling_address as (
    select address_hash from other where address_hash <> 0 group by address_hash having count(*) <= 50
),
by_key as (
    select unsettled.revision_id, other.revision_id as other_id, 1000 as shared
    from unsettled
    join other on other.text_hash = unsettled.text_hash
    union all
    select unsettled.revision_id, other.revision_id as other_id, 1000 as shared
    from unsettled
    join telling_address on telling_address.address_hash = unsettled.address_hash
    join other on other.address_hash = unsettled.address_hash
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
    (other.arrived_at, other.fetched_at, other.revision_id)
    < (unsettled.arrived_at, unsettled.fetched_at, unsettled.revision_id) as is_earlier,
    other.arrived_at as other_arrived_at,
    other.fetched_at as other_fetched_at,
    other.original_id is null as is_original
from pair
join unsettled on unsettled.revision_id = pair.revision_id
join other on other.revision_id = pair.other_id
where other.article_id <> unsettled.article_id
    and abs(epoch(unsettled.arrived_at) - epoch(other.arrived_at)) <= epoch(getvariable('near'))
order by all
