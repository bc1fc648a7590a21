// The sink on disk: lines go straight into the lake's layout, so that a newcomer needs no server to query them.
// Each tracker appends to files of its own; a write that failed half-way is cut off again before it is retried.
import { randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { firehoseLimits, partitionFolder } from "@tracklake/envelope";
import { SdkError } from "./errors.js";
import { linesOf } from "./line/lines-of.js";
import { type OutgoingRecord, type RecordResult, SendFailure, type Sink } from "./sink.js";

/** What a file sink may be told. */
export interface FileSinkOptions {
  /** The lake's folder. @default ".tracklake/lake" */
  readonly directory?: string;
}

/**
 * Writes NDJSON under `<directory>/events/<table>/dt=<date>/`, where `tracklake query` reads it.
 *
 * @example
 * createTracker({ service: "billing", sink: fileSink() });
 */
export function fileSink({ directory = ".tracklake/lake" }: FileSinkOptions = {}): Sink {
  let name = `${randomUUID()}.ndjson`;
  return {
    name: `files in ${directory}`,
    level: "process",
    limits: {
      recordsPerBatch: firehoseLimits.recordsPerBatch,
      bytesPerBatch: firehoseLimits.bytesPerBatch,
      bytesPerRecord: firehoseLimits.bytesPerRecord,
      linesPerRecord: 1,
    },
    async send(records) {
      const results = new Map<OutgoingRecord, RecordResult>();
      for (const [folder, group] of byPartition(records)) {
        const result = await append(join(directory, folder), name, group);
        // What a failed write has left in the file cannot be trusted; nothing is appended to it any more.
        if (!result.ok) name = `${randomUUID()}.ndjson`;
        for (const record of group) results.set(record, result);
      }
      const failure = common(results);
      if (failure !== undefined) throw new SendFailure("held", failure);
      return records.map((record) => results.get(record) ?? { ok: false, code: "NotWritten", message: "no result" });
    },
  };
}

/**
 * Why nothing at all could be written. Neither a missing permission nor a full disk mends itself between two attempts, as
 * an overloaded service does, so that this is said at once.
 */
function common(results: ReadonlyMap<OutgoingRecord, RecordResult>): string | undefined {
  let why: string | undefined;
  for (const result of results.values()) {
    if (result.ok) return undefined;
    why ??= result.message;
  }
  return why;
}

function byPartition(records: readonly OutgoingRecord[]): Map<string, OutgoingRecord[]> {
  const groups = new Map<string, OutgoingRecord[]>();
  for (const record of records) {
    // One line a record, as this sink's limits say.
    const [line] = linesOf(record);
    if (!line) continue;
    const folder = partitionFolder(line.table, line.date);
    groups.set(folder, [...(groups.get(folder) ?? []), record]);
  }
  return groups;
}

async function append(folder: string, name: string, records: readonly OutgoingRecord[]) {
  let file: FileHandle | undefined;
  try {
    await mkdir(folder, { recursive: true });
    file = await open(join(folder, name), "a");
    const { size } = await file.stat();
    await writeWhole(file, Buffer.concat(records.flatMap((record) => record.parts)), size);
    return { ok: true } as const;
  } catch (error) {
    const { code = "WriteFailed", message } = error as NodeJS.ErrnoException;
    return { ok: false, code, message } as const;
  } finally {
    await file?.close();
  }
}

/** Writes all of it, or cuts the file back to what it was: half a line would be read as a broken one. */
async function writeWhole(file: FileHandle, bytes: Buffer, before: number): Promise<void> {
  try {
    for (let written = 0; written < bytes.length; ) {
      const { bytesWritten } = await file.write(bytes, written);
      if (bytesWritten === 0) throw new SdkError("sink-failed", "the file takes no more bytes");
      written += bytesWritten;
    }
  } catch (error) {
    await file.truncate(before);
    throw error;
  }
}
