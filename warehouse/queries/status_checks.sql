-- The checks that found wrong rows.
select check_name, checked_at, wrong_rows, sample
from ops.check_result
where wrong_rows > 0
order by check_name
