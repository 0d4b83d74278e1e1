-- What the warehouse holds of the addresses that the batch has to do with, looked for once for all the scripts of a load: the cost of
-- a batch does not grow with the warehouse. Temp tables `known_url` (rows of ops.url), `known_alias` (alias and article),
-- `known_article` (narrow columns of core.article) and `known_entry` (rows of raw.feed_entry).
create or replace temp table met_address as
select article_id from batch_entry
union
select article_id from batch_chosen
union
select article_id from batch_rejection
union
select article_id from batch_article;

-- first the narrow column that finds the rows, then those rows alone: half the time of asking for both at once
create or replace temp table known_row as
select rowid as row_id from ops.url where article_id in (select article_id from met_address);

create or replace temp table known_url as
select *, rowid as row_id from ops.url where rowid in (select row_id from known_row);

create or replace temp table known_alias as
select alias_id, article_id from core.alias where alias_id in (select article_id from met_address);

create or replace temp table known_row as
select rowid as row_id
from core.article
where article_id in (
    select article_id from met_address
    union all
    select article_id from known_alias
    union all
    select article_id from batch_alias
);

create or replace temp table known_article as
select article_id, revision_id, fetched_at, arrived_at
from core.article
where rowid in (select row_id from known_row);

-- the first look at an address is in the frontier, and bounds how far back its items lie
set variable first_seen_at = (select min(first_seen_at) from known_url);

create or replace temp table known_entry as
select *
from raw.feed_entry
where discovered_at >= getvariable('first_seen_at')
    and article_id in (select article_id from batch_entry)
