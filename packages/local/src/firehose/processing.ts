// ProcessingConfiguration: which processors a stream has, refused where the service or this endpoint cannot run them.
// Guide: "Enable dynamic partitioning"; a delimiter is base64 in the API, and `\n` written out means a newline.
import { asStructure, flag, list, type Members, requiredText, structure } from "../stack/members.js";
import { ServiceFault } from "../stack/service-fault.js";
import type { DeAggregation } from "./de-aggregate.js";
import { type MetadataQuery, metadataQuery } from "./metadata-query.js";

/** The processors of a stream. */
export interface Processing {
  readonly metadata?: MetadataQuery;
  readonly deAggregation?: DeAggregation;
  /** Written after each event. */
  readonly delimiter?: Buffer;
}

/** Reads the processors of an S3 destination. */
export function readProcessing(destination: Members): Processing {
  const configuration = structure(destination, "ProcessingConfiguration");
  if (!configuration || flag(configuration, "Enabled") === false) return {};
  const processors = (list(configuration, "Processors") ?? []).map((one, index) =>
    asStructure(one, `Processors.${index + 1}`),
  );
  let processing: Processing = {};
  for (const processor of processors) {
    const parameters = readParameters(processor);
    processing = { ...processing, ...readProcessor(requiredText(processor, "Type"), parameters) };
  }
  return processing;
}

function readProcessor(type: string, parameters: ReadonlyMap<string, string>): Processing {
  switch (type) {
    case "MetadataExtraction": {
      const engine = parameters.get("JsonParsingEngine");
      if (engine !== "JQ-1.6") throw invalid("MetadataExtraction needs the parameter JsonParsingEngine JQ-1.6");
      const query = metadataQuery(parameters.get("MetadataExtractionQuery") ?? "");
      if (typeof query !== "function") throw invalid(`MetadataExtractionQuery: ${query.refused}`);
      return { metadata: query };
    }
    case "RecordDeAggregation": {
      const kind = parameters.get("SubRecordType");
      if (kind === "JSON") return { deAggregation: { type: "JSON" } };
      const delimiter = delimiterOf(parameters.get("Delimiter") ?? "");
      if (kind !== "DELIMITED" || delimiter.length === 0)
        throw invalid("RecordDeAggregation needs SubRecordType JSON, or DELIMITED with a Delimiter");
      return { deAggregation: { type: "DELIMITED", delimiter } };
    }
    case "AppendDelimiterToRecord":
      return { delimiter: delimiterOf(parameters.get("Delimiter") ?? "\\n") };
    default:
      throw invalid(
        `The local endpoint does not run the processor ${type}; ` +
          "it has MetadataExtraction, RecordDeAggregation and AppendDelimiterToRecord",
      );
  }
}

function readParameters(processor: Members): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const one of list(processor, "Parameters") ?? []) {
    const parameter = asStructure(one, "Parameters");
    parameters.set(requiredText(parameter, "ParameterName"), requiredText(parameter, "ParameterValue"));
  }
  return parameters;
}

function delimiterOf(value: string): Buffer {
  const base64 = value.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(value);
  const text = base64 ? Buffer.from(value, "base64").toString("latin1") : Buffer.from(value).toString("latin1");
  const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", "\\": "\\" };
  const plain = text.replace(/\\([nrt\\])/g, (_, letter: string) => escapes[letter] ?? letter);
  return Buffer.from(plain, "latin1");
}

function invalid(message: string): ServiceFault {
  return new ServiceFault("InvalidArgumentException", message);
}
