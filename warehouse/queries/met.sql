-- Which hashes of the unsettled texts stand in which texts within 30 days: temp table `met_hash`; and `met`, those texts and the ones
-- with what may be the same address. Grain: one row per (text, hash); one per text. Nothing is met by what the outlet puts under
-- everything (`own_hash` is without it). First the narrow columns that find the rows, then those rows alone.
create or replace temp table own_hash as
with own as (
    select revision_id, outlet, date_trunc('month', arrived_at)::date as month, len(sketch) as hashes, unnest(sketch) as hash
    from unsettled
)
select own.revision_id, own.hash, own.hashes
from own
left join core.boilerplate as boilerplate
    on boilerplate.outlet = own.outlet
    and boilerplate.month = own.month
    and boilerplate.hash = own.hash
    and boilerplate.part = 'shingle'
    and boilerplate.until_version is null
where boilerplate.hash is null;

create or replace temp table found_hash as
select row_id, hash
from (
    select rowid as row_id, unnest(sketch) as hash
    from core.fingerprint
    where arrived_at between getvariable('first_at') and getvariable('last_at')
)
where hash in (select hash from own_hash);

create or replace temp table found_row as
select row_id from found_hash
union
select rowid
from core.fingerprint
where arrived_at between getvariable('first_at') and getvariable('last_at')
    and address_hash in (select address_hash from unsettled where address_hash <> 0);

create or replace temp table met as
select rowid as row_id, revision_id, article_id, outlet, arrived_at, fetched_at, text_hash, address_hash, len(sketch) as hashes
from core.fingerprint
where arrived_at between getvariable('first_at') and getvariable('last_at')
    and rowid in (select row_id from found_row);

create or replace temp table met_hash as
select met.revision_id, found_hash.hash
from found_hash
join met on met.row_id = found_hash.row_id
