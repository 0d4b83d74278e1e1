-- ops.settlement, one row per settle step.
insert into ops.settlement by name
select
    $turn as turn,
    now() as settled_at,
    $version as boilerplate_version,
    (select count(*) from ops.load) as loads,
    $looked_at as looked_at,
    $moved as moved
