-- The exchanges that published rows refer to.
select *
from warehouse.raw.capture
where capture_id in (
    select capture_id from warehouse.core.article
    union
    select capture_id from warehouse.ops.rejection
    union
    select capture_id from warehouse.raw.poll
)
