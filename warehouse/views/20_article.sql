-- mart.article: the articles as they stand. Grain: one row per article, its latest revision.
create or replace view mart.article as
select
    article.article_id,
    article.revision_id,
    article.source_id,
    source.name as source,
    article.outlet,
    article.title,
    article.subtitle,
    article.section,
    article.kind,
    article.url,
    article.published_at,
    article.published_precision,
    article.published_evidence,
    article.modified_at,
    article.authors,
    article.language,
    article.word_count,
    article.is_short,
    article.text,
    article.text_source,
    revision.revisions,
    revision.relation,
    revision.canonical_id,
    revision.relation is null as is_original,
    article.fetched_at,
    article.capture_id,
    article.run_id
from core.article as article
join mart.revision as revision on revision.revision_id = article.revision_id
left join core.source as source on source.source_id = article.source_id
where revision.is_latest;

comment on view mart.article is 'One row per article, as its latest revision says';
comment on column mart.article.article_id is 'Identity of its address';
comment on column mart.article.revision_id is 'Latest revision';
comment on column mart.article.source_id is 'Outlet whose channel led here';
comment on column mart.article.source is 'Name of that outlet';
comment on column mart.article.outlet is 'Outlet that published it';
comment on column mart.article.title is 'Headline';
comment on column mart.article.subtitle is 'The line below the headline, where the outlet writes one';
comment on column mart.article.section is 'Part of the outlet it stands in, in the outlet''s words';
comment on column mart.article.kind is 'article, flash (a whole report of very few words), live_blog, gallery or video';
comment on column mart.article.url is 'Address';
comment on column mart.article.published_at is 'When it was published; null: undated';
comment on column mart.article.published_precision is 'minute, day or none';
comment on column mart.article.published_evidence is 'Where the date came from';
comment on column mart.article.modified_at is 'When the outlet says it was changed';
comment on column mart.article.authors is 'Names of the authors';
comment on column mart.article.language is 'Language of the text';
comment on column mart.article.word_count is 'Words in the text';
comment on column mart.article.is_short is 'Too short to be sure that it is the whole article';
comment on column mart.article.text is 'The article''s words';
comment on column mart.article.text_source is 'page; json_ld, the page''s own record for machines; feed, where the page could not be had';
comment on column mart.article.revisions is 'Revisions known';
comment on column mart.article.relation is 'copy or version where it repeats an earlier article';
comment on column mart.article.canonical_id is 'The article it repeats: the earliest original; its own id for an original';
comment on column mart.article.is_original is 'Repeats no other article';
comment on column mart.article.fetched_at is 'When this revision was fetched';
comment on column mart.article.capture_id is 'The exchange that brought it (raw.capture)';
comment on column mart.article.run_id is 'Run that stored this revision';
