// What a run took of a day, kept in the day's partition: the next run knows by it whether files came since.
// The list of files is what counts, not the clock: two clocks never agree, and files may come while a run reads.
import type { Partition } from "@aws-sdk/client-glue";
import { canonicalJson, sha256 } from "@tracklake/schema";
import type { LakeFile } from "./lake-file.js";

/** What a run took of a day. */
export interface DayRecord {
  readonly run: string;
  /** When its partition was pointed to it, in milliseconds since 1970. */
  readonly published: number;
  /** How many delivered files it read. */
  readonly files: number;
  /** When the youngest of them was written, by the store's clock. */
  readonly until: number;
  /** A digest of their names and sizes. */
  readonly digest: string;
  /** Whether it holds rows of the run before, whose files are gone: no later run may be written from files alone. */
  readonly kept: boolean;
}

/** A day's partition as it is registered. */
export interface CuratedDay {
  readonly dt: string;
  readonly location: string;
  /** `undefined` when it was registered by somebody else. */
  readonly record: DayRecord | undefined;
}

const names = {
  run: "tracklake.run",
  published: "tracklake.published",
  files: "tracklake.delivered_files",
  until: "tracklake.delivered_until",
  digest: "tracklake.delivered_digest",
  kept: "tracklake.kept",
} as const;

/** The record of a run over these delivered files. @param kept - Whether what was curated before was read along. */
export function dayRecord(run: string, published: number, files: readonly LakeFile[], kept: boolean): DayRecord {
  const until = files.reduce((latest, { modified }) => Math.max(latest, modified), 0);
  return { run, published, files: files.length, until, digest: digestOf(files), kept };
}

/** A digest of a list of files: their names and sizes, in whatever order they were listed. */
export function digestOf(files: readonly LakeFile[]): string {
  const list = files.map(({ key, bytes }) => [key, bytes] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  return sha256(canonicalJson(list));
}

/** The parameters that a partition keeps. */
export function recordParameters({ run, published, files, until, digest, kept }: DayRecord): Record<string, string> {
  return {
    [names.run]: run,
    [names.published]: new Date(published).toISOString(),
    [names.files]: String(files),
    [names.until]: new Date(until).toISOString(),
    [names.digest]: digest,
    ...(kept ? { [names.kept]: "true" } : {}),
  };
}

/** A live partition as a curated day. */
export function curatedDay({ Values: [dt = ""] = [], StorageDescriptor, Parameters = {} }: Partition): CuratedDay {
  const text = (name: keyof typeof names) => Parameters[names[name]] ?? "";
  const record = {
    run: text("run"),
    published: Date.parse(text("published")),
    files: Number(text("files")),
    until: Date.parse(text("until")),
    digest: text("digest"),
    kept: text("kept") === "true",
  };
  const whole =
    record.run !== "" && record.digest !== "" && [record.published, record.files, record.until].every(Number.isFinite);
  return { dt, location: StorageDescriptor?.Location ?? "", record: whole ? record : undefined };
}
