-- The texts that stand behind the revisions in $revisions.
select standing.revision_id, fingerprint.arrived_at
from standing
join core.fingerprint as fingerprint on fingerprint.revision_id = standing.revision_id
where standing.original_id in (select unnest($revisions::varchar[]))
    and fingerprint.arrived_at between getvariable('first_at') and getvariable('last_at')
