CREATE OR REPLACE VIEW acme.delivery_errors AS
SELECT
  dt,
  CAST(at_timezone(with_timezone(CAST(from_unixtime(TRY_CAST(json_extract_scalar(line, '$.arrivalTimestamp') AS bigint) / 1e3, 'UTC') AS timestamp), 'UTC'), 'Asia/Tokyo') AS timestamp) AS arrived_at_local,
  coalesce(json_extract_scalar(line, '$.errorCode'), json_extract_scalar(line, '$.lastErrorCode'), json_extract_scalar(line, '$.ErrorCode')) AS error_code,
  coalesce(json_extract_scalar(line, '$.errorMessage'), json_extract_scalar(line, '$.lastErrorMessage'), json_extract_scalar(line, '$.ErrorMessage')) AS error_message,
  TRY_CAST(json_extract_scalar(line, '$.attemptsMade') AS bigint) AS attempts,
  json_extract_scalar(split_part(from_utf8(TRY(from_base64(json_extract_scalar(line, '$.rawData')))), chr(10), 1), '$.event_name') AS event_name,
  json_extract_scalar(split_part(from_utf8(TRY(from_base64(json_extract_scalar(line, '$.rawData')))), chr(10), 1), '$.event_id') AS event_id,
  json_extract_scalar(split_part(from_utf8(TRY(from_base64(json_extract_scalar(line, '$.rawData')))), chr(10), 1), '$.service') AS service,
  from_utf8(TRY(from_base64(json_extract_scalar(line, '$.rawData')))) AS data,
  CAST(from_unixtime(TRY_CAST(json_extract_scalar(line, '$.arrivalTimestamp') AS bigint) / 1e3, 'UTC') AS timestamp) AS arrived_at,
  CAST(from_unixtime(TRY_CAST(json_extract_scalar(line, '$.attemptEndingTimestamp') AS bigint) / 1e3, 'UTC') AS timestamp) AS ended_at
FROM acme_store.delivery_errors;
