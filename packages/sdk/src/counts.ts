// Every event is in exactly one state, and at every instant:
// accepted + adopted = queued + spooled + delivered + dead-lettered + dropped + handed over.

/** The states of events, and what else was counted. */
export interface Counts {
  /** Calls of track. */
  readonly accepted: number;
  /** Events taken over from another process. */
  readonly adopted: number;
  /** In memory alone: not yet written to the spool, in flight, or being explained. */
  readonly queued: number;
  /** On disk, in flight too, and not yet delivered. */
  readonly spooled: number;
  readonly delivered: number;
  readonly deadLettered: number;
  readonly dropped: number;
  /** Left on disk for another process to send. */
  readonly handedOver: number;
  /** Dropped events by reason. */
  readonly droppedBy: Readonly<Record<string, number>>;
  /** Dead letters by reason. */
  readonly deadLetteredBy: Readonly<Record<string, number>>;
  /** Events that the tracker or the service would not take, by reason; what became of each is counted beside it. */
  readonly refusedBy: Readonly<Record<string, number>>;
  /** Unknown properties that were stripped. */
  readonly stripped: number;
  /** Records that failed and are sent again. */
  readonly retried: number;
  /** Events sent again after a call whose answer was lost, which may be in the lake twice. */
  readonly possiblyDuplicated: number;
  /** Events that the fallback took in place of the sink. */
  readonly fellBack: number;
  /** Personal values that were left out because there is no key to hash them with. */
  readonly hashesWithoutKey: number;
}

/** Counts under way: the only place that moves an event from one state to another. */
export class Counter {
  #accepted = 0;
  #adopted = 0;
  #queued = 0;
  #spooled = 0;
  #delivered = 0;
  #handedOver = 0;
  readonly #deadLettered = new Map<string, number>();
  readonly #dropped = new Map<string, number>();
  readonly #refused = new Map<string, number>();
  stripped = 0;
  retried = 0;
  possiblyDuplicated = 0;
  fellBack = 0;
  hashesWithoutKey = 0;

  /** Events on disk that are not delivered. */
  get spooled(): number {
    return this.#spooled;
  }

  /** track was called: the event is queued until one of the others says otherwise. */
  accept(): void {
    this.#accepted++;
    this.#queued++;
  }

  /** The spool has events that were queued. */
  spool(events: number): void {
    this.#queued -= events;
    this.#spooled += events;
  }

  /** The spool of another process has become ours. */
  adopt(events: number): void {
    this.#adopted += events;
    this.#spooled += events;
  }

  /** Another process has become the owner of events in the spool. */
  handOver(events: number): void {
    this.#spooled -= events;
    this.#handedOver += events;
  }

  deliver(events: number, wasSpooled: boolean): void {
    this.#leave(events, wasSpooled);
    this.#delivered += events;
  }

  deadLetter(reason: string, wasSpooled = false): void {
    this.#leave(1, wasSpooled);
    add(this.#deadLettered, reason, 1);
  }

  drop(reason: string, events = 1, wasSpooled = false): void {
    this.#leave(events, wasSpooled);
    add(this.#dropped, reason, events);
  }

  /** Events are not taken; this says nothing of what becomes of them. */
  refuse(reason: string, events = 1): void {
    add(this.#refused, reason, events);
  }

  snapshot(): Counts {
    return {
      accepted: this.#accepted,
      adopted: this.#adopted,
      queued: this.#queued,
      spooled: this.#spooled,
      delivered: this.#delivered,
      deadLettered: sum(this.#deadLettered),
      dropped: sum(this.#dropped),
      handedOver: this.#handedOver,
      droppedBy: Object.fromEntries(this.#dropped),
      deadLetteredBy: Object.fromEntries(this.#deadLettered),
      refusedBy: Object.fromEntries(this.#refused),
      stripped: this.stripped,
      retried: this.retried,
      possiblyDuplicated: this.possiblyDuplicated,
      fellBack: this.fellBack,
      hashesWithoutKey: this.hashesWithoutKey,
    };
  }

  #leave(events: number, wasSpooled: boolean): void {
    if (wasSpooled) this.#spooled -= events;
    else this.#queued -= events;
  }
}

function add(counts: Map<string, number>, reason: string, events: number): void {
  counts.set(reason, (counts.get(reason) ?? 0) + events);
}

function sum(counts: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const count of counts.values()) total += count;
  return total;
}
