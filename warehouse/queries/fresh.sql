-- The newcomers that can be compared, with their times of arrival. One that came without a fingerprint stands for itself.
select revision_id, arrived_at, fetched_at
from newcomer
where revision_id in (select revision_id from batch_fingerprint)
