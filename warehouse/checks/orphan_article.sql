-- Every article's page is in the archive's list, and its outlet is known.
select revision_id, capture_id, source_id
from core.article
where source_id not in (select source_id from core.source)
    or (capture_id is not null and capture_id not in (select capture_id from raw.capture))
