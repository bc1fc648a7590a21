// A tracker in memory, and its events once they have come.
import { createRuntime } from "@tracklake/sdk";
import { memorySink } from "@tracklake/sdk/memory";
import { vi } from "vitest";
import { definitions } from "../definitions.js";

/** A line as it would be read; http_request keeps its properties in `request`. */
export type Row = Record<string, unknown> & { readonly request: Record<string, unknown> };

/** A tracker whose events can be waited for. */
export function recording() {
  const sink = memorySink();
  const tracker = createRuntime(definitions, { service: "web", environment: "production", sink, flushInterval: 0 });
  return {
    tracker,
    clear: () => sink.clear(),
    /** The events of a name, when there are at least so many. */
    async events(name: string, count: number): Promise<Row[]> {
      const rows = () =>
        sink.lines.map((line) => JSON.parse(line.text) as Row).filter((row) => row.event_name === name);
      await vi.waitUntil(() => rows().length >= count, { timeout: 10_000, interval: 2 });
      return rows();
    },
  };
}
