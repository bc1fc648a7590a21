// An instance of a tracker whose events land in a project's local lake: real lines through the SDK, and heartbeats.
// The lake can be damaged afterwards, line by line.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createRuntime, type Definitions, type OutgoingRecord, type Sink } from "@tracklake/sdk";
import { ENCODER_ABI } from "@tracklake/sdk/encoder";
import { fileSink } from "@tracklake/sdk/file";
import { Heartbeat } from "../../sdk/src/runtime/heartbeat.js";

const event = (name: string, major = 1) => ({
  name,
  major,
  revision: 1,
  contexts: [],
  encode: (value: unknown) => `,${JSON.stringify(value).slice(1, -1)}`,
});

/** Definitions that take what they are given. */
export const definitions: Definitions = {
  abi: ENCODER_ABI,
  timeZone: "Asia/Tokyo",
  events: {
    plan_changed: event("plan_changed"),
    plan_left: event("plan_left"),
    tracklake_heartbeat: event("tracklake_heartbeat"),
  },
  contexts: {},
  explainers: async () => ({ events: {}, contexts: {} }),
  explainersNow: () => ({ events: {}, contexts: {} }),
};

/** A running instance. */
export interface Instance {
  /** Tracks `plan_changed`, or another event, so many times at a moment (ISO text). */
  track(moment: string, count?: number, name?: string): Promise<void>;
  /** A heartbeat at a moment. */
  beat(moment: string): Promise<void>;
  /** Closes with a heartbeat, or dies without one. */
  end(how: "closed" | "killed", moment?: string): Promise<void>;
}

/** Starts an instance. */
export function instance(root: string, service = "billing"): Instance {
  let now = 0;
  const last = new Map<string, number>();
  const files = fileSink({ directory: join(root, ".tracklake/lake") });
  const noted: Sink = {
    ...files,
    send(records: readonly OutgoingRecord[], signal: AbortSignal) {
      for (const text of records.flatMap(({ parts }) =>
        Buffer.concat([...parts])
          .toString()
          .trim()
          .split("\n"),
      )) {
        const { event_name, event_sequence } = JSON.parse(text) as { event_name: string; event_sequence: number };
        last.set(`${event_name}_v1`, event_sequence);
      }
      return files.send(records, signal);
    },
  };
  const runtime = createRuntime(definitions, {
    service,
    environment: "production",
    sink: noted,
    clock: () => now,
    flushInterval: 0,
    durability: "memory",
    heartbeat: false,
  });
  const beats = new Heartbeat({ sequences: () => last, track: (name, given) => runtime.track(name, given) });
  const at = async (moment: string, does: () => void) => {
    now = Date.parse(moment);
    does();
    await runtime.flush();
  };
  return {
    track: (moment, count = 1, name = "plan_changed") =>
      at(moment, () => {
        for (let index = 0; index < count; index++) runtime.track(name, { plan: "pro" });
      }),
    beat: (moment) => at(moment, () => beats.beat()),
    async end(how, moment = new Date(now).toISOString()) {
      if (how === "closed") await at(moment, () => beats.close());
      await runtime.close();
    },
  };
}

/** The lines of a table's day, every file together. */
export function linesOf(root: string, table: string, dt: string): string[] {
  const folder = join(root, ".tracklake/lake/events", table, `dt=${dt}`);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), "utf8").split(/(?<=\n)/));
}

/** Rewrites the lines of a table's day: what the change leaves out is lost. */
export function damage(root: string, table: string, dt: string, change: (lines: string[]) => string[]): void {
  const folder = join(root, ".tracklake/lake/events", table, `dt=${dt}`);
  const [first, ...others] = readdirSync(folder);
  const lines = change(linesOf(root, table, dt));
  writeFileSync(join(folder, first ?? ""), lines.join(""));
  for (const name of others) writeFileSync(join(folder, name), "");
}
