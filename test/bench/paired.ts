// Times several subjects in turns within one run, by processor time: other work on the machine counts for none of them.
// A ratio is the median of the rounds' ratios; single figures vary by 20 to 50 % from run to run.

/** The nanoseconds a call of each subject, round by round. */
export type Rounds<Name extends string> = Readonly<Record<Name, readonly number[]>>;

/**
 * Times subjects in turns.
 *
 * @param subjects - Each is called with a number that goes up.
 * @param options - `rounds` that count, after as many of `warmUp`; `calls` of each subject in a round.
 */
export function paired<Name extends string>(
  subjects: Readonly<Record<Name, (i: number) => unknown>>,
  { rounds = 51, warmUp = 10, calls = 5_000 } = {},
): Rounds<Name> {
  const names = Object.keys(subjects) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = -warmUp; round < rounds; round++) {
    for (const name of names) {
      const subject = subjects[name];
      const start = process.cpuUsage();
      for (let i = 0; i < calls; i++) kept = subject(i);
      // Of all threads, so that what a subject leaves to the garbage collector's is its own.
      const { user, system } = process.cpuUsage(start);
      if (round >= 0) times[name].push(((user + system) * 1000) / calls);
    }
  }
  return times;
}

/** What the last call gave: engines leave out work whose result nobody keeps. */
export let kept: unknown;

/** The middle of some figures. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** The middle of the ratios of two subjects within each round. */
export function ratio(of: readonly number[], to: readonly number[]): number {
  return median(of.map((value, round) => value / (to[round] ?? Number.NaN)));
}

/** Prints rows as a Markdown table. */
export function printTable(header: readonly string[], rows: readonly (readonly string[])[]): void {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  process.stdout.write([line(header), line(header.map(() => "---")), ...rows.map(line), ""].join("\n"));
}
