// Receipts: what became of the events of one write. A receipt is no promise, so nothing floats and nothing rejects.
// Its promises are made when they are asked for; until then a write costs one small object, and its events nothing.

/** What an event has reached, from nothing to the service. */
export type Level = "none" | "memory" | "process" | "disk" | "delivered";

/** What became of an event. */
export interface Outcome {
  readonly ok: boolean;
  /** What was really reached: `process` survives a killed process, `disk` a loss of power. */
  readonly level: Level;
  /** Why not, when `ok` is false. */
  readonly reason?: string;
}

/** What becomes of lines that another process has taken over. */
export const LOST: Outcome = { ok: false, level: "process", reason: "another process has taken it over" };

/** What track returns. Events that are written together share one; a refused event has its own. */
export interface Receipt {
  /** When the event is kept as durably as this tracker keeps events. */
  readonly stored: Promise<Outcome>;
  /** When the sink has it, or never will. With events of the same write, when the last of them has its end. */
  readonly delivered: Promise<Outcome>;
}

/** One answer that is decided later. */
class Answer {
  #outcome: Outcome | undefined;
  #promise: Promise<Outcome> | undefined;
  #resolve: ((outcome: Outcome) => void) | undefined;

  get promise(): Promise<Outcome> {
    if (this.#outcome) return Promise.resolve(this.#outcome);
    this.#promise ??= new Promise((resolve) => {
      this.#resolve = resolve;
    });
    return this.#promise;
  }

  /** The decision, once there is one. */
  get known(): Outcome | undefined {
    return this.#outcome;
  }

  /** Whether somebody waits. */
  get awaited(): boolean {
    return this.#resolve !== undefined && this.#outcome === undefined;
  }

  get decided(): boolean {
    return this.#outcome !== undefined;
  }

  /** The first decision holds. */
  decide(outcome: Outcome): void {
    this.#outcome ??= outcome;
    this.#resolve?.(this.#outcome);
  }
}

/** Finds out what became of lines that were left on disk alone. */
export type Lookup = () => Outcome | undefined;

/** The receipt of one write. */
export class WriteReceipt implements Receipt {
  readonly #stored = new Answer();
  readonly #delivered = new Answer();
  #worst: Outcome | undefined;
  #parked: { lookup: Lookup; wait(receipt: WriteReceipt): void } | undefined;

  get stored(): Promise<Outcome> {
    return this.#stored.promise;
  }

  get delivered(): Promise<Outcome> {
    const { promise } = this.#delivered;
    if (this.#parked && !this.#delivered.decided) {
      const outcome = this.#parked.lookup();
      if (outcome) this.#delivered.decide(outcome);
      else this.#parked.wait(this);
      this.#parked = undefined;
    }
    return promise;
  }

  /** What is known at this moment, since a receipt that is logged shows nothing of its promises. */
  toJSON(): Readonly<Record<keyof Receipt, Outcome | "pending">> {
    const delivered = this.#delivered.known ?? this.#parked?.lookup();
    return { stored: this.#stored.known ?? "pending", delivered: delivered ?? "pending" };
  }

  /** The write is kept as durably as this says. */
  keep(level: "memory" | "process" | "disk"): void {
    this.#stored.decide({ ok: true, level });
  }

  /** Some of its events have an end; the worst of them is what {@link settle} tells. */
  ended(outcome: Outcome): void {
    if (this.#worst?.ok !== false) this.#worst = outcome;
  }

  /** All of its events have an end. */
  settle(outcome = this.#worst ?? { ok: true, level: "none" as const }): void {
    this.#delivered.decide(outcome);
    this.#stored.decide(outcome);
  }

  /**
   * Its lines stay on disk alone, so this receipt may be forgotten until somebody asks.
   *
   * @param lookup - What became of them by now.
   * @param wait - Remembers the receipt of somebody who waits.
   */
  park(lookup: Lookup, wait: (receipt: WriteReceipt) => void): void {
    if (this.#delivered.awaited) wait(this);
    else this.#parked = { lookup, wait };
  }
}

/** A receipt whose answer is known: of an event that is refused or dropped at the call. */
export function refusedReceipt(reason: string): Receipt {
  const receipt = new WriteReceipt();
  receipt.settle({ ok: false, level: "none", reason });
  return receipt;
}
