// How large an event is in each form: as the line it is, zipped as Firehose delivers it, and as curated Parquet.
import { gzipSync } from "node:zlib";
import { parquetSize } from "@tracklake/local";
import type { EventModel } from "@tracklake/schema";
import type { TableModel } from "@tracklake/tables";
import { exampleLines } from "./example-lines.js";

/** Bytes of one event, on average over lines that were made. */
export interface EventSize {
  readonly event: string;
  readonly major: number;
  /** Days that it is kept, `null` where nothing deletes it. */
  readonly retention: number | null;
  readonly line: number;
  readonly gzip: number;
  readonly parquet: number;
  /** One column of the Parquet, on average over all. */
  readonly parquetColumn: number;
}

/** Lines that are measured: enough that what a file holds once weighs little. */
const SAMPLE = 2_000;

/** Measures an event. @param table - Its curated table. */
export async function eventSize(model: EventModel, table: TableModel): Promise<EventSize> {
  const lines = exampleLines(model, SAMPLE);
  const text = Buffer.from(lines.join(""));
  const { bytes, columns } = await parquetSize(table, lines);
  const each = Object.values(columns);
  const total = each.reduce((sum, one) => sum + one, 0);
  const a = (all: number) => Math.round((all / SAMPLE) * 10) / 10;
  return {
    event: model.name,
    major: model.major,
    retention: model.retention ?? null,
    line: a(text.length),
    gzip: a(gzipSync(text).length),
    parquet: a(bytes),
    parquetColumn: Math.round((total / each.length / SAMPLE) * 100) / 100,
  };
}
