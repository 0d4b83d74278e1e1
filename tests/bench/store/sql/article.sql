-- core.article, of the members with a text.
insert into core.article by name
select
    article_id, revision_id, run_id, outlet as source_id, capture_id, url, url as canonical_url, outlet, title,
    'article' as kind, text, 'page' as text_source, ['A. Writer'] as authors, arrived_at as published_at,
    'minute' as published_precision, 'json-ld datePublished' as published_evidence, 'en' as language,
    0.99 as language_confidence, words as word_count, false as is_short, store_id('tex', n) as text_hash,
    arrived_at + interval 20 minutes as fetched_at, arrived_at, 'store/1' as extractor
from member
where text is not null
order by n
