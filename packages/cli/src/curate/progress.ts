// Progress of a curation on stderr: a line for each day that is written, and on a terminal the bytes as they are read.
import { bytesText } from "../print/bytes.js";
import type { Session } from "../session.js";

/** Tells of a curation. */
export interface CurateProgress {
  readonly onDay: (table: string, dt: string, done: number, all: number) => void;
  readonly onBytes: (bytes: number) => void;
  /** Takes what is drawn off the terminal. */
  readonly end: () => void;
}

/** Milliseconds between two drawings. */
const EVERY = 200;

/** Progress of a run. */
export function curateProgress({ io: { stderr }, progress }: Pick<Session, "io" | "progress">): CurateProgress {
  let drawn = Number.NEGATIVE_INFINITY;
  const end = () => {
    if (drawn !== Number.NEGATIVE_INFINITY) stderr.write("\r\u001b[K");
    drawn = Number.NEGATIVE_INFINITY;
  };
  return {
    onDay(table, dt, done, all) {
      end();
      progress(`${table} ${dt} (${done + 1} of ${all})`);
    },
    onBytes(bytes) {
      const now = performance.now();
      if (stderr.isTTY !== true || bytes === 0 || now - drawn < EVERY) return;
      drawn = now;
      stderr.write(`\r${bytesText(bytes)} read\u001b[K`);
    },
    end,
  };
}
