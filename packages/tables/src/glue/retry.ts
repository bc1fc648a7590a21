// Calls to Glue, repeated with growing pauses for the errors that pass by themselves.
// Guide, "Glue API exceptions": OperationTimeout, InternalService, ResourceNotReady, throttling. The SDK's own
// retries do not cover the first and the third, whose status is 400.
import type * as Glue from "@aws-sdk/client-glue";
import type { GlueClient } from "@aws-sdk/client-glue";
import { Pace } from "./pace.js";

const throttled: ReadonlySet<string> = new Set([
  "ThrottlingException",
  "ThrottledException",
  "TooManyRequestsException",
  "RequestLimitExceeded",
]);
/** Errors after which nobody knows whether the call was carried out. */
const lost: ReadonlySet<string> = new Set([
  "OperationTimeoutException",
  "InternalServiceException",
  "InternalFailure",
  "TimeoutError",
]);
const lostCodes: ReadonlySet<string> = new Set(["ECONNRESET", "EPIPE", "ETIMEDOUT", "UND_ERR_SOCKET"]);

/** How calls are repeated. */
export interface RetryOptions {
  /** Most calls in all, at least 1. @default 8 */
  readonly attempts?: number;
  /** Numbers from 0 up to but not 1. @default Math.random */
  readonly random?: () => number;
  /** Waits this many milliseconds. @default by the clock */
  readonly pause?: (milliseconds: number) => Promise<void>;
  /** Milliseconds of a clock that does not go back. @default performance.now */
  readonly now?: () => number;
}

const LONGEST_PAUSE = 5_000;

/** The name of an AWS error, or of any other. */
export function errorName(error: unknown): string {
  return error instanceof Error ? error.name : "UnknownError";
}

/** Whether a call may have been carried out although it failed. */
export function isLostAnswer(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, $metadata } = error as Error & { code?: unknown; $metadata?: { httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode ?? 0;
  return lost.has(error.name) || (typeof code === "string" && lostCodes.has(code)) || status >= 500;
}

/** A client's calls: repeated where that helps, and slowed down together when the service says so. */
export class GlueCalls {
  readonly #client: GlueClient;
  readonly #options: Required<RetryOptions>;
  readonly #pace: Pace;

  constructor(client: GlueClient, options: RetryOptions = {}) {
    this.#client = client;
    const { attempts = 8, random = Math.random, pause = sleep, now = () => performance.now() } = options;
    this.#options = { attempts, random, pause, now };
    this.#pace = new Pace(now, pause);
  }

  /**
   * Calls until it works, fails for good, or the attempts are used up.
   *
   * @param call - Gets the client and the module of its commands, which is loaded here: who calls nothing waits for none.
   * @param onLost - Called when the answer of a call was lost: it may have been carried out.
   */
  async send<T>(
    call: (client: GlueClient, glue: typeof Glue) => Promise<T>,
    onLost: () => void = () => {},
  ): Promise<T> {
    const { attempts, random, pause } = this.#options;
    const glue = await import("@aws-sdk/client-glue");
    for (let attempt = 1; ; attempt++) {
      await this.#pace.turn();
      try {
        const answer = await call(this.#client, glue);
        this.#pace.faster();
        return answer;
      } catch (error) {
        const slow = throttled.has(errorName(error));
        if (slow) this.#pace.slower();
        const unknown = isLostAnswer(error);
        if (unknown) onLost();
        const passes = slow || unknown || errorName(error) === "ResourceNotReadyException";
        if (attempt >= attempts || !passes) throw error;
        // Full jitter: many pipelines that were throttled at once do not come back at once.
        await pause(random() * Math.min(LONGEST_PAUSE, 100 * 2 ** attempt));
      }
    }
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
