// The judgements that are no difference of two models: an event that is retired, and the lake's own settings.
import type { EventModel } from "@tracklake/schema";
import type { Change } from "./change.js";
import { changeFingerprint, judgeChange } from "./judge-change.js";
import type { EventJudgement, Judgement } from "./judgement.js";
import type { StorageFormat } from "./verdict.js";

/**
 * Judges the retirement of an event.
 *
 * @param revision - Its last one.
 * @param times - How often it was retired before: what was acknowledged then is another retirement.
 * @example
 * judgeRetired(model, 3).judgements[0]?.rule; // "EVENT_RETIRED"
 */
export function judgeRetired({ name: event, major }: EventModel, revision: number, times = 0): EventJudgement {
  const change: Change = { rule: "EVENT_RETIRED", path: event, was: `major ${major}` };
  const judgement = judgeChange(change, { event, major, formats: [], against: [revision] });
  const fingerprint = changeFingerprint(judgement, times);
  return { event, major, judgements: [{ ...judgement, fingerprint }], bump: "revision" };
}

/** What of a lake is fixed once data is in it. */
export interface FixedLake {
  readonly timeZone: string;
  /** The bucket of the tables' files; nothing is said of it unless both lakes name one. */
  readonly bucket?: string;
  /** The name of the databases; nothing is said of it unless both lakes have one. */
  readonly name?: string;
  /** Format of the files that are delivered. @default "json" */
  readonly format?: StorageFormat;
}

/**
 * Judges a change of the lake's own settings: a migration, not a revision.
 *
 * @returns Judgements of the event `lake`, major 0; empty when nothing that is fixed changed.
 * @example
 * judgeLake({ timeZone: "UTC" }, { timeZone: "Asia/Tokyo" })[0]?.rule; // "TIME_ZONE_CHANGED"
 */
export function judgeLake(before: FixedLake, after: FixedLake): Judgement[] {
  const judge = (rule: Change["rule"], key: string, was = "", is = "") =>
    was === is
      ? []
      : [
          judgeChange(
            { rule, path: `lake.${key}`, was, is },
            { event: "lake", major: 0, formats: ["json"], against: [] },
          ),
        ];
  return [
    ...judge("TABLE_FORMAT_CHANGED", "format", before.format ?? "json", after.format ?? "json"),
    ...judge("TIME_ZONE_CHANGED", "timeZone", before.timeZone, after.timeZone),
    ...judge("LAKE_BUCKET_CHANGED", "bucket", before.bucket ?? after.bucket, after.bucket ?? before.bucket),
    ...judge("LAKE_NAME_CHANGED", "name", before.name ?? after.name, after.name ?? before.name),
  ];
}
