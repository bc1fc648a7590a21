// Why events are refused: ajv's code, which is loaded when it is first needed, so that the host's call has long returned.
// What waits for it is a copy, made at the call and bounded in bytes; what comes over that is not explained, and kept
// without its values: which of them are personal is known from there alone.
import type { Definitions, Explainers } from "../definitions.js";
import { textOf } from "../text-of.js";
import { withResolver } from "../with-resolver.js";
import type { Notices } from "./notices.js";
import { snapshotOf } from "./snapshot.js";

/** Bytes of refused events that wait for their explanation: a burst of thousands, and no harm to the host. */
const MOST = 8 * 1024 * 1024;

/**
 * Given what is to be explained, as it was at the call, and the explainers, or nothing where there are none.
 *
 * @param whole - Whether nothing of it is missing.
 */
export type Work<Held> = (held: Held, explainers: Explainers | undefined, whole: boolean) => void;

/** The explainers of one client. */
export class Explanations {
  readonly #load: Definitions["explainers"];
  readonly #notices: Notices;
  #loaded: Explainers | undefined;
  #loading = false;
  #idle: { promise: Promise<void>; resolve(): void } | undefined;
  #waiting: ((explainers: Explainers | undefined) => void)[] = [];
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
   * @param held - The host's own values.
   * @returns `false` when too much waits already; the work is not done then.
   */
  explain<Held>(held: Held, work: Work<Held>): boolean {
    // Once they are there an event is explained at the call, and nothing is copied.
    if (this.#loaded || this.#ended) work(held, this.#loaded, true);
    else {
      const first = this.#waiting.length === 0;
      const room = MOST - this.#bytes;
      const { value, bytes, whole } = snapshotOf(held, first ? Number.POSITIVE_INFINITY : room);
      if (bytes > room && !first) return false;
      this.#bytes += bytes;
      this.#waiting.push((explainers) => work(value, explainers, whole));
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
        `the explainers of the generated client cannot be loaded (${textOf(error)}); dead letters come without reasons and values.`,
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
