-- core.fingerprint of the members: of those in `signature` the true one, of the others one that looks like it.
insert into core.fingerprint by name
with kept as (
    select *, greatest(getvariable('fewest'), words // 16) as own from member
)
select
    kept.revision_id,
    kept.article_id,
    kept.arrived_at,
    kept.arrived_at + interval 20 minutes as fetched_at,
    kept.outlet,
    coalesce(signature.title_hash, (hash(kept.n, 'title') >> 1)::bigint) as title_hash,
    coalesce(signature.address_hash, (hash(kept.n, 'address') >> 1)::bigint) as address_hash,
    store_id('tex', kept.n) as text_hash,
    coalesce(signature.shingles, kept.words - 4) as shingles,
    coalesce(
        signature.sketch,
        list_sort(
            list_concat(
                list_transform(
                    range(kept.own),
                    lambda k: (hash(case when k % 5 < 4 then coalesce(kept.original_n, kept.n) else kept.n end, k) >> 5)::bigint
                ),
                kept.hashes
            )
        )
    ) as sketch,
    coalesce(
        signature.paragraphs,
        list_sort(
            list_concat(
                list_transform(range(kept.words // 36 + 1), lambda k: (hash(kept.n, k, 'paragraph') >> 1)::bigint), kept.paragraphs
            )
        )
    ) as paragraphs,
    getvariable('method') as method
from kept
left join signature on signature.n = kept.n
order by kept.n
