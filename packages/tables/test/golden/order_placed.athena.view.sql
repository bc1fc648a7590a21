CREATE OR REPLACE VIEW acme.order_placed AS
SELECT
  dt,
  CAST(at_timezone(with_timezone(event_time, 'UTC'), 'Asia/Tokyo') AS timestamp) AS event_time_local,
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
  address.city AS address__city,
  address."end" AS address__end,
  address.geo.lat AS address__geo__lat,
  address.geo.lon AS address__geo__lon,
  transform(items, x1 -> IF(x1 IS NULL, NULL, CAST(ROW(x1.sku, x1."order", x1.price, x1.sold_at, IF(x1.maker IS NULL, NULL, CAST(ROW(x1.maker.name) AS row(name varchar))), transform(x1.discounts, x2 -> IF(x2 IS NULL, NULL, CAST(ROW(x2.code, x2.percent) AS row(code varchar, percent double))))) AS row(sku varchar, "order" bigint, price decimal(10,2), sold_at timestamp, maker row(name varchar), discounts array(row(code varchar, percent double)))))) AS items,
  user_id,
  user.plan AS user__plan,
  user.since AS user__since,
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
  span_id
FROM (
  SELECT *, CASE WHEN event_id IS NULL THEN 1 ELSE row_number() OVER (PARTITION BY dt, event_id ORDER BY event_sequence) END AS row__copy
  FROM acme_store.order_placed_v1
)
WHERE row__copy = 1;
