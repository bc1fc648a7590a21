// Receipts of lines that are on disk alone: remembered only while somebody waits for them.
import type { Parcel } from "../line/parcel.js";
import { LOST, type Outcome, type WriteReceipt } from "../receipt.js";
import type { Segment } from "../spool/spool.js";

interface Waiting {
  readonly from: number;
  readonly to: number;
  readonly receipt: WriteReceipt;
}

/** Receipts that are waited for, by segment. */
export class ParkedReceipts {
  /** Lines that ended badly, for receipts that are asked later; there are few, since most lines end well. */
  readonly #bad = new WeakMap<Segment, { from: number; to: number; outcome: Outcome }[]>();
  readonly #waiting = new Map<Segment, Waiting[]>();
  #closed: Outcome | undefined;
  readonly #level: Outcome["level"];

  /** @param level - What a delivered line has reached. */
  constructor(level: Outcome["level"]) {
    this.#level = level;
  }

  /** The lines of a parcel stay on disk alone. */
  park({ receipt, segment, first, lines }: Parcel): void {
    if (!receipt || !segment) return;
    const [from, to] = [first, first + lines];
    receipt.park(
      () => this.#outcome(segment, from, to),
      (waiting) => {
        const known = this.#waiting.get(segment);
        if (known) known.push({ from, to, receipt: waiting });
        else this.#waiting.set(segment, [{ from, to, receipt: waiting }]);
      },
    );
  }

  /** Lines of a segment have their end. */
  ended(segment: Segment, from: number, to: number, outcome: Outcome): void {
    if (!outcome.ok) this.#noteBad(segment, from, to, outcome);
    const waiting = this.#waiting.get(segment);
    if (!waiting) return;
    const left = waiting.filter(({ from, to, receipt }) => {
      const outcome = this.#outcome(segment, from, to);
      if (outcome) receipt.settle(outcome);
      return !outcome;
    });
    if (left.length > 0) this.#waiting.set(segment, left);
    else this.#waiting.delete(segment);
  }

  /** A segment's lines are ours no more. */
  lost(segment: Segment, outcome: Outcome): void {
    for (const { receipt } of this.#waiting.get(segment) ?? []) receipt.settle(outcome);
    this.#waiting.delete(segment);
  }

  /** Nobody is waited for any more: what has no end by now has this one. */
  close(outcome: Outcome): void {
    this.#closed = outcome;
    for (const segment of [...this.#waiting.keys()]) this.lost(segment, outcome);
  }

  #noteBad(segment: Segment, from: number, to: number, outcome: Outcome): void {
    const known = this.#bad.get(segment);
    const last = known?.at(-1);
    // Lines end in order, mostly, and many together for one reason.
    if (last && last.to === from && last.outcome.reason === outcome.reason) last.to = to;
    else if (known) known.push({ from, to, outcome });
    else this.#bad.set(segment, [{ from, to, outcome }]);
  }

  #outcome(segment: Segment, from: number, to: number): Outcome | undefined {
    if (segment.isAcknowledged(from, to)) {
      const bad = this.#bad.get(segment)?.find((line) => line.from < to && line.to > from);
      return bad?.outcome ?? { ok: true, level: this.#level };
    }
    if (segment.lost) return LOST;
    return this.#closed;
  }
}
