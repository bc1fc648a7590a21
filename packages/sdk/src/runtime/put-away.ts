// What is left in memory alone when a tracker closes: dead letters with their whole lines, many at a time, and only for
// as long as there is time; what is left then is dropped, and counted.
import type { Counter } from "../counts.js";
import type { Parcel, Span } from "../line/parcel.js";
import type { Refusals } from "./refusals.js";
import { within } from "./within.js";

/** Bytes of lines that are made into letters at once: one write of a file of dead letters. */
const BATCH = 1024 * 1024;

const WHY = "the tracker was closed before the sink took it";

interface PutAwayOptions {
  readonly refusals: Pick<Refusals, "keepLine">;
  readonly counter: Counter;
  /** Of `performance.now`. */
  readonly until: number;
}

/** Puts lines away. */
export async function putAway(left: readonly Span[], { refusals, counter, until }: PutAwayOptions): Promise<void> {
  let batch: Promise<void>[] = [];
  let bytes = 0;
  let inTime = true;
  for (const { parcel, from, to } of left) {
    for (let line = from; line < to; line++) {
      if (bytes >= BATCH) {
        inTime &&= await within(Promise.all(batch), until - performance.now());
        batch = [];
        bytes = 0;
      }
      if (!inTime) {
        counter.drop("dead-letters-late", to - line, parcel.segment !== undefined);
        parcel.finish(line, to, { ok: false, level: "none", reason: WHY });
        break;
      }
      bytes += parcel.start(line + 1) - parcel.start(line);
      batch.push(keep(refusals, parcel, line));
    }
  }
  if (inTime) await within(Promise.all(batch), until - performance.now());
}

async function keep(refusals: Pick<Refusals, "keepLine">, parcel: Parcel, line: number): Promise<void> {
  const text = parcel.bytes.toString("utf8", parcel.start(line), parcel.start(line + 1));
  await refusals.keepLine(text, "closed-before-delivery", WHY, parcel.segment !== undefined);
  parcel.finish(line, line + 1, { ok: false, level: "none", reason: WHY });
}
