// What ingestion costs a month, with an event a record and with events packed into records.
// Each record is billed rounded up to 5 KiB, so that small events cost many times their bytes.
import { firehoseLimits } from "@tracklake/envelope";
import { FALLBACK_REGION, FIREHOSE_BILLED_STEP, PRICES_OF, prices } from "@tracklake/tables";

/** What is known of the traffic. */
export interface Traffic {
  readonly eventsPerDay: number;
  /** Bytes of an event's line, with its newline. */
  readonly eventBytes: number;
  /** Processes that track, each of which packs by itself. */
  readonly processes: number;
  /** Milliseconds that an event waits for company. */
  readonly flushInterval: number;
  readonly region?: string | undefined;
  /** Dollars for each GB, in place of the list price. */
  readonly pricePerGb?: number | undefined;
}

/** The bill of a month of 30 days. */
export interface FirehoseCost {
  readonly events_per_day: number;
  readonly event_bytes: number;
  /** Events that come together in one record, at this rate. */
  readonly events_per_record: number;
  readonly region: string;
  readonly price_per_gb: number;
  readonly prices_of: string;
  /** What is billed for an event's bytes, times its bytes. */
  readonly billed_unpacked: number;
  readonly billed_packed: number;
  readonly dollars_unpacked: number;
  readonly dollars_packed: number;
}

const DAYS = 30;
const SECONDS = 24 * 60 * 60;
const GB = 2 ** 30;

/** Reckons the bill. */
export function firehoseCost(traffic: Traffic): FirehoseCost {
  const { eventsPerDay, eventBytes, processes, flushInterval } = traffic;
  const region = pricedRegion(traffic.region);
  const price = traffic.pricePerGb ?? prices[region]?.firehoseGb ?? 0;
  const together = (eventsPerDay / SECONDS / processes) * (flushInterval / 1000);
  const fitting = Math.floor(firehoseLimits.bytesPerRecord / eventBytes);
  // Whole events, rounded down: so the bill is rather a little too high.
  const perRecord = Math.max(1, Math.floor(Math.min(together, firehoseLimits.eventsPerRecord, fitting)));
  const unpacked = billed(eventBytes);
  const packed = billed(perRecord * eventBytes) / perRecord;
  const month = (bytes: number) => (bytes * eventsPerDay * DAYS * price) / GB;
  return {
    events_per_day: eventsPerDay,
    event_bytes: eventBytes,
    events_per_record: perRecord,
    region,
    price_per_gb: price,
    prices_of: traffic.pricePerGb === undefined ? PRICES_OF : "given",
    billed_unpacked: rounded(unpacked / eventBytes, 2),
    billed_packed: rounded(packed / eventBytes, 2),
    dollars_unpacked: rounded(month(unpacked), 2),
    dollars_packed: rounded(month(packed), 2),
  };
}

/** The region whose prices are known: the one that is named, or the fallback. */
export function pricedRegion(region: string | undefined): string {
  return region !== undefined && region in prices ? region : FALLBACK_REGION;
}

/** Bytes that are billed for a record. @param bytes - What it holds. */
export function billed(bytes: number): number {
  return Math.ceil(bytes / FIREHOSE_BILLED_STEP) * FIREHOSE_BILLED_STEP;
}

function rounded(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
