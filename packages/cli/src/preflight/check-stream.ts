// The delivery stream: that it is there and delivers to where the tables look, cut as the SDK packs.
import { DescribeDeliveryStreamCommand, type FirehoseClient } from "@aws-sdk/client-firehose";
import { streamDestination } from "@tracklake/envelope";
import type { Check } from "../doctor/check.js";
import { awsProblem } from "./aws-problem.js";

/** What is expected of the stream. */
export interface StreamWanted {
  readonly stream: string;
  readonly bucket: string;
  readonly caller: string;
}

const deploy = "npx tracklake infra cloudformation (or terraform), and deploy it";

/** Looks at it. */
export async function checkStream(firehose: FirehoseClient, wanted: StreamWanted): Promise<Check[]> {
  const { stream, bucket, caller } = wanted;
  try {
    const answer = await firehose.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName: stream }));
    const { DeliveryStreamStatus: status, Destinations: [first] = [] } = answer.DeliveryStreamDescription ?? {};
    if (status !== "ACTIVE") {
      const message = `the stream ${stream} is ${status}: nothing is delivered yet.`;
      return [
        { id: "stream", level: "warning", message, fix: "Wait until it is ACTIVE, then run doctor --aws again." },
      ];
    }
    const wrong = differences((first?.ExtendedS3DestinationDescription ?? {}) as Destination, bucket);
    if (wrong.length > 0) {
      return wrong.map((message) => ({
        id: "stream-settings",
        level: "error",
        message: `${stream}: ${message}.`,
        fix: deploy,
      }));
    }
    return [{ id: "stream", level: "ok", message: `the stream ${stream} delivers to where the tables look.` }];
  } catch (error) {
    const { kind, message, fix } = awsProblem(error, { action: "firehose:DescribeDeliveryStream", caller });
    const missing = kind === "missing";
    const text = missing ? `there is no stream ${stream} here.` : `the stream ${stream} cannot be seen: ${message}.`;
    return [{ id: "stream", level: missing ? "error" : "warning", message: text, fix: missing ? deploy : fix }];
  }
}

interface Destination {
  readonly BucketARN?: string;
  readonly Prefix?: string;
  readonly ErrorOutputPrefix?: string;
  readonly DynamicPartitioningConfiguration?: { readonly Enabled?: boolean };
  readonly ProcessingConfiguration?: { readonly Processors?: readonly { readonly Type?: string }[] };
}

/** In words, each setting that is not as the product makes it. */
function differences(is: Destination, bucket: string): string[] {
  const { Prefix, ErrorOutputPrefix, ProcessingConfiguration } = streamDestination;
  const texts: [string, string | undefined, string][] = [
    ["bucket", is.BucketARN?.split(":").at(-1), bucket],
    ["prefix", is.Prefix, Prefix],
    ["error prefix", is.ErrorOutputPrefix, ErrorOutputPrefix],
  ];
  const types = new Set((is.ProcessingConfiguration?.Processors ?? []).map(({ Type }) => Type));
  const lacking = ProcessingConfiguration.Processors.map(({ Type }) => Type).filter((type) => !types.has(type));
  return [
    ...texts.flatMap(([name, has, wants]) =>
      has === wants ? [] : [`its ${name} is ${has ?? "not set"}, not ${wants}`],
    ),
    // It is said at creation and never changes. Guide, "Dynamic partitioning".
    ...(is.DynamicPartitioningConfiguration?.Enabled
      ? []
      : ["it does not partition dynamically; that takes a new stream"]),
    ...(lacking.length > 0 ? [`it does not process ${lacking.join(", ")}`] : []),
  ];
}
