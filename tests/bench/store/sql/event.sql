-- core.event: every other article reports one.
insert into core.event by name
select
    store_id('eve', n) as event_id, revision_id, 'ASSAULT' as event_type, [] as contexts, arrived_at::date as date_start,
    arrived_at::date as date_end, 1 as date_prec, 'SY' as country, ['gunmen'] as side_a, [] as side_b, [] as actor_a_ids,
    [] as actor_b_ids, ['civilians'] as victims, [] as targets, [] as weapons, 3 as low, 3 as best, 3 as high, [] as part_of,
    'reported' as claim_status, ['the police'] as attributed_to, left(text, 150) as quote, 0 as quote_start, 150 as quote_end,
    map {'best': [0, 5]} as evidence, 0.8 as confidence, 'store/1' as coder
from member
where n % 2 = 0
order by n
