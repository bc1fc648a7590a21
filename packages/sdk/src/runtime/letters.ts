// Keeps dead letters, and counts what became of each: kept, or dropped for want of room, of a disk, or of time.
// What waits to be kept is bounded in bytes.
import type { Counter } from "../counts.js";
import type { DeadLetter } from "../dead-letters/dead-letters.js";
import { textOf } from "../text-of.js";
import type { Notices } from "./notices.js";
import type { Settings } from "./options.js";
import { roughBytes } from "./rough-bytes.js";

/** Bytes of letters that wait for their disk. */
const MOST = 16 * 1024 * 1024;

/** What became of a letter. */
type End = "kept" | "dead-letters-full" | "dead-letters-late";

/** What keeps letters. */
export interface LettersOptions {
  readonly settings: Pick<Settings, "deadLetters">;
  readonly counter: Counter;
  readonly notices: Notices;
}

/** The dead letters of one tracker. */
export class Letters {
  readonly #options: LettersOptions;
  readonly #open = new Set<(end: End) => void>();
  #bytes = 0;
  #over = false;

  constructor(options: LettersOptions) {
    this.#options = options;
  }

  /** Keeps a letter; resolves when it is counted. */
  keep(letter: DeadLetter, wasSpooled: boolean): Promise<void> {
    const { counter } = this.#options;
    const bytes = roughBytes(letter, MOST);
    const full = this.#open.size > 0 && this.#bytes + bytes > MOST;
    return new Promise((resolve) => {
      this.#bytes += bytes;
      const end = (how: End) => {
        // Only the first word counts: a letter that was given up may be kept all the same.
        if (!this.#open.delete(end)) return;
        this.#bytes -= bytes;
        if (how === "kept") counter.deadLetter(letter.reason, wasSpooled);
        else counter.drop(how, 1, wasSpooled);
        resolve();
      };
      this.#open.add(end);
      if (this.#over) end("dead-letters-late");
      else if (full) end(this.#full());
      else void this.#add(letter).then(end);
    });
  }

  /** Waits for no letter any more: those that are not kept by now count as dropped, and so do later ones. */
  end(): void {
    this.#over = true;
    for (const end of [...this.#open]) end("dead-letters-late");
  }

  async #add(letter: DeadLetter): Promise<End> {
    try {
      return (await this.#options.settings.deadLetters.add(letter)) ? "kept" : this.#full();
    } catch (error) {
      const said = `dead letters cannot be kept (${textOf(error)}); they are dropped and counted.`;
      this.#options.notices.once(said, "dead letters cannot be kept");
      return "dead-letters-full";
    }
  }

  #full(): End {
    this.#options.notices.once("there is no room for more dead letters; further ones are dropped and counted.");
    return "dead-letters-full";
  }
}
