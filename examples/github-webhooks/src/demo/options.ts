// What the demo takes: whether there are faults, and the seed that they are drawn from.

/** How the demo runs. */
export interface DemoOptions {
  readonly faulty: boolean;
  /** Whole number from 0 to 2^32-1; the faults are the same as far as the calls are. @default a random one, printed */
  readonly seed?: number;
}

/** What is printed when the arguments are not understood. */
export const USAGE = `npm run demo [-- --faults [--seed <n>]]
  --faults    a tenth of the records fail, a tenth of the calls time out
  --seed <n>  draws the faults of an earlier run, which printed its seed
`;

/** Reads the arguments. @returns `undefined` when they are not understood. */
export function demoOptions(args: readonly string[]): DemoOptions | undefined {
  const [faults, flag, seed, ...rest] = args;
  if (faults === undefined) return { faulty: false };
  if (faults !== "--faults" || rest.length > 0) return undefined;
  if (flag === undefined) return { faulty: true };
  if (flag !== "--seed" || seed === undefined || !/^\d{1,10}$/.test(seed) || Number(seed) >= 2 ** 32) return undefined;
  return { faulty: true, seed: Number(seed) };
}
