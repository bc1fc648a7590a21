// The few things that a tracker says; a logger that throws does not reach the host.
// In production, where the host gave no logger, only losses and what is held are said, and not what is merely odd.
import { textOf } from "../text-of.js";
import type { Settings } from "./options.js";

/** Different notices that are remembered of each kind; a host that makes more hears no further ones of that kind. */
const MOST = 1_000;

/** Says what has to be said, through the host's logger. */
export class Notices {
  readonly #logger: Settings["logger"];
  readonly #quiet: boolean;
  readonly #said = new Set<string>();
  /** Apart, so that no number of odd things keeps a loss from being said. */
  readonly #hinted = new Set<string>();

  constructor({ logger, quiet }: Pick<Settings, "logger" | "quiet">) {
    this.#logger = logger;
    this.#quiet = quiet;
  }

  /** Of losses, and of what is held or cannot be kept: always said. */
  warn(message: string): void {
    try {
      this.#logger.warn(`tracklake: ${message}`);
    } catch (error) {
      process.emitWarning(`tracklake: ${message} (and the logger threw ${textOf(error)})`);
    }
  }

  /** The same, once for each message; what differs from time to time in it, such as an error's text, is named apart. */
  once(message: string, kind: string = message): void {
    if (isNew(this.#said, kind)) this.warn(message);
  }

  /** Of what nothing is lost by. */
  hint(message: string): void {
    if (!this.#quiet) this.warn(message);
  }

  /** The same, once for each message. */
  hintOnce(message: string): void {
    if (!this.#quiet && isNew(this.#hinted, message)) this.warn(message);
  }
}

function isNew(said: Set<string>, message: string): boolean {
  if (said.has(message) || said.size >= MOST) return false;
  said.add(message);
  return true;
}
