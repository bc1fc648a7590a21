// The bill of a month, by item, and of one query: quantities times list prices, and null where a price is not known.
import { firehoseLimits } from "@tracklake/envelope";
import { ATHENA_LEAST_BYTES, PRICES_OF, priceSources, prices, type RegionPrices } from "@tracklake/tables";
import type { EventSize } from "./event-size.js";
import { firehoseCost, pricedRegion } from "./firehose-cost.js";

/** What is known of the traffic and of queries. */
export interface CostInput {
  readonly sizes: readonly EventSize[];
  /** Of all events together; they are spread evenly. */
  readonly eventsPerDay: number;
  readonly processes: number;
  /** Milliseconds. */
  readonly flushInterval: number;
  readonly bufferSeconds: number;
  readonly queryDays: number;
  readonly queryColumns: number;
  readonly region?: string | undefined;
}

/** One row of the bill. */
export interface CostItem {
  readonly id: string;
  readonly what: string;
  readonly quantity: number;
  readonly unit: string;
  /** Dollars a unit; `null` where it is not known. */
  readonly price: number | null;
  readonly dollars: number | null;
  readonly source: string;
}

/** What one query costs. */
export interface QueryCost {
  readonly format: "json" | "parquet";
  readonly scanned_bytes: number;
  readonly objects: number;
  readonly dollars: number | null;
}

/** The bill. */
export interface MonthlyCost {
  readonly region: string;
  readonly prices_of: string;
  readonly items: readonly CostItem[];
  /** Of the items whose price is known, what is only compared left out. */
  readonly total: number;
  /** What the sum does not hold. */
  readonly unknown: readonly string[];
  readonly queries: readonly QueryCost[];
}

const DAYS = 30;
const DAY_SECONDS = 86_400;
const GB = 2 ** 30;
const TB = 2 ** 40;
/** Days of an event without a retention: its first year. */
export const UNBOUNDED_DAYS = 365;
/** Bytes of a curated file: what compaction aims at. */
const CURATED_FILE = 256 * 2 ** 20;

/** Reckons it. */
export function monthlyCost(input: CostInput): MonthlyCost {
  const { sizes, eventsPerDay } = input;
  const region = pricedRegion(input.region);
  const price = prices[region] ?? {};
  const each = eventsPerDay / sizes.length;
  const sum = (of: (size: EventSize) => number) => sizes.reduce((all, size) => all + of(size), 0);
  const line = sum((size) => size.line) / sizes.length;
  const objects = sum((size) => objectsPerDay(each, size.line, input.bufferSeconds)) * DAYS;
  const kept = (bytes: (size: EventSize) => number) =>
    sum((size) => each * bytes(size) * (size.retention ?? UNBOUNDED_DAYS)) / GB;
  const ingestion = firehoseCost({ ...input, region, eventBytes: Math.ceil(line) });
  const ingested = (billed: number) => (eventsPerDay * DAYS * ingestion.event_bytes * billed) / GB;
  const item = (id: string, what: string, quantity: number, unit: string, key: keyof RegionPrices): CostItem => {
    const known = price[key] ?? null;
    const source = priceSources[id.startsWith("firehose") ? "firehose" : "s3"];
    return {
      id,
      what,
      quantity: round(quantity),
      unit,
      price: known,
      dollars: known === null ? null : round(quantity * known),
      source,
    };
  };
  const items = [
    item(
      "firehose-unpacked",
      "Firehose's ingestion, were each event a record",
      ingested(ingestion.billed_unpacked),
      "GB",
      "firehoseGb",
    ),
    item(
      "firehose-ingestion",
      `Firehose's ingestion, ${ingestion.events_per_record} events a record`,
      ingested(ingestion.billed_packed),
      "GB",
      "firehoseGb",
    ),
    item(
      "firehose-partitioning",
      "Firehose's dynamic partitioning",
      (eventsPerDay * DAYS * line) / GB,
      "GB",
      "partitioningGb",
    ),
    item("firehose-objects", "Firehose's objects", objects / 1_000, "1,000 objects", "partitioningThousandObjects"),
    item("s3-puts", "S3, writing those objects", objects / 1_000, "1,000 PUT", "s3ThousandPuts"),
    item(
      "s3-json",
      "S3, delivered JSON while it is kept",
      kept((size) => size.gzip),
      "GB-month",
      "s3GbMonth",
    ),
    item(
      "s3-parquet",
      "S3, curated Parquet while it is kept",
      kept((size) => size.parquet),
      "GB-month",
      "s3GbMonth",
    ),
  ];
  const counted = items.filter(({ id }) => id !== "firehose-unpacked");
  return {
    region,
    prices_of: PRICES_OF,
    items,
    total: round(counted.reduce((all, { dollars }) => all + (dollars ?? 0), 0)),
    unknown: [
      ...counted.filter(({ dollars }) => dollars === null).map(({ what }) => `${what}: no price of ${region} is known`),
      "Firehose's JQ processing: billed by the hour of processing, which only a bill tells",
      "what curation scans and writes, CloudWatch, data transfer, versions of what was overwritten",
    ],
    queries: [query("json"), query("parquet")],
  };

  function query(format: QueryCost["format"]): QueryCost {
    const events = each * input.queryDays;
    const columns = (size: EventSize) => Math.min(size.parquet, size.parquetColumn * input.queryColumns);
    const scanned = (events * sum(format === "json" ? (size) => size.gzip : columns)) / sizes.length;
    const files =
      format === "json"
        ? (objects / sizes.length / DAYS) * input.queryDays
        : input.queryDays * Math.ceil((each * sum((size) => size.parquet)) / sizes.length / CURATED_FILE);
    const [tb, gets] = [price.athenaTb, price.s3ThousandGets];
    const dollars =
      tb === undefined ? null : (Math.max(scanned, ATHENA_LEAST_BYTES) / TB) * tb + (files / 1_000) * (gets ?? 0);
    return {
      format,
      scanned_bytes: Math.round(scanned),
      objects: Math.ceil(files),
      dollars: dollars === null ? null : round(dollars, 6),
    };
  }
}

/** Objects of one event's day: one for each buffer's time in which something came, more where a buffer fills sooner. */
export function objectsPerDay(events: number, lineBytes: number, bufferSeconds: number): number {
  const windows = DAY_SECONDS / bufferSeconds;
  const full = (events * lineBytes) / (firehoseLimits.dynamicPartitioningBufferMiB * 2 ** 20);
  return Math.max(windows * (1 - Math.exp(-events / windows)), full);
}

function round(value: number, digits = 2): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
