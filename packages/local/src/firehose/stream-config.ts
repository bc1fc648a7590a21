// What CreateDeliveryStream asks for, checked as the service checks it; only S3 destinations by Direct PUT.
// What the endpoint cannot do (Lambda, Parquet conversion, other destinations) is refused with a sentence, never ignored.
import { firehoseLimits, isTimeZone } from "@tracklake/envelope";
import { flag, integer, type Members, member, requiredText, structure, text } from "../stack/members.js";
import { ServiceFault } from "../stack/service-fault.js";
import * as model from "./model-limits.js";
import { PROCESSING_FAILED, refusedPlace } from "./place.js";
import { type Prefix, parsePrefix } from "./prefix.js";
import { type Processing, readProcessing } from "./processing.js";

/** A stream as it delivers. */
export interface StreamConfig {
  readonly name: string;
  readonly prefix: Prefix;
  readonly errorPrefix: Prefix;
  readonly gzip: boolean;
  /** What each object's name ends in. */
  readonly extension: string;
  readonly sizeMiB: number;
  readonly seconds: number;
  readonly dynamic: boolean;
  readonly processing: Processing;
  /** The destination as it was asked for: what DescribeDeliveryStream shows. */
  readonly destination: Members;
}

/** Appended where a prefix has no expression. Guide: "Custom prefixes". */
const ARRIVAL_HOURS = "!{timestamp:yyyy/MM/dd/HH/}";

/** Reads a CreateDeliveryStream request. */
export function streamConfig(input: Members): StreamConfig {
  const name = requiredText(input, "DeliveryStreamName", model.streamName, "deliveryStreamName");
  const type = text(input, "DeliveryStreamType") ?? "DirectPut";
  if (type !== "DirectPut") throw invalid(`The local endpoint takes DirectPut streams only, not ${type}`);
  const destination =
    structure(input, "ExtendedS3DestinationConfiguration") ?? structure(input, "S3DestinationConfiguration");
  if (!destination) throw invalid("Exactly one destination is needed; the local endpoint delivers to S3 alone");
  requiredText(destination, "RoleARN", model.roleArn);
  requiredText(destination, "BucketARN", model.bucketArn);
  const conversion = structure(destination, "DataFormatConversionConfiguration");
  if (conversion && flag(conversion, "Enabled") !== false)
    throw invalid("The local endpoint does not convert formats: leave DataFormatConversionConfiguration out");

  const partitioning = structure(destination, "DynamicPartitioningConfiguration");
  const dynamic = (partitioning && flag(partitioning, "Enabled")) ?? false;
  const processing = readProcessing(destination);
  const gzip = readCompression(destination);
  const prefixes = readPrefixes(destination, dynamic, processing);
  const extension = text(destination, "FileExtension", model.fileExtension) || (gzip ? ".gz" : "");
  const values = { arrival: Date.now(), errorOutputType: PROCESSING_FAILED };
  for (const fixed of dynamic ? [prefixes.errorPrefix] : [prefixes.prefix, prefixes.errorPrefix]) {
    const refused = refusedPlace({ name, extension }, fixed.evaluate(values));
    if (refused) throw invalid(`${fixed.source}: ${refused}`);
  }
  return {
    name,
    ...prefixes,
    ...readBuffering(destination, dynamic),
    gzip,
    extension,
    dynamic,
    processing,
    destination,
  };
}

function readCompression(destination: Members): boolean {
  const format = text(destination, "CompressionFormat") ?? "UNCOMPRESSED";
  if (format !== "GZIP" && format !== "UNCOMPRESSED")
    throw invalid(`The local endpoint writes GZIP or UNCOMPRESSED, not ${format}`);
  return format === "GZIP";
}

function readBuffering(destination: Members, dynamic: boolean): { sizeMiB: number; seconds: number } {
  const hints = structure(destination, "BufferingHints") ?? {};
  const least = dynamic ? firehoseLimits.dynamicPartitioningBufferMiB : model.buffering.minMiB;
  const { bufferMiB, bufferSeconds } = firehoseLimits;
  const asked = integer(hints, "SizeInMBs", model.buffering.minMiB, bufferMiB, "bufferingHints.sizeInMBs");
  const seconds = integer(
    hints,
    "IntervalInSeconds",
    model.buffering.minSeconds,
    bufferSeconds,
    "bufferingHints.intervalInSeconds",
  );
  const sizeMiB = asked ?? (dynamic ? least : model.buffering.defaultMiB);
  if (sizeMiB < least)
    throw invalid(`BufferingHints.SizeInMBs must be at least ${least} when dynamic partitioning is enabled`);
  return { sizeMiB, seconds: seconds ?? model.buffering.defaultSeconds };
}

function readPrefixes(destination: Members, dynamic: boolean, { metadata }: Processing) {
  const zone = text(destination, "CustomTimeZone", model.customTimeZone) || "UTC";
  if (!isTimeZone(zone)) throw invalid(`CustomTimeZone: ${zone} is no time zone`);
  const read = (name: "Prefix" | "ErrorOutputPrefix"): Prefix => {
    const source = text(destination, name, model.prefixText) ?? "";
    const prefix = parsePrefix(source, zone);
    if ("refused" in prefix) throw invalid(`${name}: ${prefix.refused}`);
    return prefix;
  };
  const again = (source: string): Prefix => parsePrefix(source, zone) as Prefix;
  const prefix = read("Prefix");
  const errorPrefix = read("ErrorOutputPrefix");

  if (prefix.uses.has("firehose:error-output-type"))
    throw invalid("Prefix cannot contain !{firehose:error-output-type}");
  if (prefix.uses.size > 0 && member(destination, "ErrorOutputPrefix") === undefined)
    throw invalid("ErrorOutputPrefix cannot be null or empty when Prefix contains expressions");
  if ((prefix.uses.size > 0 || errorPrefix.uses.size > 0) && !errorPrefix.uses.has("firehose:error-output-type"))
    throw invalid("ErrorOutputPrefix must contain !{firehose:error-output-type}");
  if (errorPrefix.partitionKeys.size > 0)
    throw invalid("ErrorOutputPrefix cannot contain the namespace partitionKeyFromQuery");
  for (const key of prefix.partitionKeys)
    if (!metadata?.keys.includes(key)) throw invalid(`Prefix uses the partition key ${key}, which no query extracts`);
  if (prefix.partitionKeys.size > 0 && !dynamic)
    throw invalid("Prefix uses partition keys, but dynamic partitioning is not enabled");
  if (dynamic && prefix.partitionKeys.size === 0)
    throw invalid("Dynamic partitioning is enabled, but Prefix uses no partition key");
  return {
    prefix: prefix.uses.size > 0 ? prefix : again(prefix.source + ARRIVAL_HOURS),
    errorPrefix:
      errorPrefix.uses.size > 0
        ? errorPrefix
        : again(`${errorPrefix.source}!{firehose:error-output-type}/${ARRIVAL_HOURS}`),
  };
}

function invalid(message: string): ServiceFault {
  return new ServiceFault("InvalidArgumentException", message);
}
