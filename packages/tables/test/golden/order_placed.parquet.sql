CREATE EXTERNAL TABLE IF NOT EXISTS acme_store.order_placed_v1_curated (
  event_id string COMMENT 'UUIDv7 made at the call; the same through every retry, replay and adoption.',
  event_name string COMMENT 'The event\'s name.',
  event_major int COMMENT 'The event\'s major version; each major has its own table.',
  event_revision int COMMENT 'The event\'s revision within its major, counted by the registry.',
  event_time timestamp COMMENT 'When the event was tracked, UTC, to the millisecond.',
  event_date date COMMENT 'The date of event_time in the lake\'s time zone; the same as dt.',
  service string COMMENT 'The service that tracked the event.',
  environment string COMMENT 'The environment of the service, such as production.',
  instance_id string COMMENT 'Random for each start of a tracker.',
  event_sequence bigint COMMENT '1, 2, 3… for each instance and table: a gap is a loss, a repetition a duplicate.',
  trace_id string COMMENT 'W3C trace id, when there is a trace.',
  span_id string COMMENT 'W3C span id, when there is a trace.',
  user_id string COMMENT 'The user\'s id.',
  `user` struct<plan:string,since:date>,
  order_id string COMMENT 'The order\'s id.',
  `order` bigint COMMENT 'The how-manieth order of this customer it\'s.',
  total decimal(12,2) COMMENT 'What is to be paid. Unit: JPY.',
  status string,
  at timestamp COMMENT 'When the customer pressed the button.',
  `end` date,
  gift boolean,
  weight double COMMENT 'Unit: kg.',
  stock bigint,
  raw string,
  tags array<string>,
  scores map<string,double>,
  address struct<city:string,`end`:string,geo:struct<lat:double,lon:double>>,
  items array<struct<sku:string,`order`:bigint,price:decimal(10,2),sold_at:timestamp,maker:struct<name:string>,discounts:array<struct<code:string,`percent`:double>>>> COMMENT 'What was ordered.'
)
COMMENT 'A customer\'s order was placed. It isn\'t paid yet; see C:\\orders.'
PARTITIONED BY (
  dt string COMMENT 'The date of event_time in the lake\'s time zone, YYYY-MM-DD.'
)
ROW FORMAT SERDE 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe'
WITH SERDEPROPERTIES (
  'serialization.format'='1'
)
STORED AS INPUTFORMAT 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat'
OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat'
LOCATION 's3://acme-lake/curated/order_placed_v1/'
TBLPROPERTIES (
  'classification'='parquet',
  'tracklake.event'='order_placed',
  'tracklake.major'='1',
  'tracklake.revision'='1',
  'tracklake.time_zone'='Asia/Tokyo',
  'tracklake.owner'='growth',
  'tracklake.applied'='4541cc52648529ed2f7eb8ceac1105a87bdf2ff777ff34d9e7d7dd6e03153d6d'
);
