// What a stream does otherwise than the configuration has it: each setting by which a line would not be found, or not read.
// Source: Amazon Data Firehose Developer Guide, "Dynamic partitioning", "Custom prefixes"; API: DescribeDeliveryStream.
import { streamDestination, streamPrefix } from "@tracklake/envelope";
import { type Delivery, wantedQueries } from "@tracklake/tables";
import { queryEntries } from "./jq-entries.js";

/** What a stream says of its destination in S3. */
export interface StreamSettings {
  readonly BucketARN?: string | undefined;
  readonly Prefix?: string | undefined;
  readonly ErrorOutputPrefix?: string | undefined;
  readonly CompressionFormat?: string | undefined;
  readonly CustomTimeZone?: string | undefined;
  readonly FileExtension?: string | undefined;
  readonly DynamicPartitioningConfiguration?: { readonly Enabled?: boolean | undefined } | undefined;
  readonly DataFormatConversionConfiguration?: { readonly Enabled?: boolean | undefined } | undefined;
  readonly ProcessingConfiguration?:
    | { readonly Enabled?: boolean | undefined; readonly Processors?: readonly Processor[] | undefined }
    | undefined;
}

interface Processor {
  readonly Type?: string | undefined;
  readonly Parameters?:
    | readonly { readonly ParameterName?: string | undefined; readonly ParameterValue?: string | undefined }[]
    | undefined;
}

/** What is so, in words; `warning` where it may mean the same. */
export interface StreamDifference {
  readonly level: "error" | "warning";
  readonly message: string;
}

const usual: Delivery = { prefix: streamPrefix };

/** Each difference. @param delivery - How the configuration has lines delivered. */
export function streamDifferences(is: StreamSettings, bucket: string, delivery = usual): StreamDifference[] {
  const { prefix, timeZone = "UTC" } = delivery;
  const texts: [string, string | undefined, string][] = [
    ["bucket", is.BucketARN?.split(":").at(-1), bucket],
    ["prefix", is.Prefix, prefix],
    ["error prefix", is.ErrorOutputPrefix, streamDestination.ErrorOutputPrefix],
    ...(prefix.includes("!{timestamp:")
      ? [["zone of times in the prefix", is.CustomTimeZone ?? "UTC", timeZone] as [string, string, string]]
      : []),
  ];
  return [
    ...texts.flatMap(([name, has, wants]) =>
      has === wants ? [] : [error(`its ${name} is ${has ?? "not set"}, not ${wants}`)],
    ),
    // It is said at creation and never changes. Guide, "Dynamic partitioning".
    ...(is.DynamicPartitioningConfiguration?.Enabled
      ? []
      : [error("it does not partition dynamically; that takes a new stream")]),
    ...fileDifferences(is),
    ...processorDifferences(is, delivery),
  ];
}

/** Delivered lines are JSON in `.gz`: Athena tells by the end of a name how a file is compressed. */
function fileDifferences(is: StreamSettings): StreamDifference[] {
  const { CompressionFormat: format = "UNCOMPRESSED", FileExtension: extension = "" } = is;
  if (is.DataFormatConversionConfiguration?.Enabled) {
    return [error("it converts lines to another format, and the tables read JSON")];
  }
  if (format === "UNCOMPRESSED") {
    const message = "it does not compress: its files take several times the place, and queries cost as much more";
    return extension.endsWith(".gz")
      ? [error(`it does not compress and names files ${extension}`)]
      : [warning(message)];
  }
  if (format !== "GZIP") return [error(`it compresses by ${format}, not GZIP`)];
  const readable = extension === "" || extension.endsWith(".gz");
  return readable
    ? []
    : [error(`it names its files ${extension}, and what is compressed by GZIP is read as .gz alone`)];
}

function processorDifferences(is: StreamSettings, delivery: Delivery): StreamDifference[] {
  const { Enabled = false, Processors = [] } = is.ProcessingConfiguration ?? {};
  const has = new Map((Enabled ? Processors : []).map((one) => [one.Type ?? "", parameters(one)]));
  const wanted = streamDestination.ProcessingConfiguration.Processors.map(({ Type }) => Type);
  const lacking = wanted.filter((type) => !has.has(type));
  return [
    ...(lacking.length > 0 ? [error(`it does not process ${lacking.join(", ")}`)] : []),
    ...cutDifferences(has.get("RecordDeAggregation")),
    ...endDifferences(has.get("AppendDelimiterToRecord")),
    ...queryDifferences(has.get("MetadataExtraction"), delivery),
  ];
}

type Parameters = Readonly<Record<string, string>>;

/** Lines are cut at newlines, or, which is the same of lines of JSON, at the end of each object. */
function cutDifferences(has: Parameters | undefined): StreamDifference[] {
  if (has === undefined || has.SubRecordType === "JSON") return [];
  const { SubRecordType: type = "not set", Delimiter: delimiter = "not set" } = has;
  if (type !== "DELIMITED") return [error(`it cuts records by ${type}, not DELIMITED`)];
  const text = Buffer.from(delimiter, "base64").toString();
  return text === "\n"
    ? []
    : [error(`it cuts records at ${JSON.stringify(text)} (${delimiter}), not at newlines (Cg==)`)];
}

function endDifferences(has: Parameters | undefined): StreamDifference[] {
  if (has === undefined) return [];
  const { Delimiter: delimiter = "not set" } = has;
  if (delimiter === "\\n" || delimiter === "\n") return [];
  return [error(`it ends lines by ${JSON.stringify(delimiter)}, not \\n: the lines of a file cannot be told apart`)];
}

function queryDifferences(has: Parameters | undefined, delivery: Delivery): StreamDifference[] {
  if (has === undefined) return [];
  const { MetadataExtractionQuery: query = "" } = has;
  const entries = queryEntries(query);
  if (!entries) return [warning(`its JQ query is not read here: ${query}. See that it gives ${names(delivery)}`)];
  return [...wantedQueries(delivery)].flatMap(([key, wants]) => {
    const given = entries.get(key);
    if (given === undefined) return [error(`its JQ query does not give ${key}, which the prefix takes`)];
    if (wants === undefined || bare(given) === bare(wants)) return [];
    return [warning(`its JQ query gives ${key} by ${given}, where ${wants} is expected: see that both say the same`)];
  });
}

function names(delivery: Delivery): string {
  return [...wantedQueries(delivery).keys()].join(", ");
}

function parameters({ Parameters = [] }: Processor): Parameters {
  return Object.fromEntries(
    Parameters.map(({ ParameterName = "", ParameterValue = "" }) => [ParameterName, ParameterValue]),
  );
}

/** Without white space and the parentheses around it. */
function bare(expression: string): string {
  const text = expression.replace(/\s+/g, "");
  return text.startsWith("(") && text.endsWith(")") ? text.slice(1, -1) : text;
}

function error(message: string): StreamDifference {
  return { level: "error", message };
}

function warning(message: string): StreamDifference {
  return { level: "warning", message };
}
