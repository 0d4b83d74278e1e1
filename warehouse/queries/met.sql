-- Which hashes of the unsettled texts stand in which texts within 30 days: temp table `met_hash`, and `met`, those texts and the ones
-- with the same words or what may be the same address. Grain: one row per (text, hash); one per text. Only narrow columns are read.
create or replace temp table met_hash as
select revision_id, hash
from (
    select revision_id, unnest(sketch) as hash
    from core.fingerprint
    where arrived_at between getvariable('first_at') and getvariable('last_at')
)
where hash in (select unnest(sketch) from unsettled);

create or replace temp table met as
select revision_id, article_id, outlet, arrived_at, fetched_at, text_hash, address_hash, len(sketch) as hashes
from core.fingerprint
where arrived_at between getvariable('first_at') and getvariable('last_at')
    and (
        revision_id in (select revision_id from met_hash)
        or text_hash in (select text_hash from unsettled)
        or address_hash in (select address_hash from unsettled where address_hash <> 0)
    )
