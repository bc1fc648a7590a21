// Bounds of the Firehose API's own model that only an endpoint has to know. API: the botocore service model.
// What the product plans by stands in the envelope's firehoseLimits.

/** DeliveryStreamName. */
export const streamName = { min: 1, max: 64, pattern: /^[a-zA-Z0-9_.-]+$/ } as const;
/** Prefix and ErrorOutputPrefix, before evaluation. */
export const prefixText = { min: 0, max: 1024 } as const;
/** RoleARN. */
export const roleArn = { min: 1, max: 512, pattern: /^arn:.*:iam::\d{12}:role\/[a-zA-Z_0-9+=,.@\-_/]+$/ } as const;
/** BucketARN. */
export const bucketArn = { min: 1, max: 2048, pattern: /^arn:.*:s3:::[\w.-]{1,255}$/ } as const;
/** FileExtension. */
export const fileExtension = { min: 0, max: 128, pattern: /^$|^\.[0-9a-z!\-_.*'()]+$/ } as const;
/** CustomTimeZone. */
export const customTimeZone = { min: 0, max: 50 } as const;
/** BufferingHints: least and greatest, and what the service takes when nothing is said. */
export const buffering = { minMiB: 1, defaultMiB: 5, minSeconds: 0, defaultSeconds: 300 } as const;
/** Streams of an account in a region. Guide: "Quotas", 50 unless raised. */
export const streamsPerAccount = 50;
/** ListDeliveryStreams' Limit. */
export const listLimit = { min: 1, max: 10_000, default: 10 } as const;
