// What a lake needs on AWS, as data: CloudFormation and Terraform are two renderings of it.
import { type Lake, RESULTS_FOLDER, STREAM_BUFFER_SECONDS } from "@tracklake/envelope";
import type { EventRevision, RegisteredEvent } from "@tracklake/registry";
import { type DatabaseModel, lakeDatabases } from "../glue/state.js";
import type { Delivery } from "../model/layout-problems.js";
import { checkLake } from "../model/table-models.js";
import { type AccessPurpose, accessFor, logGroup, type Statement } from "./access.js";
import { deliveredStream, type StreamDestination } from "./delivered-stream.js";
import { type LifecycleRule, lifecycleRules } from "./lifecycle.js";

/** What the two renderers are given. */
export interface InfraModel {
  readonly lake: Lake;
  readonly stream: string;
  readonly destination: StreamDestination;
  readonly lifecycle: readonly LifecycleRule[];
  readonly databases: readonly DatabaseModel[];
  readonly logGroup: string;
  readonly workgroup: { readonly name: string; readonly output: string };
  /** The permissions of each role; `fallback` is given only where it is asked for. */
  readonly access: Readonly<
    Record<"producer" | "fallback" | "firehose" | "deploy" | "curate" | "reader", readonly Statement[]>
  >;
}

/** What a person may set when it is deployed. None is a secret. */
export interface InfraParameter {
  /** In words with capitals, `AlarmTopicArn`; Terraform's are the same in lower_snake. */
  readonly name: string;
  readonly type: "text" | "number" | "boolean";
  readonly description: string;
  readonly default: string | number | boolean;
  readonly least?: number;
  readonly most?: number;
}

/** Commands that a deploy runs. */
const deployed: readonly AccessPurpose[] = [
  "plan",
  "apply",
  "athena-views",
  "prune-versions",
  "drift",
  "adopt",
  "doctor",
];

/** The least that Athena takes as a limit. API: BytesScannedCutoffPerQuery min 10,000,000. */
const LEAST_SCAN = 10_000_000;

/** The parameters, in the order in which they are asked for. */
export const infraParameters = [
  {
    name: "ProducerService",
    type: "text",
    description: "The AWS service whose tasks track events and take the producer's role.",
    default: "ecs-tasks.amazonaws.com",
  },
  {
    name: "AllowFallback",
    type: "boolean",
    description: "Whether producers may write to the bucket themselves: for trackers with fallback s3Sink.",
    default: false,
  },
  {
    name: "DeployPrincipalArn",
    type: "text",
    description: "ARN of who takes the deploy role; without one only its policy is made, to attach to your own role.",
    default: "",
  },
  {
    name: "CuratePrincipalArn",
    type: "text",
    description: "ARN of who takes the role of a scheduled tracklake curate; without one only its policy is made.",
    default: "",
  },
  {
    name: "ReaderPrincipalArn",
    type: "text",
    description: "ARN of who takes the reader role; without one only its policy is made.",
    default: "",
  },
  {
    name: "AlarmTopicArn",
    type: "text",
    description: "ARN of the SNS topic that alarms are told to; without one they only change colour.",
    default: "",
  },
  {
    name: "MetricsNamespace",
    type: "text",
    description: "The CloudWatch namespace that the metrics of trackers arrive in, for the alarm on dead letters.",
    default: "Tracklake",
  },
  {
    name: "ScanLimitBytes",
    type: "number",
    description: "Bytes that one query may scan before Athena stops it.",
    default: 100 * 2 ** 30,
    least: LEAST_SCAN,
  },
  {
    name: "LogRetentionDays",
    type: "number",
    description: "Days that the stream's own log is kept.",
    default: 30,
  },
  {
    name: "BufferSeconds",
    type: "number",
    description:
      "Seconds after which Firehose writes what it holds: less is sooner in queries, and more objects to pay for.",
    default: STREAM_BUFFER_SECONDS,
    least: 60,
    most: 900,
  },
] as const satisfies readonly InfraParameter[];

/** What the renderers call a parameter. */
export type InfraParameterName = (typeof infraParameters)[number]["name"];

/**
 * What a lake needs on AWS.
 *
 * @param revisions - Every published revision: their retention becomes lifecycle rules.
 * @param stream - The delivery stream's name.
 * @param delivery - How the stream writes. @default the product's own stream
 * @throws TablesError `bad-lake`, `over-limit`; `bad-layout` when the stream cannot be made so.
 * @example
 * const lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };
 * infraModel([], lake, "acme-events").lifecycle.length; // 2
 */
export function infraModel(
  revisions: readonly (EventRevision | RegisteredEvent)[],
  lake: Lake,
  stream: string,
  delivery?: Delivery,
): InfraModel {
  checkLake(lake);
  const access = (...names: AccessPurpose[]) => accessFor(names, { lake, stream });
  return {
    lake,
    stream,
    destination: deliveredStream(delivery),
    lifecycle: lifecycleRules(revisions),
    databases: lakeDatabases(lake),
    logGroup: logGroup(stream),
    workgroup: { name: lake.name, output: `s3://${lake.bucket}/${RESULTS_FOLDER}/` },
    access: {
      producer: access("producer"),
      fallback: access("fallback"),
      firehose: access("firehose"),
      deploy: access(...deployed),
      curate: access("curate"),
      reader: access("reader"),
    },
  };
}
