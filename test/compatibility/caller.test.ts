// CALLER, held against the TypeScript compiler: calls that compiled against the old generated client compile against the new
// one. Two clients hold all pairs, so that one program checks them.
// TRACKLAKE_PROOF_PAIRS=5000 npx vitest run --project repository test/compatibility/caller.test.ts
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generateClient } from "@tracklake/codegen";
import { judgeEvent } from "@tracklake/compat";
import { type EventModel, fingerprint } from "@tracklake/schema";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { diagnostics } from "../../packages/codegen/test/type-check.js";
import { proofRuns, random } from "./random.js";
import { callTexts } from "./random-call.js";
import { edited } from "./random-edit.js";
import { randomEvent } from "./random-model.js";

const CALLS = 4;
/** Pairs of one program. */
const MOST_PAIRS = 500;
const runs = proofRuns(200);
const count = runs.numRuns;

interface Pair {
  readonly seed: number;
  readonly before: EventModel;
  readonly after: EventModel;
  readonly calls: readonly string[];
}

test.each(Array.from({ length: Math.ceil(count / MOST_PAIRS) }, (_, index) => index))(
  "calls of what is safe for callers compile against the next client (%i)",
  (turn) => {
    const first = runs.seed + turn;
    const run = fc.sample(fc.integer({ min: 0 }), { numRuns: Math.min(count, MOST_PAIRS), seed: first });
    const all = run.map((seed, index) => pairOf(seed, `e_${index}`));
    const folder = mkdtempSync(join(tmpdir(), "tracklake-callers-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    symlinkSync(fileURLToPath(new URL("../../node_modules", import.meta.url)), join(folder, "node_modules"));
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    write(
      folder,
      "old",
      all.map(({ before }) => before),
    );
    write(folder, "new", all.flatMap(withKeeper));
    expect(all.some((pair) => kept(pair).length > 0)).toBe(true);
    expect(all.some((pair) => dropped(pair).length > 0 && kept(pair).length === 0)).toBe(true);

    const lines = all.flatMap(({ calls }, pair) => calls.map((text) => ({ pair, text })));
    const source = (client: string) =>
      [
        `import type { Tracker } from "./${client}/index.js"; declare const t: Tracker;`,
        ...lines.map(({ text }) => text),
      ].join("\n");
    const found = diagnostics(folder, { "old.ts": source("old"), "new.ts": source("new") });
    expect(found["old.ts"]).toEqual([]);
    const broken = new Map<number, string>();
    for (const message of found["new.ts"] ?? []) {
      const at = lines[Number(/^\d+/.exec(message)?.[0]) - 2];
      if (at) broken.set(at.pair, `${at.text} → ${message}`);
    }
    const seen = { safe: 0, unsafe: 0, shown: 0 };
    for (const [index, pair] of all.entries()) {
      const { before, after, seed } = pair;
      const { judgements } = judgeEvent([{ revision: 1, model: before }], after, {
        counterexamples: false,
        listedContexts: new Set(kept(pair).map(({ name }) => name)),
      });
      const safe = judgements.every(({ verdicts }) => verdicts.CALLER !== "break");
      seen[safe ? "safe" : "unsafe"]++;
      if (!safe && broken.has(index)) seen.shown++;
      if (safe) expect({ seed, broken: broken.get(index), before, after }).toEqual({ seed, before, after });
    }
    console.info(`seed ${first}: ${all.length} pairs, ${lines.length} calls: ${JSON.stringify(seen)}`);
    expect(Math.min(seen.safe, seen.unsafe, seen.shown)).toBeGreaterThan(all.length / 20);
  },
  1_800_000,
);

/** The new event; in every other pair with an event that still lists the contexts which it lists no more. */
function withKeeper(pair: Pair): EventModel[] {
  const contexts = kept(pair);
  if (contexts.length === 0) return [pair.after];
  return [pair.after, { ...pair.after, name: `kept_${pair.after.name}`, contexts, properties: [] }];
}

/** The contexts that the client still knows by another event. */
function kept(pair: Pair): EventModel["contexts"] {
  return pair.seed % 2 === 0 ? dropped(pair) : [];
}

/** The contexts that the event lists no more. */
function dropped({ before, after }: Pair): EventModel["contexts"] {
  return before.contexts.filter(({ name }) => !after.contexts.some((context) => context.name === name));
}

/** A pair under names of its own, since clients know each event and each context once. */
function pairOf(seed: number, name: string): Pair {
  const r = random(seed);
  const own = (model: EventModel): EventModel => ({
    ...model,
    name,
    contexts: model.contexts.map((context) => ({ ...context, name: `${context.name}_${name}` })),
  });
  const event = randomEvent(r);
  const before = own(event);
  const method = name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  const calls = Array.from({ length: CALLS }, () => callTexts(r, "t", method, before)).flat();
  return { seed, before, after: own(edited(r, event)), calls };
}

function write(folder: string, client: string, models: readonly EventModel[]): void {
  const revisions = models.map((model) => ({
    model,
    revision: 1,
    fingerprint: fingerprint(model),
    predecessor: null,
    status: "draft" as const,
  }));
  mkdirSync(join(folder, client));
  for (const { path, content } of generateClient(revisions, { timeZone: "UTC" })) {
    if (path.endsWith(".d.ts")) writeFileSync(join(folder, client, path), content);
  }
}
