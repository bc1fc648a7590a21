// Whether a day has to be written: by its delivered files and by what its partition says was taken of them.
// Delivered files may be removed once they are curated (a lifecycle does it): that alone is no reason to write.
import { type CuratedDay, digestOf } from "./day-record.js";
import type { LakeFile } from "./lake-file.js";

/** What a day is in. */
export interface DayState {
  /** `new`: never curated; `changed`: files came since; `current`: nothing to do. */
  readonly state: "new" | "changed" | "current";
  /**
   * Whether what is curated has to be read along with what is delivered: files that were taken are gone, now or in a run
   * before, or nobody knows which were. Written from what is delivered alone, their events would be lost.
   */
  readonly keep: boolean;
  /** Files that came since. */
  readonly fresh: readonly LakeFile[];
}

/** The state of a day. @param curated - Its partition, when there is one. */
export function dayState(files: readonly LakeFile[], curated: CuratedDay | undefined): DayState {
  if (!curated) return { state: files.length === 0 ? "current" : "new", keep: false, fresh: files };
  const { record } = curated;
  if (!record) return { state: files.length === 0 ? "current" : "changed", keep: true, fresh: files };
  if (digestOf(files) === record.digest) return { state: "current", keep: record.kept, fresh: [] };
  const taken = files.filter(({ modified }) => modified <= record.until);
  const later = files.filter(({ modified }) => modified > record.until);
  const whole = digestOf(taken) === record.digest;
  // A store that counts in seconds may write a file in the same second as the youngest that was taken.
  const more = later.length > 0 || taken.length > record.files;
  return { state: more ? "changed" : "current", keep: record.kept || !whole, fresh: later.length > 0 ? later : taken };
}
