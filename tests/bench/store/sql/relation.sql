-- core.relation: the same as facts.
insert into core.relation by name
select
    store_id('rel', n) as relation_id, revision_id, store_id('rev', original_n) as original_id, 'copy' as relation,
    0.8 as containment, 0.7 as jaccard, words * 4 // 5 as shared, 'contained' as rule, getvariable('method') as method,
    0 as boilerplate_version, n // 1000 as turn
from member
where original_n is not null
order by n
