// The bucket: private, encrypted, with old versions kept for a while, and deleting what definitions say.

import { errorsFilter } from "../alarms.js";
import { bucketArn } from "../arns.js";
import type { InfraModel } from "../infra-model.js";
import { BROKEN_UPLOAD_DAYS, type LifecycleRule } from "../lifecycle.js";
import { arn, kept, policy, resource } from "./functions.js";
import { type Block, expression } from "./hcl.js";

const bucket = expression("aws_s3_bucket.lake.id");

/** The bucket and what is set on it. */
export function bucketBlocks({ lake, lifecycle }: InfraModel): Block[] {
  return [
    resource(
      "aws_s3_bucket",
      "lake",
      "The lake: delivered lines, curated files, Firehose's error output, results of queries.",
      { attributes: { bucket: lake.bucket }, blocks: [kept] },
    ),
    resource("aws_s3_bucket_public_access_block", "lake", undefined, {
      attributes: {
        bucket,
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      },
    }),
    resource("aws_s3_bucket_ownership_controls", "lake", undefined, {
      attributes: { bucket },
      blocks: [{ type: "rule", attributes: { object_ownership: "BucketOwnerEnforced" } }],
    }),
    resource("aws_s3_bucket_server_side_encryption_configuration", "lake", undefined, {
      attributes: { bucket },
      blocks: [
        {
          type: "rule",
          blocks: [{ type: "apply_server_side_encryption_by_default", attributes: { sse_algorithm: "AES256" } }],
        },
      ],
    }),
    resource("aws_s3_bucket_versioning", "lake", undefined, {
      attributes: { bucket },
      blocks: [{ type: "versioning_configuration", attributes: { status: "Enabled" } }],
    }),
    resource("aws_s3_bucket_lifecycle_configuration", "lake", "What goes when; retention is what events say.", {
      attributes: { bucket, depends_on: [expression("aws_s3_bucket_versioning.lake")] },
      blocks: lifecycle.map(rule),
    }),
    resource("aws_s3_bucket_metric", "errors", "Counts what is written to the error output.", {
      attributes: { bucket, name: errorsFilter.id },
      blocks: [{ type: "filter", attributes: { prefix: errorsFilter.prefix } }],
    }),
    resource("aws_s3_bucket_policy", "lake", "Nothing over plain HTTP.", {
      attributes: {
        bucket,
        policy: policy([
          {
            Sid: "OnlyTls",
            Effect: "Deny",
            Principal: "*",
            Action: "s3:*",
            Resource: [arn(bucketArn(lake)), arn(`${bucketArn(lake)}/*`)],
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ]),
      },
    }),
  ];
}

function rule({ id, prefix, days, oldVersionDays }: LifecycleRule): Block {
  const whole = prefix === "";
  // What is left of a deleted object once its versions are gone.
  const marker = { type: "expiration", attributes: { expired_object_delete_marker: true } };
  const broken = {
    type: "abort_incomplete_multipart_upload",
    attributes: { days_after_initiation: BROKEN_UPLOAD_DAYS },
  };
  return {
    type: "rule",
    attributes: { id, status: "Enabled" },
    blocks: [
      whole ? { type: "filter" } : { type: "filter", attributes: { prefix } },
      ...(days === undefined ? [] : [{ type: "expiration", attributes: { days } }]),
      ...(whole ? [marker, broken] : []),
      { type: "noncurrent_version_expiration", attributes: { noncurrent_days: oldVersionDays } },
    ],
  };
}
