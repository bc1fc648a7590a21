// The delivery stream: that it is there and delivers to where the tables look, cut as the SDK packs.
import { DescribeDeliveryStreamCommand, type FirehoseClient } from "@aws-sdk/client-firehose";
import type { Delivery } from "@tracklake/tables";
import type { Check } from "../doctor/check.js";
import { awsProblem } from "./aws-problem.js";
import { streamDifferences } from "./stream-differences.js";

/** What is expected of the stream. */
export interface StreamWanted {
  readonly stream: string;
  readonly bucket: string;
  /** How the configuration has lines delivered. */
  readonly delivery?: Delivery | undefined;
  readonly caller: string;
}

const deploy = "npx tracklake infra cloudformation (or terraform), and deploy it";

/** Looks at it. */
export async function checkStream(firehose: FirehoseClient, wanted: StreamWanted): Promise<Check[]> {
  const { stream, bucket, delivery, caller } = wanted;
  try {
    const answer = await firehose.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName: stream }));
    const { DeliveryStreamStatus: status, Destinations: [first] = [] } = answer.DeliveryStreamDescription ?? {};
    if (status !== "ACTIVE") {
      const message = `the stream ${stream} is ${status}: nothing is delivered yet.`;
      return [
        { id: "stream", level: "warning", message, fix: "Wait until it is ACTIVE, then run doctor --aws again." },
      ];
    }
    const wrong = streamDifferences(first?.ExtendedS3DestinationDescription ?? {}, bucket, delivery);
    if (wrong.length > 0) {
      return wrong.map(({ level, message }) => ({
        id: "stream-settings",
        level,
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
