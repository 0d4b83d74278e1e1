-- core.boilerplate, one row per paragraph or shingle of an outlet and month that came onto the list with $version.
insert into core.boilerplate by name
select outlet, month, part, hash, $version as from_version, null as until_version
from relisted
where is_added
order by month, outlet, part, hash
