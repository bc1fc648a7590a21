// Every limit of a service that the product honours, each with its source. Nothing else holds such a number.
// API: the botocore service models. Guide: the Firehose, Glue and Athena developer guides.

/** Amazon Data Firehose. */
export const firehoseLimits = {
  /** Records in one PutRecordBatch. API: PutRecordBatchRequestEntryList max 500. */
  recordsPerBatch: 500,
  /** Bytes of one PutRecordBatch, before base64. Guide: "Quotas", 4 MiB per call. */
  bytesPerBatch: 4 * 1024 * 1024,
  /** Bytes of one record, before base64. API: Data max 1,024,000. */
  bytesPerRecord: 1_024_000,
  /** Events packed into one record that is de-aggregated. Guide: "Dynamic partitioning of aggregated data", 500. */
  eventsPerRecord: 500,
  /** Characters of an evaluated prefix. Guide: "Custom prefixes", 512. */
  prefixCharacters: 512,
  /** Least buffer in MiB with dynamic partitioning. Guide: "Dynamic partitioning", 64. */
  dynamicPartitioningBufferMiB: 64,
  /** Greatest buffer in MiB. API: SizeInMBs max 128. */
  bufferMiB: 128,
  /** Greatest buffering interval in seconds. API: IntervalInSeconds max 900. */
  bufferSeconds: 900,
  /** Active partitions of a stream. Guide: "Quotas", 500 by default. */
  activePartitions: 500,
  /** Characters of a stream's name. API: DeliveryStreamName max 64. */
  streamNameCharacters: 64,
} as const;

/** AWS Glue Data Catalog. */
export const glueLimits = {
  /** Characters of a database's, table's or column's name. API: NameString max 255. */
  nameCharacters: 255,
  /** Characters of a column's type. API: ColumnTypeString max 131,072. */
  columnTypeCharacters: 131_072,
  /** Characters of a column's comment. API: CommentString max 255. */
  columnCommentCharacters: 255,
  /** Characters of a table's description. API: DescriptionString max 2,048. */
  descriptionCharacters: 2_048,
  /** Characters of a location. API: LocationString max 2,056. */
  locationCharacters: 2_056,
  /** Characters of a parameter's key. API: KeyString max 255. */
  parameterKeyCharacters: 255,
  /** Characters of a parameter's value. API: ParametersMapValue max 512,000. */
  parameterValueCharacters: 512_000,
} as const;

/** Amazon Athena. */
export const athenaLimits = {
  /** Bytes of a query's text. Guide: "Service Quotas", 262,144. */
  queryBytes: 262_144,
  /** Greatest precision of a decimal. Guide: "Data types", 38. */
  decimalPrecision: 38,
} as const;

/** The line's own limits, which the encoder's law names "the written limits". */
export const lineLimits = {
  /**
   * Bytes of a line with its newline: one Firehose record, since a line is never split. Fields under way take no more
   * either, while a personal value, which what protects it is going to replace, is still plain among them.
   */
  bytes: firehoseLimits.bytesPerRecord,
  /** Levels of nesting below an event that a definition may have; Hive's struct parsing recurses. */
  depth: 16,
  /** Levels of nesting inside a column.json() value. */
  jsonDepth: 64,
  /** Columns of a table, counting envelope and contexts: far under Glue's 1 MB of metadata a table. */
  columns: 1_000,
} as const;
