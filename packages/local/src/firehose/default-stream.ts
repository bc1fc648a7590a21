// The stream that every lake starts with: dynamic partitioning by event, major and date, as the product creates it on AWS.
// Its buffering hints are those of a real stream; how soon the local endpoint writes is an option of its own.
import { streamDestination } from "@tracklake/envelope";
import type { Members } from "../stack/members.js";

/** The CreateDeliveryStream request of the stream of all events. */
export function defaultStream(name: string): Members {
  return {
    DeliveryStreamName: name,
    DeliveryStreamType: "DirectPut",
    ExtendedS3DestinationConfiguration: {
      RoleARN: "arn:aws:iam::000000000000:role/tracklake-firehose",
      BucketARN: "arn:aws:s3:::tracklake-local",
      ...streamDestination,
    },
  };
}
