-- The outlets for `presswatch status`, those in trouble first.
select source_id, source, health, last_polled_at, failing_channels, channels, last_problem, items_last_week, expected_per_week, stored, rejected, failed
from mart.source_health
order by health = 'ok', health, source_id
