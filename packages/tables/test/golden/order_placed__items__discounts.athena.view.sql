CREATE OR REPLACE VIEW acme.order_placed__items__discounts AS
SELECT
  e__0.event_id AS event_id,
  e__0.dt AS dt,
  CAST(at_timezone(with_timezone(e__0.event_time, 'UTC'), 'Asia/Tokyo') AS timestamp) AS event_time_local,
  e__1.e__1__position AS items__position,
  e__2.e__2__position AS position,
  e__2.element.code AS code,
  e__2.element.percent AS percent
FROM (
  SELECT *, CASE WHEN event_id IS NULL THEN 1 ELSE row_number() OVER (PARTITION BY dt, event_id ORDER BY event_sequence) END AS row__copy
  FROM acme_store.order_placed_v1
) AS e__0
CROSS JOIN UNNEST(transform(e__0.items, x -> ROW(x))) WITH ORDINALITY AS e__1 (element, e__1__position)
CROSS JOIN UNNEST(transform(e__1.element.discounts, x -> ROW(x))) WITH ORDINALITY AS e__2 (element, e__2__position)
WHERE e__0.row__copy = 1;
