-- ops.run, ops.load and ops.writer: the runs that brought it all, a thousand articles each; and the outlets' polls and sources.
insert into ops.run by name
select 'run-' || n::varchar as run_id, 'watch' as kind, getvariable('started_at') as started_at, 'sources.csv' as sources_file
from range(getvariable('articles') // 1000 + 1) as run(n);

insert into ops.load by name
select
    'run-' || n::varchar as run_id, getvariable('started_at') as loaded_at, true as is_whole, 1100 as discovered, 1000 as stored,
    0 as duplicate, 0 as pending, map {'empty_text': 100} as rejected, map {}::map(varchar, bigint) as failed, 0 as revisions,
    500 as events
from range(getvariable('articles') // 1000 + 1) as run(n);

insert into raw.poll by name
select
    store_id('pol', n) as poll_id, 'run-' || (n // 20)::varchar as run_id, outlet.name as source_id, 'feed' as channel,
    'https://' || outlet.name || '.example/feed' as url,
    getvariable('started_at') + to_microseconds((n * 50 * getvariable('apart_us'))::bigint) as polled_at, 'ok' as outcome,
    50 as entries
from range(getvariable('articles') // 50 + 1) as look(n)
join outlet on outlet.number = n % getvariable('outlets');

insert into core.source by name
select
    name as source_id, name, 'https://' || name || '.example/' as home_url, 'GB' as country, 'en' as language,
    ['https://' || name || '.example/feed'] as feeds, []::varchar[] as sitemaps, true as is_enabled
from outlet;

update ops.writer set turn = getvariable('articles') // 1000
