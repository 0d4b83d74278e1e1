-- The articles, and of which earlier one each is a repetition. Grain: one row per article.
with repeats as (
    select
        article_id,
        string_agg(relation || ' of “' || original_title || '” (' || original_source || ')', '; ' order by original_published_at) as repeats
    from mart.duplicate
    where article_id <> original_article_id
    group by article_id
)
select
    strftime(article.published_at, '%Y-%m-%d %H:%M') as published,
    article.source,
    article.language as lang,
    article.title,
    article.word_count as words,
    repeats.repeats
from mart.article as article
left join repeats on repeats.article_id = article.article_id
order by article.published_at, article.url
