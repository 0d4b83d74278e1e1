-- core.boilerplate, what left the list with $version.
update core.boilerplate
set until_version = $version
where until_version is null
    and (outlet, month, part, hash) in (select (outlet, month, part, hash) from relisted where not is_added)
