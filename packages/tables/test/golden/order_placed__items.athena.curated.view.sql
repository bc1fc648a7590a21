CREATE OR REPLACE VIEW acme.order_placed__items AS
SELECT
  e__0.event_id AS event_id,
  e__0.dt AS dt,
  CAST(at_timezone(with_timezone(e__0.event_time, 'UTC'), 'Asia/Tokyo') AS timestamp) AS event_time_local,
  e__1.e__1__position AS position,
  e__1.element.sku AS sku,
  e__1.element."order" AS "order",
  e__1.element.price AS price,
  e__1.element.sold_at AS sold_at,
  e__1.element.maker.name AS maker__name,
  transform(e__1.element.discounts, x1 -> IF(x1 IS NULL, NULL, CAST(ROW(x1.code, x1.percent) AS row(code varchar, percent double)))) AS discounts
FROM acme_store.order_placed_v1_curated AS e__0
CROSS JOIN UNNEST(transform(e__0.items, x -> ROW(x))) WITH ORDINALITY AS e__1 (element, e__1__position)
WHERE e__0.dt <= '2026-03-01'
UNION ALL
SELECT
  e__0.event_id AS event_id,
  e__0.dt AS dt,
  CAST(at_timezone(with_timezone(e__0.event_time, 'UTC'), 'Asia/Tokyo') AS timestamp) AS event_time_local,
  e__1.e__1__position AS position,
  e__1.element.sku AS sku,
  e__1.element."order" AS "order",
  e__1.element.price AS price,
  e__1.element.sold_at AS sold_at,
  e__1.element.maker.name AS maker__name,
  transform(e__1.element.discounts, x1 -> IF(x1 IS NULL, NULL, CAST(ROW(x1.code, x1.percent) AS row(code varchar, percent double)))) AS discounts
FROM (
  SELECT *, CASE WHEN event_id IS NULL THEN 1 ELSE row_number() OVER (PARTITION BY dt, event_id ORDER BY event_sequence) END AS row__copy
  FROM acme_store.order_placed_v1
  WHERE dt > '2026-03-01'
) AS e__0
CROSS JOIN UNNEST(transform(e__0.items, x -> ROW(x))) WITH ORDINALITY AS e__1 (element, e__1__position)
WHERE e__0.row__copy = 1;
