// What was last written as a view, kept in the view's own parameters: the SELECT, and a digest of what the engine made
// of it. Engines write a query down in their own words, so the two together tell whether anything has changed.
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Table } from "@aws-sdk/client-glue";
import { canonicalJson, sha256 } from "@tracklake/schema";
import { decodeView } from "../views/presto-view.js";

/** The parameter that holds it. */
export const VIEW_RECORD = "tracklake.view";

/** The record of a view. */
export interface ViewRecord {
  /** The SELECT that was written; absent where it was too long to keep. */
  readonly sql?: string;
  /** A digest of it. */
  readonly written: string;
  /** A digest of the engine's own text of it. */
  readonly stored: string;
}

const PREFIX = "v1:";
/** Half of what a parameter may have; the description and its record need room beside it. */
const LONGEST = 200_000;
const MOST = 16 * 1024 * 1024;

/** A digest of a SELECT; white space is none of it. */
export function sqlDigest(sql: string): string {
  return sha256(sql.replace(/\s+/g, " ").trim());
}

/** The record for a view that was just written. */
export function encodeViewRecord(sql: string, live: Table): string {
  const digests = { written: sqlDigest(sql), stored: storedDigest(live) };
  const whole = packed({ sql, ...digests });
  return whole.length <= LONGEST ? whole : packed(digests);
}

/** The record that a view carries, or `undefined`. */
export function decodeViewRecord(value: string | undefined): ViewRecord | undefined {
  if (!value?.startsWith(PREFIX)) return undefined;
  try {
    const bytes = inflateRawSync(Buffer.from(value.slice(PREFIX.length), "base64"), { maxOutputLength: MOST });
    const read = JSON.parse(bytes.toString("utf8")) as ViewRecord;
    return typeof read.written === "string" && typeof read.stored === "string" ? read : undefined;
  } catch {
    // Cut or changed by somebody: then nothing is known, and the SELECT itself is compared.
    return undefined;
  }
}

/** A digest of what the catalogue has of a view. */
export function storedDigest({ ViewOriginalText = "" }: Table): string {
  return sqlDigest(decodeView(ViewOriginalText)?.sql ?? ViewOriginalText);
}

function packed(record: ViewRecord): string {
  return PREFIX + deflateRawSync(canonicalJson(record), { level: 9 }).toString("base64");
}
