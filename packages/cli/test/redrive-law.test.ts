// The law of redrive: whatever fails, and wherever a run breaks off, in the end every event that fits was sent, one that
// was sent twice was told of and is the same line, what does not fit is still there, and no number is missing.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { lakeDate } from "@tracklake/envelope";
import { registryOf, withDrafts } from "@tracklake/registry";
import { builtInEvents, defineEvent, Type, toEventModel } from "@tracklake/schema";
import type { DeadLetter } from "@tracklake/sdk";
import fc from "fast-check";
import { expect, test } from "vitest";
import { CurrentEvents } from "../src/redrive/definitions.js";
import type { OutgoingLine } from "../src/redrive/rebuild.js";
import { type RedriveOptions, redrive } from "../src/redrive/redrive.js";
import { Report } from "../src/redrive/report.js";
import type { Source } from "../src/redrive/source-files.js";
import { folder } from "./harness.js";

const planChanged = defineEvent({
  name: "plan_changed",
  properties: Type.Object({ plan: Type.Union([Type.Literal("free"), Type.Literal("pro")]) }),
});
const events = new CurrentEvents(withDrafts(registryOf([]), [...builtInEvents, toEventModel(planChanged).model]));

/** What the target does with a call: takes all, breaks off before or after taking, or takes every so many. */
type Act = "take" | "break before" | "break after" | { readonly refuseEvery: number };
class Broken extends Error {}

function id(index: number): string {
  return `0190163d-8694-739b-aea5-${String(index).padStart(12, "0")}`;
}

function letter(index: number, plan: string): DeadLetter {
  return {
    event_id: id(index),
    event_name: "plan_changed",
    event_major: 1,
    event_time: "2026-01-01 15:00:00.000",
    service: "billing",
    environment: "test",
    reason: "violation",
    known: { plan },
    contexts: {},
    unknown: [],
  };
}

async function run(source: Source, acts: Act[], taken: OutgoingLine[], report: Report): Promise<void> {
  const options: RedriveOptions = {
    events,
    date: lakeDate("Asia/Tokyo"),
    partial: false,
    batchLines: 3,
    wanted: () => true,
    progress() {},
    target: {
      name: "test",
      close() {},
      async send(lines) {
        const act = acts.shift() ?? "take";
        if (act === "break before") throw new Broken();
        const results = lines.map((_, index) => typeof act === "string" || index % act.refuseEvery !== 0);
        taken.push(...lines.filter((_, index) => results[index]));
        if (act === "break after") throw new Broken();
        return results;
      },
    },
  };
  try {
    await redrive(source, options, report);
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
  }
}

function waiting({ folder: root }: Source): string[] {
  const files = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isFile());
  const lines = files.flatMap(({ name }) => readFileSync(join(root, name), "utf8").trim().split("\n"));
  return lines.filter((line) => line !== "").map((line) => (JSON.parse(line) as DeadLetter).event_id);
}

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Act>("take") },
  fc.constant<Act>("break before"),
  fc.constant<Act>("break after"),
  fc.integer({ min: 1, max: 3 }).map((refuseEvery): Act => ({ refuseEvery })),
);
const files = fc.array(fc.array(fc.constantFrom("free", "pro", "gold"), { minLength: 1, maxLength: 10 }), {
  minLength: 1,
  maxLength: 3,
});

const runs = Number(process.env.TRACKLAKE_RUNS ?? 25);

test(
  "every event that fits is sent, the others stay, and nothing is sent twice in silence",
  async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.array(act, { maxLength: 14 }), async (plans, acts) => {
        let next = 0;
        const all = plans.map((each) => each.map((plan) => letter(next++, plan)));
        const texts = all.map((each) => each.map((one) => `${JSON.stringify(one)}\n`).join(""));
        const root = folder(Object.fromEntries(texts.map((text, index) => [`${index}.ndjson`, text])));
        const source: Source = { kind: "letters", folder: root };
        const fits = all.flat().filter(({ known }) => (known as { plan: string }).plan !== "gold");
        const taken: OutgoingLine[] = [];
        const [left, unsure] = [[...acts], { count: 0 }];
        for (let count = 0; count < 40; count++) {
          const report = new Report();
          await run(source, left, taken, report);
          unsure.count += report.unsure;
          if (left.length === 0 && report.sent === 0 && report.already === 0 && count > acts.length) break;
        }

        const lines = taken.map(({ text }) => JSON.parse(text) as Record<string, unknown>);
        const own = lines.filter(({ event_name }) => event_name === "plan_changed");
        expect(new Set(own.map(({ event_id }) => event_id))).toEqual(new Set(fits.map(({ event_id }) => event_id)));
        expect(own.length - fits.length).toBeLessThanOrEqual(unsure.count);
        expect(new Set(taken.map(({ text }) => text)).size).toBe(new Set(lines.map(({ event_id }) => event_id)).size);
        const misfits = all.flat().filter((one) => !fits.includes(one));
        expect(waiting(source).sort()).toEqual(misfits.map(({ event_id }) => event_id).sort());

        const numbers = new Map<unknown, Set<unknown>>();
        for (const { instance_id, event_sequence } of own) {
          numbers.set(instance_id, (numbers.get(instance_id) ?? new Set()).add(event_sequence));
        }
        for (const given of numbers.values()) expect(Math.max(...([...given] as number[]))).toBe(given.size);
      }),
      { numRuns: runs },
    );
  },
  60_000 + runs * 2_000,
);
