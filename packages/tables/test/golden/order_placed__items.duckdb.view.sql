SELECT
  "event_id",
  "dt",
  timezone('Asia/Tokyo', timezone('UTC', "event_time")) AS "event_time_local",
  e__1__position AS "position",
  e__1."sku" AS "sku",
  e__1."order" AS "order",
  e__1."price" AS "price",
  e__1."sold_at" AS "sold_at",
  e__1."maker"."name" AS "maker__name",
  e__1."discounts" AS "discounts"
FROM (
SELECT *, unnest("items") AS e__1, generate_subscripts("items", 1) AS e__1__position
FROM (
  SELECT *, CASE WHEN "event_id" IS NULL THEN 1 ELSE row_number() OVER (PARTITION BY "dt", "event_id" ORDER BY "event_sequence") END AS row__copy
  FROM "acme_store"."order_placed_v1"
)
WHERE row__copy = 1
);
