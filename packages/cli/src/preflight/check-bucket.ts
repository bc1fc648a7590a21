// The lake's bucket: that it is there, in this region, closed to the public, deleting what it should, and without errors.
import {
  GetBucketLifecycleConfigurationCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  type S3Client,
} from "@aws-sdk/client-s3";
import { ERRORS_FOLDER } from "@tracklake/envelope";
import type { LifecycleRule } from "@tracklake/tables";
import type { Check } from "../doctor/check.js";
import { type AwsProblem, awsProblem } from "./aws-problem.js";

/** What is expected of the bucket. */
export interface BucketWanted {
  readonly bucket: string;
  readonly region: string;
  /** The lifecycle rules that the schemas ask for; none where the schemas cannot be read. */
  readonly rules: readonly LifecycleRule[];
  readonly caller: string;
}

const deploy = "npx tracklake infra cloudformation (or terraform), and deploy it";

/** Looks at it; what cannot be looked at is said to be so. */
export async function checkBucket(s3: S3Client, wanted: BucketWanted): Promise<Check[]> {
  const Bucket = wanted.bucket;
  const problem = (error: unknown, action: string) => awsProblem(error, { action, caller: wanted.caller });
  let region: string;
  try {
    region = (await s3.send(new HeadBucketCommand({ Bucket }))).BucketRegion ?? wanted.region;
  } catch (error) {
    return [absent(error, problem(error, "s3:ListBucket"), wanted)];
  }
  if (region !== wanted.region) return [elsewhere(wanted, region)];
  const there: Check = { id: "bucket", level: "ok", message: `the bucket ${Bucket} is there, in ${region}.` };
  return [there, await closed(), ...(await lifecycle()), await errors()];

  async function closed(): Promise<Check> {
    const id = "bucket-public";
    const open = `the bucket ${Bucket} does not block public access.`;
    try {
      const { PublicAccessBlockConfiguration: set = {} } = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
      const all = [set.BlockPublicAcls, set.BlockPublicPolicy, set.IgnorePublicAcls, set.RestrictPublicBuckets];
      if (all.every(Boolean)) return { id, level: "ok", message: `the bucket ${Bucket} blocks public access.` };
      return { id, level: "error", message: open, fix: deploy };
    } catch (error) {
      const why = problem(error, "s3:GetBucketPublicAccessBlock");
      if (why.kind === "missing") return { id, level: "error", message: open, fix: deploy };
      return unseen(id, "whether the bucket blocks public access", why);
    }
  }

  async function lifecycle(): Promise<Check[]> {
    const id = "bucket-lifecycle";
    const asked = wanted.rules.filter(({ id: rule }) => rule.startsWith("retention-"));
    if (asked.length === 0) return [];
    try {
      const { Rules = [] } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
      const has = ({ prefix, days }: LifecycleRule) =>
        Rules.some(
          ({ Status, Prefix, Filter, Expiration }) =>
            Status === "Enabled" && (Filter?.Prefix ?? Prefix ?? "") === prefix && Expiration?.Days === days,
        );
      return [judged(asked.filter((rule) => !has(rule)))];
    } catch (error) {
      const why = problem(error, "s3:GetLifecycleConfiguration");
      return [why.kind === "missing" ? judged(asked) : unseen(id, "what the bucket deletes", why)];
    }

    function judged(lacking: readonly LifecycleRule[]): Check {
      if (lacking.length === 0)
        return { id, level: "ok", message: "the bucket deletes what the schemas' retention says." };
      const names = lacking.map(({ prefix, days }) => `${prefix} after ${days} days`).join(", ");
      return { id, level: "warning", message: `the bucket does not delete ${names}, as retention says.`, fix: deploy };
    }
  }

  async function errors(): Promise<Check> {
    const id = "error-output";
    const Prefix = `${ERRORS_FOLDER}/`;
    try {
      const { KeyCount = 0 } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix, MaxKeys: 1 }));
      if (KeyCount === 0) return { id, level: "ok", message: "Firehose's error output is empty." };
      const message = `Firehose's error output holds something: s3://${Bucket}/${Prefix}.`;
      const fix = `aws s3 sync s3://${Bucket}/${ERRORS_FOLDER} errors && npx tracklake redrive --errors errors`;
      return { id, level: "warning", message, fix };
    } catch (error) {
      return unseen(id, "whether Firehose's error output is empty", problem(error, "s3:ListBucket"));
    }
  }
}

/** What could not be looked at, and the permission that it takes. */
export function unseen(id: string, what: string, { message, fix }: AwsProblem): Check {
  return { id, level: "warning", message: `it could not be seen ${what}: ${message}.`, fix };
}

function absent(error: unknown, { kind, message, fix }: AwsProblem, wanted: BucketWanted): Check {
  const { $response, $metadata } = error as {
    $response?: { readonly headers?: Readonly<Record<string, string>> };
    $metadata?: { readonly httpStatusCode?: number };
  };
  const region = $response?.headers?.["x-amz-bucket-region"];
  if (region !== undefined && region !== wanted.region) return elsewhere(wanted, region);
  const id = "bucket";
  if (kind === "missing") {
    return { id, level: "error", message: `there is no bucket ${wanted.bucket}.`, fix: deploy };
  }
  // HeadBucket has no body: of a bucket of another account, too, there is only this status.
  const more =
    $metadata?.httpStatusCode === 403 ? " It may be another account's: names of buckets are the whole world's." : "";
  return { id, level: "error", message: `the bucket ${wanted.bucket} cannot be reached: ${message}.${more}`, fix };
}

function elsewhere({ bucket, region: here }: BucketWanted, region: string): Check {
  const message = `the bucket ${bucket} lies in ${region}, and you look from ${here}.`;
  return {
    id: "bucket-region",
    level: "error",
    message,
    fix: `export AWS_REGION=${region}, or give --region ${region}`,
  };
}
