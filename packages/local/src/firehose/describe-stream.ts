// What DescribeDeliveryStream shows of a stream: the real form, with the hints that it was created with.
import type { Members } from "../stack/members.js";
import type { DeliveryStream } from "./delivery-stream.js";

/** The ARN of a stream of the local account. */
export function streamArn(name: string): string {
  return `arn:aws:firehose:us-east-1:000000000000:deliverystream/${name}`;
}

/** A DeliveryStreamDescription. */
export function describeStream({ config, created }: DeliveryStream): Members {
  return {
    DeliveryStreamName: config.name,
    DeliveryStreamARN: streamArn(config.name),
    DeliveryStreamStatus: "ACTIVE",
    DeliveryStreamType: "DirectPut",
    VersionId: "1",
    CreateTimestamp: created / 1000,
    HasMoreDestinations: false,
    Destinations: [
      {
        DestinationId: "destinationId-000000000001",
        ExtendedS3DestinationDescription: {
          EncryptionConfiguration: { NoEncryptionConfig: "NoEncryption" },
          S3BackupMode: "Disabled",
          ...config.destination,
          BufferingHints: { SizeInMBs: config.sizeMiB, IntervalInSeconds: config.seconds },
          CompressionFormat: config.gzip ? "GZIP" : "UNCOMPRESSED",
        },
      },
    ],
  };
}
