// Every event is in exactly one state, and at every instant:
// accepted + adopted = queued + spooled + delivered + dead-lettered + dropped + handed over.

/** The states of events, and what else was counted. */
export interface Counts {
  /** Calls of track. */
  readonly accepted: number;
  /** Events taken over from another process; always 0 without a spool. */
  readonly adopted: number;
  /** In memory, in flight or being explained. */
  readonly queued: number;
  /** On disk; always 0 without a spool. */
  readonly spooled: number;
  readonly delivered: number;
  readonly deadLettered: number;
  readonly dropped: number;
  /** Left for another process to send; always 0 without a spool. */
  readonly handedOver: number;
  /** Dropped events by reason. */
  readonly droppedBy: Readonly<Record<string, number>>;
  /** Dead letters by reason. */
  readonly deadLetteredBy: Readonly<Record<string, number>>;
  /** Unknown properties that were stripped. */
  readonly stripped: number;
  /** Records sent again. */
  readonly retried: number;
  /** Events sent again after a call whose answer was lost, which may be in the lake twice. */
  readonly possiblyDuplicated: number;
}

/** Counts under way: the only place that moves an event from one state to another. */
export class Counter {
  #accepted = 0;
  #queued = 0;
  #delivered = 0;
  #deadLettered = new Map<string, number>();
  #dropped = new Map<string, number>();
  stripped = 0;
  retried = 0;
  possiblyDuplicated = 0;

  /** track was called: the event is queued until one of the others says otherwise. */
  accept(): void {
    this.#accepted++;
    this.#queued++;
  }

  deliver(events: number): void {
    this.#queued -= events;
    this.#delivered += events;
  }

  deadLetter(reason: string): void {
    this.#queued--;
    this.#deadLettered.set(reason, (this.#deadLettered.get(reason) ?? 0) + 1);
  }

  drop(reason: string): void {
    this.#queued--;
    this.#dropped.set(reason, (this.#dropped.get(reason) ?? 0) + 1);
  }

  snapshot(): Counts {
    return {
      accepted: this.#accepted,
      adopted: 0,
      queued: this.#queued,
      spooled: 0,
      delivered: this.#delivered,
      deadLettered: sum(this.#deadLettered),
      dropped: sum(this.#dropped),
      handedOver: 0,
      droppedBy: Object.fromEntries(this.#dropped),
      deadLetteredBy: Object.fromEntries(this.#deadLettered),
      stripped: this.stripped,
      retried: this.retried,
      possiblyDuplicated: this.possiblyDuplicated,
    };
  }
}

function sum(counts: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const count of counts.values()) total += count;
  return total;
}
