-- raw.capture: the page of every member.
insert into raw.capture by name
select
    capture_id, run_id, outlet as source_id, 'page' as purpose, url, 200 as status,
    arrived_at + interval 20 minutes as fetched_at, 300 as duration_ms, '192.0.2.7' as ip_address,
    'text/html; charset=utf-8' as content_type, 120000 as body_bytes, sha256(url) as body_sha256, false as is_truncated,
    strftime(arrived_at, '%Y/%m/%d') || '/' || outlet || '.warc.gz' as warc_file, n * 30000 as warc_offset
from member
order by n
