// Receipts: what became of one event, asked for or not. A receipt is no promise, so nothing floats and nothing rejects.
// Its promises are made when they are asked for; until then an event costs one small object.

/** What an event has reached, from nothing to the service. */
export type Level = "none" | "memory" | "process" | "disk" | "delivered";

/** What became of an event. */
export interface Outcome {
  readonly ok: boolean;
  /** What was really reached. */
  readonly level: Level;
  /** Why not, when `ok` is false. */
  readonly reason?: string;
}

/** What track returns. */
export interface Receipt {
  /** The event's id; the same through every retry. */
  readonly eventId: string;
  /** When the event is kept as durably as this tracker keeps events. */
  readonly stored: Promise<Outcome>;
  /** When the sink has it, or never will. */
  readonly delivered: Promise<Outcome>;
}

/** A receipt whose outcomes are decided later. */
export class PendingReceipt implements Receipt {
  readonly eventId: string;
  #stored: Outcome | undefined;
  #outcome: Outcome | undefined;
  #waiting: { promise: Promise<Outcome>; resolve(outcome: Outcome): void } | undefined;

  constructor(eventId: string) {
    this.eventId = eventId;
  }

  get stored(): Promise<Outcome> {
    return this.#stored ? Promise.resolve(this.#stored) : this.delivered;
  }

  get delivered(): Promise<Outcome> {
    if (this.#outcome) return Promise.resolve(this.#outcome);
    this.#waiting ??= withResolver();
    return this.#waiting.promise;
  }

  /** The event is queued: `memory` is all that it has reached. */
  queued(): void {
    this.#stored = { ok: true, level: "memory" };
  }

  /** The event's way has ended, well or not. */
  settle(outcome: Outcome): void {
    this.#outcome ??= outcome;
    if (!outcome.ok) this.#stored ??= outcome;
    this.#waiting?.resolve(this.#outcome);
  }
}

function withResolver() {
  let resolve: (outcome: Outcome) => void = () => {};
  const promise = new Promise<Outcome>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
