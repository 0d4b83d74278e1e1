-- The stored articles of one chunk. Grain: one row per number in `made` (n, outlet, words, text). Three in ten repeat an original
-- of the days before, which ends in 0; their sketches share four fifths of its hashes.
create or replace temp table member as
with numbered as (
    select
        made.n,
        getvariable('started_at') + to_microseconds((made.n * getvariable('apart_us'))::bigint) as arrived_at,
        made.words,
        made.text,
        outlet.name as outlet,
        outlet.boilerplate,
        -- what shares words with what arrives is read: its text has to be there
        case when getvariable('is_lean') then [] else outlet.hashes end as hashes,
        outlet.paragraphs,
        case
            when made.n % 10 in (3, 6, 9) and made.n >= 10
                then (made.n - 1 - hash(made.n, 'original') % least(made.n - 9, getvariable('reach')))::bigint // 10 * 10
        end as original_n
    from made
    join outlet on outlet.number = made.outlet
)
select
    numbered.* exclude (text, boilerplate),
    text || coalesce(chr(10) || boilerplate, '') as text,
    store_id('art', n) as article_id,
    store_id('rev', n) as revision_id,
    store_id('cap', n) as capture_id,
    'run-' || (n // 1000)::varchar as run_id,
    'https://' || outlet || '.example/' || strftime(arrived_at, '%Y/%m/%d') || '/' || store_id('p', n) as url,
    left(text, 60) as title
from numbered
order by n
