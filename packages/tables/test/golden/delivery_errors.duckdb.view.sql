SELECT
  "dt",
  timezone('Asia/Tokyo', timezone('UTC', make_timestamp_ms(TRY_CAST(CASE WHEN json_valid(line) THEN json_extract_string(line, '$.arrivalTimestamp') END AS bigint)))) AS "arrived_at_local",
  coalesce(CASE WHEN json_valid(line) THEN json_extract_string(line, '$.errorCode') END, CASE WHEN json_valid(line) THEN json_extract_string(line, '$.lastErrorCode') END, CASE WHEN json_valid(line) THEN json_extract_string(line, '$.ErrorCode') END) AS "error_code",
  coalesce(CASE WHEN json_valid(line) THEN json_extract_string(line, '$.errorMessage') END, CASE WHEN json_valid(line) THEN json_extract_string(line, '$.lastErrorMessage') END, CASE WHEN json_valid(line) THEN json_extract_string(line, '$.ErrorMessage') END) AS "error_message",
  TRY_CAST(CASE WHEN json_valid(line) THEN json_extract_string(line, '$.attemptsMade') END AS bigint) AS "attempts",
  CASE WHEN json_valid(split_part(TRY(decode(from_base64(CASE WHEN json_valid(line) THEN json_extract_string(line, '$.rawData') END))), chr(10), 1)) THEN json_extract_string(split_part(TRY(decode(from_base64(CASE WHEN json_valid(line) THEN json_extract_string(line, '$.rawData') END))), chr(10), 1), '$.event_name') END AS "event_name",
  CASE WHEN json_valid(split_part(TRY(decode(from_base64(CASE WHEN json_valid(line) THEN json_extract_string(line, '$.rawData') END))), chr(10), 1)) THEN json_extract_string(split_part(TRY(decode(from_base64(CASE WHEN json_valid(line) THEN json_extract_string(line, '$.rawData') END))), chr(10), 1), '$.event_id') END AS "event_id",
  CASE WHEN json_valid(split_part(TRY(decode(from_base64(CASE WHEN json_valid(line) THEN json_extract_string(line, '$.rawData') END))), chr(10), 1)) THEN json_extract_string(split_part(TRY(decode(from_base64(CASE WHEN json_valid(line) THEN json_extract_string(line, '$.rawData') END))), chr(10), 1), '$.service') END AS "service",
  TRY(decode(from_base64(CASE WHEN json_valid(line) THEN json_extract_string(line, '$.rawData') END))) AS "data",
  make_timestamp_ms(TRY_CAST(CASE WHEN json_valid(line) THEN json_extract_string(line, '$.arrivalTimestamp') END AS bigint)) AS "arrived_at",
  make_timestamp_ms(TRY_CAST(CASE WHEN json_valid(line) THEN json_extract_string(line, '$.attemptEndingTimestamp') END AS bigint)) AS "ended_at"
FROM "acme_store"."delivery_errors";
