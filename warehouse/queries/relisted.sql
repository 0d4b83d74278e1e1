-- What changes in the list of boilerplate of the touched months, temp table `relisted`. Grain: one row per outlet, month and
-- paragraph. Listed is what at least three pieces of one outlet bear in the month or the one before: three addresses, three
-- headlines, and three texts (by the smallest hash of their sketches: takes of one story under new headlines share it).
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
        paragraphs
    from core.fingerprint
    where arrived_at >= (select first_at from span) and arrived_at < (select last_at from span)
),
borne as (
    select outlet, month, article_id, title, text, unnest(paragraphs) as paragraph from piece
),
-- most paragraphs stand once: they go before anything is counted
repeated as (
    select outlet, paragraph
    from borne
    group by outlet, paragraph
    having count(*) >= 3
),
listed as (
    select borne.outlet, touched.month, borne.paragraph
    from borne
    join repeated on repeated.outlet = borne.outlet and repeated.paragraph = borne.paragraph
    join touched on touched.month = borne.month or touched.month = (borne.month + interval 1 month)::date
    group by borne.outlet, touched.month, borne.paragraph
    having count(distinct borne.title) >= 3
        and count(distinct borne.article_id) >= 3
        and count(distinct borne.text) >= 3
),
held as (
    select outlet, month, paragraph
    from core.boilerplate
    where until_version is null and month in (select month from touched)
)
select
    coalesce(listed.outlet, held.outlet) as outlet,
    coalesce(listed.month, held.month) as month,
    coalesce(listed.paragraph, held.paragraph) as paragraph,
    held.paragraph is null as is_added
from listed
full join held on held.outlet = listed.outlet and held.month = listed.month and held.paragraph = listed.paragraph
where listed.paragraph is null or held.paragraph is null
