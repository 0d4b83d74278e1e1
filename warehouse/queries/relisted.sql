-- What changes in the list of boilerplate of the touched months, temp table `relisted`. Grain: one row per outlet, month, part and
-- hash. Listed is a paragraph that at least three pieces of one outlet bear in the month or the one before, and a shingle that ten
-- do: as many addresses; three headlines; and three texts (by the smallest hash of their sketches: takes of one story under new
-- headlines share it).
create or replace temp table relisted as
with span as (
    select min(month) - interval 1 month as first_at, max(month) + interval 1 month as last_at from touched
),
piece as (
    select
        outlet,
        date_trunc('month', arrived_at)::date as month,
        article_id,
        coalesce(nullif(title_hash, 0), hash(article_id) // 2)::bigint as title,
        sketch[1] as text,
        paragraphs,
        sketch
    from core.fingerprint
    where arrived_at >= (select first_at from span) and arrived_at < (select last_at from span)
),
borne as (
    select outlet, month, article_id, title, text, 'paragraph' as part, unnest(paragraphs) as hash from piece
    union all
    select outlet, month, article_id, title, text, 'shingle' as part, unnest(sketch) as hash from piece
),
-- most stand once: they go before anything is counted
repeated as (
    select outlet, part, hash
    from borne
    group by outlet, part, hash
    having count(*) >= case part when 'paragraph' then 3 else 10 end
),
listed as (
    select borne.outlet, touched.month, borne.part, borne.hash
    from borne
    join repeated on repeated.outlet = borne.outlet and repeated.part = borne.part and repeated.hash = borne.hash
    join touched on touched.month = borne.month or touched.month = (borne.month + interval 1 month)::date
    group by borne.outlet, touched.month, borne.part, borne.hash
    having count(distinct borne.article_id) >= case borne.part when 'paragraph' then 3 else 10 end
        and count(distinct borne.title) >= 3
        and count(distinct borne.text) >= 3
),
held as (
    select outlet, month, part, hash
    from core.boilerplate
    where until_version is null and month in (select month from touched)
)
select
    coalesce(listed.outlet, held.outlet) as outlet,
    coalesce(listed.month, held.month) as month,
    coalesce(listed.part, held.part) as part,
    coalesce(listed.hash, held.hash) as hash,
    held.hash is null as is_added
from listed
full join held
    on held.outlet = listed.outlet and held.month = listed.month and held.part = listed.part and held.hash = listed.hash
where listed.hash is null or held.hash is null
