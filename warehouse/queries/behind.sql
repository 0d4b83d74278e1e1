-- The texts that stand behind the revisions in $revisions, with their times of arrival.
with named as (
    select revision_id
    from core.pointer
    where arrived_at between getvariable('first_at') and getvariable('last_at')
        and original_id in (select unnest($revisions::varchar[]))
),
stored as (
    select revision_id, arrived_at, original_id
    from core.pointer
    where arrived_at between getvariable('first_at') and getvariable('last_at')
        and revision_id in (select revision_id from named)
        and revision_id not in (select revision_id from moved)
    qualify row_number() over (partition by revision_id order by turn desc) = 1
),
behind as (
    select revision_id, arrived_at from stored where original_id in (select unnest($revisions::varchar[]))
    union all
    select revision_id, arrived_at from moved where original_id in (select unnest($revisions::varchar[]))
)
select behind.revision_id, behind.arrived_at, fingerprint.fetched_at
from behind
join core.fingerprint as fingerprint on fingerprint.revision_id = behind.revision_id
    and fingerprint.arrived_at = behind.arrived_at
