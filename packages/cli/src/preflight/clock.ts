// How far this machine's clock is from AWS's: what its answers say in their Date, against when they came.
import type { Check } from "../doctor/check.js";

/** Seconds. AWS refuses signatures that are five minutes off: IAM User Guide, "Signature Version 4". */
const REFUSED = 300;
const WORTH_SAYING = 60;

/** The part of a client that a middleware is added to. */
export interface Watched {
  readonly middlewareStack: {
    add(
      middleware: never,
      options: { readonly step: "deserialize"; readonly priority: "low"; readonly name: string },
    ): void;
  };
}

/** Collects what answers say of the time. */
export class Clock {
  readonly #now: () => number;
  #skew: number | undefined;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Seconds that this machine is behind AWS, negative when it is ahead; `undefined` before an answer. */
  get skew(): number | undefined {
    return this.#skew;
  }

  /** Looks at every answer of a client, refusals too. */
  watch(client: Watched): void {
    const middleware = (next: (args: unknown) => Promise<Answer>) => async (args: unknown) => {
      const sent = this.#now();
      const answer = await next(args);
      const date = Date.parse(answer.response?.headers?.date ?? "");
      // Of several answers the first is taken: the SDK signs later ones by the time that it has learnt.
      if (!Number.isNaN(date)) this.#skew ??= (date - (sent + this.#now()) / 2) / 1000;
      return answer;
    };
    client.middlewareStack.add(middleware as never, { step: "deserialize", priority: "low", name: "tracklakeClock" });
  }

  /** What is to be said of it. */
  check(): Check[] {
    if (this.#skew === undefined) return [];
    const seconds = Math.round(Math.abs(this.#skew));
    if (seconds < WORTH_SAYING) return [{ id: "clock", level: "ok", message: "the clock is AWS's, to the minute." }];
    const message = `the clock is ${seconds} s ${this.#skew > 0 ? "behind" : "ahead of"} AWS's.`;
    const fix = "let it follow a time server (NTP): signatures that are five minutes off are refused";
    return [{ id: "clock", level: seconds < REFUSED ? "warning" : "error", message, fix }];
  }
}

interface Answer {
  readonly response?: { readonly headers?: Readonly<Record<string, string>> };
}
