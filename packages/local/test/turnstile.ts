// Lets several clients call one at a time, in an order that a seed decides: every interleaving can be played again.
// A call goes when all that are not done yet have one to make, so nobody is ahead by chance of the clock.
import type { GlueClient } from "@aws-sdk/client-glue";

interface Waiting {
  readonly actor: number;
  readonly go: () => void;
}

/** The order of calls. @param random - Numbers from 0 up to but not 1. */
export class Turnstile {
  readonly #random: () => number;
  readonly #active = new Set<number>();
  readonly #waiting: Waiting[] = [];
  #running = false;
  #actors = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** Does the work of one actor; each of its client's calls waits for its turn. Its calls come one after the other. */
  async run<T>(client: GlueClient, work: () => Promise<T>): Promise<T> {
    const actor = this.#actors++;
    this.#active.add(actor);
    client.middlewareStack.add(
      (next) => async (args) => {
        await new Promise<void>((go) => {
          this.#waiting.push({ actor, go });
          this.#next();
        });
        try {
          return await next(args);
        } finally {
          this.#running = false;
          this.#next();
        }
      },
      { step: "initialize", name: "turnstile" },
    );
    try {
      return await work();
    } finally {
      this.#active.delete(actor);
      this.#next();
    }
  }

  #next(): void {
    if (this.#running || this.#waiting.length === 0 || this.#waiting.length < this.#active.size) return;
    const [chosen] = this.#waiting.splice(Math.floor(this.#random() * this.#waiting.length), 1);
    this.#running = true;
    chosen?.go();
  }
}
