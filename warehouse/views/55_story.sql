-- mart.story_article: which story every article tells. Grain: one row per article. A copy or version tells the story of its original.
create or replace view mart.story_article as
with first_revision as (
    select article_id, canonical_id, relation from mart.revision where number = 1
),
-- an article met again much later may tell another story by then; it is listed with its first one
told as (
    select article_id, arg_min(story_id, arrived_at) as story_id
    from core.story_text
    group by article_id
),
-- a copy of what a page said later on, when it said something else at first: that page's own original tells
placed as (
    select first_revision.article_id, first_revision.relation, coalesce(own.story_id, next.story_id) as story_id
    from first_revision
    left join told as own on own.article_id = first_revision.canonical_id
    left join first_revision as canonical on canonical.article_id = first_revision.canonical_id
    left join told as next on next.article_id = canonical.canonical_id
),
latest as (
    select article_id, arg_max(struct_pack(source_id := source_id, outlet := outlet, title := title, url := url,
        language := language, arrived_at := arrived_at), (fetched_at, revision_id)) as said
    from core.article
    group by article_id
)
select
    placed.story_id,
    placed.article_id,
    latest.said.source_id,
    latest.said.outlet,
    latest.said.title,
    latest.said.url,
    latest.said.language,
    latest.said.arrived_at,
    placed.relation
from placed
join latest on latest.article_id = placed.article_id
where placed.story_id is not null;

comment on view mart.story_article is 'One row per article that tells a story: which one; a story of one article is one too';
comment on column mart.story_article.story_id is 'The story';
comment on column mart.story_article.article_id is 'The article';
comment on column mart.story_article.source_id is 'Outlet whose channel led here';
comment on column mart.story_article.outlet is 'Outlet that published it';
comment on column mart.story_article.title is 'Headline of its latest revision';
comment on column mart.story_article.url is 'Its address';
comment on column mart.story_article.language is 'Language of the text';
comment on column mart.story_article.arrived_at is 'When it was published, or else fetched';
comment on column mart.story_article.relation is 'copy or version where it repeats another article, whose story it then tells; null: in its own words';

-- mart.story: one event told by many in their own words. Grain: one row per story.
create or replace view mart.story as
with near as (
    select unnest(mates) as revision_id from core.story_text
),
-- the text that most others are near to says best what the story is about
central as (
    select text.story_id, text.article_id, text.arrived_at, count(near.revision_id) as near_to
    from core.story_text as text
    left join near on near.revision_id = text.revision_id
    group by text.story_id, text.article_id, text.revision_id, text.arrived_at
),
headline as (
    select story_id, arg_max(article_id, (near_to, -epoch_us(arrived_at), article_id)) as article_id
    from central
    group by story_id
),
former as (
    select story_id, list(alias_id order by alias_id) as former_ids
    from (
        select alias_id, story_id
        from core.story_alias
        qualify row_number() over (partition by alias_id order by turn desc) = 1
    )
    group by story_id
),
told as (
    select
        story_id,
        min(arrived_at) as first_at,
        max(arrived_at) as last_at,
        count(*) as articles,
        count(*) filter (where relation is not null) as copies,
        count(distinct outlet) as outlets,
        list(distinct language order by language) filter (where language is not null) as languages
    from mart.story_article
    group by story_id
)
select
    told.story_id,
    title.title as headline,
    told.first_at,
    told.last_at,
    told.articles,
    told.copies,
    told.outlets,
    coalesce(told.languages, []) as languages,
    headline.article_id as headline_article_id,
    coalesce(former.former_ids, []) as former_ids
from told
left join headline on headline.story_id = told.story_id
left join mart.story_article as title on title.article_id = headline.article_id
left join former on former.story_id = told.story_id;

comment on view mart.story is 'One row per story: one event told by several outlets in their own words; it hides no article from being counted';
comment on column mart.story.story_id is 'The story; it keeps its id as it grows';
comment on column mart.story.headline is 'Headline of the article that most others are near to';
comment on column mart.story.first_at is 'When its first article was published';
comment on column mart.story.last_at is 'When its last article so far was published';
comment on column mart.story.articles is 'Articles that tell it, copies and versions too';
comment on column mart.story.copies is 'How many of them repeat another article';
comment on column mart.story.outlets is 'Outlets that told it';
comment on column mart.story.languages is 'Languages in which it was told';
comment on column mart.story.headline_article_id is 'The article of the headline';
comment on column mart.story.former_ids is 'Ids of stories that went into this one';

-- mart.story_day: how a story grew. Grain: one row per story and day (UTC) on which an article told it.
create or replace view mart.story_day as
select
    story_id,
    arrived_at::date as day,
    count(*) as articles,
    count(*) filter (where relation is not null) as copies,
    count(distinct outlet) as outlets,
    sum(count(*)) over (partition by story_id order by arrived_at::date)::bigint as articles_so_far
from mart.story_article
group by story_id, arrived_at::date;

comment on view mart.story_day is 'One row per story and day on which it was told: how it grew';
comment on column mart.story_day.story_id is 'The story';
comment on column mart.story_day.day is 'Day, UTC';
comment on column mart.story_day.articles is 'Articles of that day, copies and versions too';
comment on column mart.story_day.copies is 'How many of them repeat another article';
comment on column mart.story_day.outlets is 'Outlets that told it on that day';
comment on column mart.story_day.articles_so_far is 'Articles up to the end of that day'
