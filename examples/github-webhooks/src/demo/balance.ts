// The conservation of events: what the tracker counted, and what the lake holds, side by side.
// Every event is in exactly one state; what was delivered must be found.
import type { Counts } from "@tracklake/sdk";

/** What the lake holds of one run. */
export interface LakeCounts {
  /** Rows of the tables: a line that was written twice counts twice. */
  readonly lines: number;
  /** Distinct event ids in the tables. */
  readonly events: number;
  /** Rows of the views, which show each event once. */
  readonly shown: number;
}

/** The law in words, as the documentation has it. */
export const LAW = "accepted + adopted = queued + spooled + delivered + dead-lettered + dropped + handed over" as const;

/** The law in numbers. */
export function lawInNumbers(counts: Counts): string {
  const { accepted, adopted, queued, spooled, delivered, deadLettered, dropped, handedOver } = counts;
  return `${accepted} + ${adopted} = ${queued} + ${spooled} + ${delivered} + ${deadLettered} + ${dropped} + ${handedOver}`;
}

/** What does not add up, one sentence each; empty when all does. */
export function imbalances(counts: Counts, lake: LakeCounts): string[] {
  const { accepted, adopted, queued, spooled, delivered, deadLettered, dropped, handedOver, stripped } = counts;
  const problems: string[] = [];
  const say = (wrong: boolean, problem: string) => {
    if (wrong) problems.push(problem);
  };
  const states = queued + spooled + delivered + deadLettered + dropped + handedOver;
  say(accepted + adopted !== states, `${accepted + adopted} events came in, ${states} are accounted for.`);
  say(delivered !== accepted, `${accepted} events were accepted, ${delivered} were delivered.`);
  say(stripped > 0, `${stripped} unknown properties were stripped.`);
  say(lake.events !== delivered, `${delivered} events were delivered, the lake holds ${lake.events}.`);
  say(lake.shown !== lake.events, `The lake holds ${lake.events} events, its views show ${lake.shown} rows.`);
  return problems;
}
