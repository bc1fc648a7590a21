WITH line AS (
SELECT 'http_request_v1' AS table_name, instance_id, service, event_sequence, event_id, event_time, dt FROM acme_store.http_request_v1 WHERE dt >= '2025-12-31' AND dt <= '2026-02-01'
UNION ALL
SELECT 'plan_changed_v1' AS table_name, instance_id, service, event_sequence, event_id, event_time, dt FROM acme_store.plan_changed_v1 WHERE dt >= '2025-12-31' AND dt <= '2026-02-01'
UNION ALL
SELECT 'tracklake_heartbeat_v1' AS table_name, instance_id, service, event_sequence, event_id, event_time, dt FROM acme_store.tracklake_heartbeat_v1 WHERE dt >= '2025-12-31' AND dt <= '2026-02-01'
),
beat AS (
SELECT instance_id, dt, event_time, closing, sequences FROM acme_store.tracklake_heartbeat_v1 WHERE dt >= '2025-12-31' AND dt <= '2026-02-01'
),
instance AS (
SELECT instance_id, bool_or(closing) AS closed, bool_or(dt > '2026-01-31') AS beats_after
FROM beat
GROUP BY instance_id
),
mark AS (
SELECT b.instance_id, s.element.table_name AS table_name,
  max(CASE WHEN b.dt < '2026-01-01' THEN s.element.last_sequence END) AS recorded_before,
  max(CASE WHEN (b.dt >= '2026-01-01' AND b.dt <= '2026-01-31') AND b.event_time <= TIMESTAMP '2026-01-03 00:00:00.000' THEN s.element.last_sequence END) AS recorded_settled,
  max(CASE WHEN (b.dt >= '2026-01-01' AND b.dt <= '2026-01-31') THEN s.element.last_sequence END) AS recorded
FROM beat AS b
CROSS JOIN UNNEST(transform(b.sequences, x -> ROW(x))) AS s (element)
WHERE s.element.table_name IN ('http_request_v1', 'plan_changed_v1', 'tracklake_heartbeat_v1')
GROUP BY b.instance_id, s.element.table_name
),
numbered AS (
SELECT table_name, instance_id, event_sequence, max(service) AS by_service, count(*) AS copies,
  count(DISTINCT event_id) AS ids, min(event_time) AS tracked_at, min(dt) AS dt
FROM line
GROUP BY table_name, instance_id, event_sequence
),
followed AS (
SELECT n.*, lag(n.event_sequence) OVER (PARTITION BY n.table_name, n.instance_id ORDER BY n.event_sequence) AS previous
FROM numbered AS n
),
gap AS (
SELECT f.*, (f.dt >= '2026-01-01' AND f.dt <= '2026-01-31') AS inside, f.dt < '2026-01-01' AS earlier, f.dt > '2026-01-31' AS later,
  f.previous IS NOT NULL OR m.recorded_before IS NOT NULL OR i.instance_id IS NOT NULL AS known,
  greatest(0, f.event_sequence - 1 - greatest(coalesce(f.previous, 0), coalesce(m.recorded_before, 0))) AS missing
FROM followed AS f
LEFT JOIN mark AS m ON m.instance_id = f.instance_id AND m.table_name = f.table_name
LEFT JOIN instance AS i ON i.instance_id = f.instance_id
),
found AS (
SELECT table_name, instance_id, max(by_service) AS service,
  sum(CASE WHEN inside THEN copies ELSE 0 END) AS line_count,
  sum(CASE WHEN inside THEN ids ELSE 0 END) AS event_count,
  min(CASE WHEN inside THEN event_sequence END) AS first_sequence,
  max(CASE WHEN inside THEN event_sequence END) AS last_sequence,
  max(CASE WHEN earlier THEN event_sequence END) AS seen_before,
  min(CASE WHEN inside THEN tracked_at END) AS first_time,
  max(CASE WHEN inside THEN tracked_at END) AS last_time,
  sum(CASE WHEN inside AND known AND tracked_at <= TIMESTAMP '2026-01-03 00:00:00.000' THEN missing ELSE 0 END) AS lost_between,
  sum(CASE WHEN inside AND known AND tracked_at <= TIMESTAMP '2026-01-03 00:00:00.000' AND missing > 0 THEN 1 ELSE 0 END) AS gap_count,
  min(CASE WHEN inside AND known AND tracked_at <= TIMESTAMP '2026-01-03 00:00:00.000' AND missing > 0 THEN event_sequence - missing END) AS first_gap,
  sum(CASE WHEN inside AND known AND tracked_at > TIMESTAMP '2026-01-03 00:00:00.000' THEN missing ELSE 0 END) AS gaps_under_way,
  sum(CASE WHEN inside THEN copies - ids ELSE 0 END) AS duplicates,
  sum(CASE WHEN inside THEN ids - 1 ELSE 0 END) AS conflicts,
  bool_or(later) AS lines_after,
  coalesce(bool_and(known OR NOT inside), true) AS head_known
FROM gap
GROUP BY table_name, instance_id
),
answer AS (
SELECT coalesce(f.table_name, m.table_name) AS table_name, coalesce(f.instance_id, m.instance_id) AS instance_id,
  f.service, coalesce(f.line_count, 0) AS line_count, coalesce(f.event_count, 0) AS event_count,
  f.first_sequence, f.last_sequence, f.first_time, f.last_time,
  coalesce(f.lost_between, 0) AS lost_between, coalesce(f.gap_count, 0) AS gap_count, f.first_gap,
  coalesce(f.gaps_under_way, 0) AS gaps_under_way, coalesce(f.duplicates, 0) AS duplicates,
  coalesce(f.conflicts, 0) AS conflicts, m.recorded, m.recorded_settled, coalesce(f.lines_after, false) AS lines_after,
  coalesce(f.head_known, true) AS head_known,
  greatest(coalesce(f.last_sequence, 0), coalesce(f.seen_before, 0), coalesce(m.recorded_before, 0)) AS reached
FROM found AS f
FULL OUTER JOIN mark AS m ON m.instance_id = f.instance_id AND m.table_name = f.table_name
)
SELECT a.table_name, a.instance_id, a.service, a.line_count, a.event_count, a.first_sequence, a.last_sequence,
  a.first_time, a.last_time, a.lost_between,
  greatest(0, coalesce(a.recorded_settled, 0) - a.reached) AS lost_at_end,
  a.gap_count + CASE WHEN coalesce(a.recorded_settled, 0) > a.reached THEN 1 ELSE 0 END AS gap_count,
  coalesce(a.first_gap, CASE WHEN coalesce(a.recorded_settled, 0) > a.reached THEN a.reached + 1 END) AS first_missing,
  a.gaps_under_way + greatest(0, coalesce(a.recorded, 0) - greatest(a.reached, coalesce(a.recorded_settled, 0))) AS under_way,
  a.duplicates, a.conflicts, a.recorded AS recorded_sequence, coalesce(i.closed, false) AS closed,
  a.lines_after OR coalesce(i.beats_after, false) AS continues, a.head_known
FROM answer AS a
LEFT JOIN instance AS i ON i.instance_id = a.instance_id
WHERE a.line_count > 0 OR a.recorded IS NOT NULL
ORDER BY 1, 2;
