-- The ledger of migrations, which every warehouse has before its first one.
create schema if not exists ops;
create table if not exists ops.migration (
    number bigint not null,
    name varchar not null,
    applied_at timestamptz not null
);
comment on table ops.migration is 'One row per migration that was applied';
comment on column ops.migration.number is 'Its number';
comment on column ops.migration.name is 'Its file name';
comment on column ops.migration.applied_at is 'When';
