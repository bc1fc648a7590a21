CREATE OR REPLACE VIEW acme.all_events AS
SELECT dt, event_time_local, event_id, event_name, event_major, event_revision, event_time, event_date, service, environment, instance_id, event_sequence, trace_id, span_id
FROM acme.order_placed
UNION ALL
SELECT dt, event_time_local, event_id, event_name, event_major, event_revision, event_time, event_date, service, environment, instance_id, event_sequence, trace_id, span_id
FROM acme.thing_done;
