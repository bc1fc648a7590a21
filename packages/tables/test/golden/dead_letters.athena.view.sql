CREATE OR REPLACE VIEW acme.dead_letters AS
SELECT
  dt,
  CAST(at_timezone(with_timezone(TRY_CAST(json_extract_scalar(line, '$.event_time') AS timestamp), 'UTC'), 'Asia/Tokyo') AS timestamp) AS event_time_local,
  json_extract_scalar(line, '$.reason') AS reason,
  json_extract_scalar(line, '$.event_name') AS event_name,
  json_extract_scalar(line, '$.violations[0].path') AS violation_path,
  json_extract_scalar(line, '$.violations[0].reason') AS violation,
  json_format(json_extract(line, '$.violations')) AS violations,
  json_format(json_extract(line, '$.known')) AS known,
  json_format(json_extract(line, '$.contexts')) AS contexts,
  json_format(json_extract(line, '$.unknown')) AS unknown_fields,
  json_format(json_extract(line, '$.cut')) AS cut,
  json_extract_scalar(line, '$.line') AS delivered_line,
  json_extract_scalar(line, '$.event_id') AS event_id,
  TRY_CAST(json_extract_scalar(line, '$.event_major') AS bigint) AS event_major,
  TRY_CAST(json_extract_scalar(line, '$.event_revision') AS bigint) AS event_revision,
  TRY_CAST(json_extract_scalar(line, '$.event_time') AS timestamp) AS event_time,
  json_extract_scalar(line, '$.service') AS service,
  json_extract_scalar(line, '$.environment') AS environment
FROM acme_store.dead_letters;
