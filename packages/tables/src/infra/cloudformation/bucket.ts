// The bucket: private, encrypted, with old versions kept for a while, and deleting what definitions say.
import { errorsFilter } from "../alarms.js";
import { bucketArn } from "../arns.js";
import type { InfraModel } from "../infra-model.js";
import { BROKEN_UPLOAD_DAYS, type LifecycleRule } from "../lifecycle.js";
import { arn, policy, ref } from "./functions.js";
import { kept, type Resource } from "./resource.js";
import type { Yaml } from "./yaml.js";

/** The bucket and its policy. */
export function bucketResources({ lake, lifecycle }: InfraModel): Resource[] {
  return [
    {
      id: "LakeBucket",
      comment: "The lake: delivered lines, curated files, Firehose's error output, results of queries.",
      body: {
        Type: "AWS::S3::Bucket",
        ...kept,
        Properties: {
          BucketName: lake.bucket,
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            BlockPublicPolicy: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          },
          OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
          BucketEncryption: {
            ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
          },
          VersioningConfiguration: { Status: "Enabled" },
          LifecycleConfiguration: { Rules: lifecycle.map(rule) },
          MetricsConfigurations: [{ Id: errorsFilter.id, Prefix: errorsFilter.prefix }],
        },
      },
    },
    {
      id: "LakeBucketPolicy",
      comment: "Nothing over plain HTTP.",
      body: {
        Type: "AWS::S3::BucketPolicy",
        ...kept,
        Properties: {
          Bucket: ref("LakeBucket"),
          PolicyDocument: policy([
            {
              Sid: "OnlyTls",
              Effect: "Deny",
              Principal: "*",
              Action: "s3:*",
              Resource: [arn(bucketArn(lake)), arn(`${bucketArn(lake)}/*`)],
              Condition: { Bool: { "aws:SecureTransport": false } },
            },
          ]),
        },
      },
    },
  ];
}

function rule({ id, prefix, days, oldVersionDays }: LifecycleRule): Yaml {
  return {
    Id: id,
    Status: "Enabled",
    ...(prefix === "" ? {} : { Prefix: prefix }),
    ...(days === undefined ? {} : { ExpirationInDays: days }),
    NoncurrentVersionExpiration: { NoncurrentDays: oldVersionDays },
    ...(prefix === ""
      ? {
          // What is left of a deleted object once its versions are gone.
          ExpiredObjectDeleteMarker: true,
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: BROKEN_UPLOAD_DAYS },
        }
      : {}),
  };
}
