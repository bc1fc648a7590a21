// The destination of the stream as the configuration has it delivered: what infra makes and what doctor compares with.
// Source: Amazon Data Firehose Developer Guide, "Create partitioning keys" and "Custom prefixes".
import { partitioningQuery, type StreamProcessor, streamDestination } from "@tracklake/envelope";
import { TablesError } from "../errors.js";
import type { Delivery } from "../model/layout-problems.js";

/** `ExtendedS3DestinationConfiguration` without `RoleARN`, `BucketARN` and logging. */
export type StreamDestination = Omit<typeof streamDestination, "Prefix" | "ProcessingConfiguration"> & {
  readonly Prefix: string;
  /** Left out for UTC. */
  readonly CustomTimeZone?: string;
  readonly ProcessingConfiguration: { readonly Enabled: true; readonly Processors: readonly StreamProcessor[] };
};

/** The query of each key, by the key, in the order of the product's own. */
const ownQueries: Readonly<Record<string, string>> = Object.fromEntries(
  partitioningQuery
    .slice(1, -1)
    .split(",")
    .map((entry) => [entry.slice(0, entry.indexOf(":")), entry.slice(entry.indexOf(":") + 1)]),
);

/** API: `ProcessorParameterValue`, at most 5,120 characters. */
const MOST_QUERY = 5_120;

/**
 * The stream's destination.
 *
 * @param delivery - How the configuration has lines delivered. @default the product's own stream
 * @throws TablesError `bad-layout` when the prefix names a key that no query takes out of a line.
 * @example
 * deliveredStream({ prefix: "events/!{partitionKeyFromQuery:event_name}/" }).Prefix;
 */
export function deliveredStream(delivery?: Delivery): StreamDestination {
  if (delivery === undefined) return streamDestination;
  const { prefix, timeZone = "UTC" } = delivery;
  const wanted = wantedQueries(delivery);
  const entries = [...wanted].map(([key, query]) => {
    if (query !== undefined) return `${key}:${ownQueries[key] === undefined ? `(${query})` : query}`;
    throw new TablesError(
      "bad-layout",
      `the prefix "${prefix}" has the key ${key}, and nothing says how it is taken out of a line: ` +
        `add delivery.queries: { ${key}: ".<field>" } to tracklake.config.ts, with a JQ expression that is never null.`,
    );
  });
  const query = `{${entries.join(",")}}`;
  if (query.length > MOST_QUERY) {
    const text = `the JQ queries of delivery have ${query.length} characters; Firehose takes ${MOST_QUERY}.`;
    throw new TablesError("bad-layout", text);
  }
  const { ProcessingConfiguration } = streamDestination;
  return {
    ...streamDestination,
    Prefix: prefix,
    ...(timeZone === "UTC" ? {} : { CustomTimeZone: timeZone }),
    ProcessingConfiguration: {
      ...ProcessingConfiguration,
      Processors: ProcessingConfiguration.Processors.map((one) => withQuery(one, query)),
    },
  };
}

/**
 * The keys that a prefix takes from JQ with their expressions, `undefined` where nobody says one: a stream of the user's
 * own may know it.
 */
export function wantedQueries({ prefix, queries = {} }: Delivery): ReadonlyMap<string, string | undefined> {
  const named = new Set([...prefix.matchAll(/!\{partitionKeyFromQuery:([^}]*)\}/g)].map(([, key = ""]) => key));
  const own = Object.keys(ownQueries).filter((key) => named.has(key));
  const others = [...named].filter((key) => ownQueries[key] === undefined);
  return new Map([...own, ...others].map((key) => [key, ownQueries[key] ?? queries[key]]));
}

function withQuery(processor: StreamProcessor, query: string): StreamProcessor {
  const name = "MetadataExtractionQuery";
  const Parameters = processor.Parameters.map((one) =>
    one.ParameterName === name ? { ParameterName: name, ParameterValue: query } : one,
  );
  return { ...processor, Parameters };
}
