CREATE EXTERNAL TABLE IF NOT EXISTS acme_store.dead_letters (
  line string COMMENT 'One JSON object, as it was written.'
)
COMMENT 'What trackers refused: one JSON object a line. Query the view of the same name.'
PARTITIONED BY (
  dt string COMMENT 'The day on which the letter was written into the lake, YYYY-MM-DD.'
)
ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe'
WITH SERDEPROPERTIES (
  'serialization.format'='1'
)
STORED AS INPUTFORMAT 'org.apache.hadoop.mapred.TextInputFormat'
OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
LOCATION 's3://acme-lake/dead-letters/'
TBLPROPERTIES (
  'projection.enabled'='true',
  'projection.dt.type'='date',
  'projection.dt.format'='yyyy-MM-dd',
  'projection.dt.range'='2020-01-01,NOW+1DAYS',
  'projection.dt.interval'='1',
  'projection.dt.interval.unit'='DAYS',
  'storage.location.template'='s3://acme-lake/dead-letters/dt=${dt}/',
  'tracklake.time_zone'='Asia/Tokyo',
  'tracklake.applied'='f8386a1049279cf1c28a33da9529af18aa4914e291037b31f076b7de5a249730'
);
