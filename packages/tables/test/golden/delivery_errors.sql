CREATE EXTERNAL TABLE IF NOT EXISTS acme_store.delivery_errors (
  line string COMMENT 'One JSON object, as it was written.'
)
COMMENT 'What Firehose could not deliver to a table: one JSON object a line. Query the view of the same name.'
PARTITIONED BY (
  dt string COMMENT 'The day on which Firehose received it, UTC, YYYY-MM-DD.'
)
ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe'
WITH SERDEPROPERTIES (
  'serialization.format'='1'
)
STORED AS INPUTFORMAT 'org.apache.hadoop.mapred.TextInputFormat'
OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
LOCATION 's3://acme-lake/errors/'
TBLPROPERTIES (
  'projection.enabled'='true',
  'projection.dt.type'='date',
  'projection.dt.format'='yyyy-MM-dd',
  'projection.dt.range'='2020-01-01,NOW+1DAYS',
  'projection.dt.interval'='1',
  'projection.dt.interval.unit'='DAYS',
  'storage.location.template'='s3://acme-lake/errors/dt=${dt}/',
  'tracklake.time_zone'='Asia/Tokyo',
  'tracklake.applied'='aa6e55446f2634f90d3e5cacc64d2fcdc4e2fdee05c5898f53877477bbc83ce3'
);
