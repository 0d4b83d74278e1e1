-- One row that changes whenever something published does.
select
    (select count(*) from ops.load) as loads,
    (select max(loaded_at) from ops.load) as loaded_at,
    (select count(*) from ops.run) as runs,
    (select max(turn) from ops.settlement) as settled,
    (select max(checked_at) from ops.check_result) as checked_at,
    (select bit_xor(hash(source)) from core.source as source) as sources
