// Progress of work on many tables: a bar that redraws itself on a terminal, a line for each tenth elsewhere.
// Nothing is shown for little work: it is done before anybody reads it.
import type { Session } from "../session.js";

/** A bar. */
export interface ProgressBar {
  readonly onProgress: (done: number, all: number) => void;
  /** Takes the bar off the terminal. */
  readonly end: () => void;
}

const LEAST = 50;
const WIDTH = 30;
/** Milliseconds between two drawings. */
const EVERY = 100;

/** A bar on stderr. @param what - Such as `tables read`. */
export function progressBar({ io, progress }: Pick<Session, "io" | "progress">, what: string): ProgressBar {
  const { stderr } = io;
  let [drawn, tenth] = [Number.NEGATIVE_INFINITY, 0];
  return {
    onProgress(done, all) {
      if (all < LEAST || all === 0) return;
      if (stderr.isTTY !== true) {
        const now = Math.floor((done / all) * 10);
        if (now > tenth) progress(`${done} of ${all} ${what}`);
        tenth = Math.max(tenth, now);
        return;
      }
      const now = performance.now();
      if (now - drawn < EVERY && done < all) return;
      drawn = now;
      const full = Math.round((done / all) * WIDTH);
      stderr.write(`\r${"█".repeat(full)}${"░".repeat(WIDTH - full)} ${done}/${all} ${what}\u001b[K`);
    },
    end() {
      if (drawn !== Number.NEGATIVE_INFINITY) stderr.write("\r\u001b[K");
    },
  };
}
