// Which faults there are, and how a text such as `records=0.1,timeouts=0.1,seed=1` names them.
import { LocalError } from "../errors.js";

/** Faults of PutRecord and PutRecordBatch; shares are from 0 to 1 and left out for none. */
export interface Faults {
  /** Share of the records that fail, each for itself. */
  readonly records?: number;
  /** Share of the calls that are written and then never answered: the connection ends after `timeoutMs`. */
  readonly timeouts?: number;
  /** Share of the calls whose connection is reset before anything is written. */
  readonly resets?: number;
  /** Share of the calls that are refused as too many. */
  readonly throttles?: number;
  /** Milliseconds by which each call is delayed. */
  readonly latency?: number;
  /** Milliseconds until a call that times out loses its connection. @default 250 */
  readonly timeoutMs?: number;
  /** Whole number from 0 to 2^32-1 that makes a run repeatable. @default a random one, shown by `stats()` */
  readonly seed?: number;
}

/** What each fault is measured in. */
const kinds: Readonly<Record<keyof Faults, { readonly most: number; readonly whole: boolean; readonly what: string }>> =
  {
    records: { most: 1, whole: false, what: "a share from 0 to 1" },
    timeouts: { most: 1, whole: false, what: "a share from 0 to 1" },
    resets: { most: 1, whole: false, what: "a share from 0 to 1" },
    throttles: { most: 1, whole: false, what: "a share from 0 to 1" },
    latency: { most: 60_000, whole: false, what: "milliseconds from 0 to 60000" },
    timeoutMs: { most: 600_000, whole: false, what: "milliseconds from 0 to 600000" },
    seed: { most: 0xffffffff, whole: true, what: "a whole number from 0 to 4294967295" },
  };

/**
 * Reads the text of a `--faults` flag.
 *
 * @throws LocalError `faults-invalid`
 * @example
 * parseFaults("records=0.1,timeouts=0.1,latency=50,resets=0.05,seed=1").records; // 0.1
 */
export function parseFaults(text: string): Faults {
  const found: Partial<Record<keyof Faults, number>> = {};
  for (const part of text.split(",").map((one) => one.trim())) {
    if (part === "") continue;
    const [name = "", value = "", ...rest] = part.split("=").map((one) => one.trim());
    if (!isKind(name)) throw invalid(`"${name}" is no fault. There are ${Object.keys(kinds).join(", ")}.`);
    if (name in found) throw invalid(`${name} is said twice.`);
    if (value === "" || rest.length > 0) throw invalid(`"${part}" should read ${name}=<${kinds[name].what}>.`);
    found[name] = Number(value);
  }
  return checkFaults(found);
}

/** Refuses faults that are out of bounds. @throws LocalError `faults-invalid` */
export function checkFaults(faults: Faults): Faults {
  for (const [name, value] of Object.entries(faults)) {
    if (value === undefined) continue;
    if (!isKind(name)) throw invalid(`"${name}" is no fault. There are ${Object.keys(kinds).join(", ")}.`);
    const { most, whole, what } = kinds[name];
    const fine = typeof value === "number" && value >= 0 && value <= most && (!whole || Number.isInteger(value));
    if (!fine) throw invalid(`${name} is ${String(value)}; it is ${what}.`);
  }
  return faults;
}

function isKind(name: string): name is keyof Faults {
  return Object.hasOwn(kinds, name);
}

function invalid(text: string): LocalError {
  return new LocalError("faults-invalid", `Faults: ${text}`);
}
