UNLOAD (
SELECT
  event_id,
  event_name,
  event_major,
  event_revision,
  event_time,
  event_date,
  service,
  environment,
  instance_id,
  event_sequence,
  trace_id,
  span_id,
  user_id,
  user,
  order_id,
  "order",
  total,
  status,
  at,
  "end",
  gift,
  weight,
  stock,
  raw,
  tags,
  scores,
  address,
  items
FROM (
  SELECT *, CASE WHEN event_id IS NULL THEN 1 ELSE row_number() OVER (PARTITION BY dt, event_id ORDER BY event_sequence) END AS row__copy
  FROM (
    SELECT event_id, event_name, event_major, event_revision, event_time, event_date, service, environment, instance_id, event_sequence, trace_id, span_id, user_id, user, order_id, "order", total, status, at, "end", gift, weight, stock, raw, tags, scores, address, items, dt FROM acme_store.order_placed_v1 WHERE dt = '2026-03-01'
  ) AS day_rows
)
WHERE row__copy = 1
)
TO 's3://acme-lake/curated/order_placed_v1/dt=2026-03-01/run=20260302T010000Z-0a0b0c0d/'
WITH (format = 'PARQUET', compression = 'ZSTD');
