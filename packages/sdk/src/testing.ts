// For the tests of applications: options that record what is tracked, and expectations for any test runner.
// In test mode a violation throws at the call, with its path and reason.
import { isDeepStrictEqual } from "node:util";
import { SdkError } from "./errors.js";
import { memorySink } from "./memory.js";
import type { TrackerOptions } from "./runtime/options.js";
import type { Sink } from "./sink.js";

/** An event as it would stand in the lake: envelope, contexts and properties in one object. */
export type RecordedEvent = Readonly<Record<string, unknown>> & { readonly event_name: string };

/** What was tracked in a test. */
export interface Recorder {
  /** Give these to `createTracker`. */
  readonly options: TrackerOptions;
  /** Sends what is queued, so that the expectations see it. */
  events(name?: string): Promise<readonly RecordedEvent[]>;
  /**
   * Expects an event whose columns hold at least these values.
   *
   * @throws SdkError `expectation-failed`, listing what was tracked instead.
   */
  expectTracked(name: string, columns?: Readonly<Record<string, unknown>>): Promise<RecordedEvent>;
  /** @throws SdkError `expectation-failed` when such an event was tracked. */
  expectNotTracked(name: string, columns?: Readonly<Record<string, unknown>>): Promise<void>;
  /** Forgets what was tracked so far. */
  clear(): Promise<void>;
}

/**
 * A recorder for one test file.
 *
 * @example
 * const recorder = createRecorder();
 * const tracker = createTracker(recorder.options);
 * tracker.planChanged({ plan: "pro" });
 * await recorder.expectTracked("plan_changed", { plan: "pro" });
 */
export function createRecorder(options: Partial<Omit<TrackerOptions, "sink" | "mode">> = {}): Recorder {
  const memory = memorySink();
  const trackers: { flush(): Promise<unknown> }[] = [];
  const sink: Sink = { ...memory, attach: (tracker) => void trackers.push(tracker) };
  const flushed = () => Promise.all(trackers.map((tracker) => tracker.flush()));
  const events = async (name?: string) => {
    await flushed();
    const all = memory.lines.map((line) => JSON.parse(line.text) as RecordedEvent);
    return name === undefined ? all : all.filter((event) => event.event_name === name);
  };
  const find = async (name: string, columns: Readonly<Record<string, unknown>>) => {
    const named = await events(name);
    return { named, found: named.find((event) => holds(event, columns)) };
  };
  return {
    options: { service: "test", environment: "test", ...options, mode: "test", sink },
    events,
    async expectTracked(name, columns = {}) {
      const { named, found } = await find(name, columns);
      if (found) return found;
      const tracked =
        named.length > 0 ? named.map((event) => `\n  ${JSON.stringify(event)}`).join("") : ` no ${name} at all`;
      throw new SdkError(
        "expectation-failed",
        `expected ${name} with ${JSON.stringify(columns)}, but there was${tracked}`,
      );
    },
    async expectNotTracked(name, columns = {}) {
      const { found } = await find(name, columns);
      if (found)
        throw new SdkError(
          "expectation-failed",
          `expected no ${name} with ${JSON.stringify(columns)}, but there was\n  ${JSON.stringify(found)}`,
        );
    },
    async clear() {
      await flushed();
      memory.clear();
    },
  };
}

function holds(event: unknown, wanted: unknown): boolean {
  if (typeof wanted !== "object" || wanted === null || Array.isArray(wanted)) return isDeepStrictEqual(event, wanted);
  if (typeof event !== "object" || event === null) return false;
  return Object.entries(wanted).every(([key, value]) => holds((event as Record<string, unknown>)[key], value));
}
