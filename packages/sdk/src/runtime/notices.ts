// The few things that a tracker says, each once; a logger that throws does not reach the host.
import { textOf } from "../text-of.js";
import type { Logger } from "./options.js";

/** Different notices that are remembered; a host that makes more hears no further ones. */
const MOST = 1_000;

/** Says what has to be said, through the host's logger. */
export class Notices {
  readonly #logger: Logger;
  readonly #said = new Set<string>();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  warn(message: string): void {
    try {
      this.#logger.warn(`tracklake: ${message}`);
    } catch (error) {
      process.emitWarning(`tracklake: ${message} (and the logger threw ${textOf(error)})`);
    }
  }

  once(message: string): void {
    if (this.#said.has(message) || this.#said.size >= MOST) return;
    this.#said.add(message);
    this.warn(message);
  }
}
