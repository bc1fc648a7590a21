// What a run did, counted as it goes.
import type { Candidate } from "./candidates.js";

/** Events that stay, by event, reason and what keeps them. */
export interface LeftEvents {
  readonly event: string;
  readonly reason: string;
  readonly problem: string;
  count: number;
}

/** The counts of a run. */
export class Report {
  files = 0;
  sent = 0;
  /** Sent by an earlier run. */
  already = 0;
  /** An earlier run was killed while it sent them: they may be there twice, under one id. */
  unsure = 0;
  /** Not meant by --event and --reason. */
  skipped = 0;
  readonly #left = new Map<string, LeftEvents>();
  readonly #sentBy = new Map<string, number>();

  /** Most first. */
  get left(): readonly LeftEvents[] {
    return [...this.#left.values()].sort((a, b) => b.count - a.count);
  }

  /** Sent events by name. */
  get sentBy(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#sentBy);
  }

  send({ event }: Candidate): void {
    this.sent++;
    this.#sentBy.set(event, (this.#sentBy.get(event) ?? 0) + 1);
  }

  leave({ event, reason }: Candidate, problem: string): void {
    const key = JSON.stringify([event, reason, problem]);
    const known = this.#left.get(key);
    if (known) known.count++;
    else this.#left.set(key, { event, reason, problem, count: 1 });
  }
}
