// The delivery stream with its log.
import type { InfraModel } from "../infra-model.js";
import { attribute, parameter, ref } from "./functions.js";
import { kept, type Resource } from "./resource.js";

/** The stream and where it says what went wrong. */
export function streamResources({ stream, destination, logGroup }: InfraModel): Resource[] {
  return [
    {
      id: "DeliveryLog",
      comment: "What Firehose says when it cannot deliver.",
      body: {
        Type: "AWS::Logs::LogGroup",
        ...kept,
        Properties: { LogGroupName: logGroup, RetentionInDays: parameter("LogRetentionDays") },
      },
    },
    {
      id: "DeliveryLogStream",
      comment: "Its one stream of lines.",
      body: {
        Type: "AWS::Logs::LogStream",
        ...kept,
        Properties: { LogGroupName: ref("DeliveryLog"), LogStreamName: "S3Delivery" },
      },
    },
    {
      id: "DeliveryStream",
      comment:
        "All events: each line goes into the folder of its event, its major and its day, so a new event needs none of this.",
      body: {
        Type: "AWS::KinesisFirehose::DeliveryStream",
        ...kept,
        Properties: {
          DeliveryStreamName: stream,
          DeliveryStreamType: "DirectPut",
          DeliveryStreamEncryptionConfigurationInput: { KeyType: "AWS_OWNED_CMK" },
          ExtendedS3DestinationConfiguration: {
            RoleARN: attribute("FirehoseRole", "Arn"),
            BucketARN: attribute("LakeBucket", "Arn"),
            ...destination,
            BufferingHints: { ...destination.BufferingHints, IntervalInSeconds: parameter("BufferSeconds") },
            CloudWatchLoggingOptions: {
              Enabled: true,
              LogGroupName: ref("DeliveryLog"),
              LogStreamName: ref("DeliveryLogStream"),
            },
          },
        },
      },
    },
  ];
}
