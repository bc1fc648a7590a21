// Why events are refused: ajv's code, which is loaded when it is first needed, so that the host's call has long returned.
// What waits for it is bounded in bytes; what comes over that is not explained, and kept all the same.
import type { Definitions, Explainers } from "../definitions.js";
import { textOf } from "../text-of.js";
import { withResolver } from "../with-resolver.js";
import type { Notices } from "./notices.js";
import { roughBytes } from "./rough-bytes.js";

/** Bytes of refused events that wait for their explanation: a burst of thousands, and no harm to the host. */
const MOST = 8 * 1024 * 1024;

/** Given the explainers, or nothing where there are none. */
type Work = (explainers: Explainers | undefined) => void;

/** The explainers of one client. */
export class Explanations {
  readonly #load: Definitions["explainers"];
  readonly #notices: Notices;
  #loaded: Explainers | undefined;
  #loading = false;
  #idle: { promise: Promise<void>; resolve(): void } | undefined;
  #waiting: Work[] = [];
  #bytes = 0;
  #ended = false;

  constructor({ explainers }: Pick<Definitions, "explainers">, notices: Notices) {
    this.#load = explainers;
    this.#notices = notices;
  }

  /** Whether something waits. */
  get waiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** Resolves when nothing waits any more. */
  get done(): Promise<void> {
    return this.#idle?.promise ?? Promise.resolve();
  }

  /**
   * Explains now, or once the explainers are loaded.
   *
   * @param held - What the work keeps in memory until then.
   * @returns `false` when too much waits already; the work is not done then.
   */
  explain(held: unknown, work: Work): boolean {
    // Once they are there an event is explained at the call, since the host may use its object for something else.
    if (this.#loaded || this.#ended) work(this.#loaded);
    else {
      const room = MOST - this.#bytes;
      const bytes = roughBytes(held, room);
      if (bytes > room && this.#waiting.length > 0) return false;
      this.#bytes += bytes;
      this.#waiting.push(work);
      this.#idle ??= withResolver();
      if (!this.#loading) void this.#loadAll();
    }
    return true;
  }

  /** Waits for nothing any more: what is not explained by now never is. */
  end(): void {
    this.#ended = true;
    this.#doAll();
  }

  async #loadAll(): Promise<void> {
    this.#loading = true;
    try {
      this.#loaded = await this.#load();
    } catch (error) {
      this.#notices.hintOnce(
        `the explainers of the generated client cannot be loaded (${textOf(error)}); dead letters come without reasons.`,
      );
    }
    this.#loading = false;
    this.#doAll();
  }

  #doAll(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#bytes = 0;
    for (const work of waiting) work(this.#loaded);
    this.#idle?.resolve();
    this.#idle = undefined;
  }
}
