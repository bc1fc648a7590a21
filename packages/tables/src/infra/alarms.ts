// What wakes somebody: delivery that is late or refused, an error output that is written to, events that were refused.
// Source: Amazon Data Firehose Developer Guide, "Monitor with CloudWatch metrics"; S3 User Guide, "Metrics and dimensions".
import { ERRORS_FOLDER, firehoseLimits } from "@tracklake/envelope";

/** An alarm of CloudWatch. */
export interface Alarm {
  /** Lower case with `-`; part of its name. */
  readonly id: string;
  readonly description: string;
  /** Left out where it is the parameter `MetricsNamespace`. */
  readonly namespace?: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: "Maximum" | "Minimum" | "Sum";
  readonly comparison: "GreaterThanThreshold" | "LessThanThreshold";
  readonly threshold: number;
  /** Periods of five minutes of which all, or `of`, must be over the threshold. */
  readonly periods: number;
  readonly of: number;
}

/** The filter of the bucket's request metrics that counts what is written to the error output. */
export const errorsFilter = { id: "errors", prefix: `${ERRORS_FOLDER}/` } as const;

/** The metric of dead letters: `observeTracker` reports it under this name through OpenTelemetry. */
export const DEAD_LETTERS_METRIC = "tracklake.dead_lettered";

/** Data may be this old before delivery counts as late: the longest buffer, and the retries of ten minutes. */
const LATE_SECONDS = firehoseLimits.bufferSeconds + 600;

/** Seconds of a period. */
export const ALARM_PERIOD = 300;

/** The alarms of a lake. */
export function lakeAlarms(stream: string, bucket: string): Alarm[] {
  const ofStream = {
    namespace: "AWS/Firehose",
    dimensions: { DeliveryStreamName: stream },
    comparison: "GreaterThanThreshold",
  } as const;
  return [
    {
      id: "delivery-late",
      description: `The oldest record that is not in S3 is older than ${LATE_SECONDS} s. Firehose drops data after 24 h.`,
      ...ofStream,
      metric: "DeliveryToS3.DataFreshness",
      statistic: "Maximum",
      threshold: LATE_SECONDS,
      periods: 2,
      of: 3,
    },
    {
      id: "delivery-failing",
      description: "Firehose cannot write to the bucket: see the stream's log group.",
      ...ofStream,
      metric: "DeliveryToS3.Success",
      statistic: "Minimum",
      comparison: "LessThanThreshold",
      threshold: 1,
      periods: 2,
      of: 3,
    },
    {
      id: "throttled",
      description: "Records are refused for the stream's limits. Trackers keep and repeat them; raise the quota.",
      ...ofStream,
      metric: "ThrottledRecords",
      statistic: "Sum",
      threshold: 0,
      periods: 2,
      of: 3,
    },
    {
      id: "too-many-partitions",
      description:
        "More events and days at once than the stream has active partitions: the rest goes to the error output.",
      ...ofStream,
      metric: "PartitionCountExceeded",
      statistic: "Maximum",
      threshold: 0,
      periods: 1,
      of: 1,
    },
    {
      id: "error-output",
      description: `Something was written to ${errorsFilter.prefix}. Fetch it and run npx tracklake redrive.`,
      namespace: "AWS/S3",
      metric: "PutRequests",
      dimensions: { BucketName: bucket, FilterId: errorsFilter.id },
      statistic: "Sum",
      comparison: "GreaterThanThreshold",
      threshold: 0,
      periods: 1,
      of: 1,
    },
    {
      id: "dead-letters",
      description: "A tracker refused events. Look at what it logged, mend the caller, run npx tracklake redrive.",
      metric: DEAD_LETTERS_METRIC,
      dimensions: {},
      statistic: "Sum",
      comparison: "GreaterThanThreshold",
      threshold: 0,
      periods: 1,
      of: 1,
    },
  ];
}
