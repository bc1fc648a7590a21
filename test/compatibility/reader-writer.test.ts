// READER and WRITER, and what CALLER says of values, held against random documents: ajv is the judge.
// TRACKLAKE_PROOF_PAIRS=20000 npx vitest run --project repository test/compatibility/reader-writer.test.ts
import { type Axis, type Judgement, judgeEvent } from "@tracklake/compat";
import type { EventModel } from "@tracklake/schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import { closed, ofGroup, open } from "./event-validator.js";
import { proofRuns, random } from "./random.js";
import { randomDocument } from "./random-document.js";
import { edited } from "./random-edit.js";
import { randomEvent } from "./random-model.js";

const DOCUMENTS = 12;
const runs = proofRuns(400);
const count = runs.numRuns;

test("what is safe for readers and writers is never refused", () => {
  const seen = { safe: 0, unsafe: 0, documents: 0, shown: 0 };
  fc.assert(
    fc.property(fc.integer({ min: 0 }), (seed) => {
      const r = random(seed);
      const before = randomEvent(r);
      const after = edited(r, before);
      const { judgements } = judgeEvent([{ revision: 1, model: before }], after, { counterexamples: false });
      prove("READER", judgements, before, after);
      prove("WRITER", judgements, after, before);
      // Calls that compile and are said to get through are events that the new schema accepts.
      if (safe(judgements, "CALLER")) expect(refused(before, after)).toBeUndefined();

      function prove(axis: Axis, judged: readonly Judgement[], written: EventModel, read: EventModel): void {
        const document = refused(written, read);
        if (safe(judged, axis)) {
          seen.safe++;
          expect({ axis, document, written, read }).toEqual({ axis, document: undefined, written, read });
        } else {
          seen.unsafe++;
          if (document !== undefined) seen.shown++;
        }
      }

      /** A document that is valid on one side, closed, and not on the other, open. */
      function refused(written: EventModel, read: EventModel): unknown {
        const [accepts, reads] = [closed(written), open(read)];
        for (let left = DOCUMENTS; left > 0; left--) {
          const document = randomDocument(r, written);
          if (!accepts(document)) continue;
          seen.documents++;
          if (!reads(document)) return document;
        }
        return undefined;
      }
    }),
    runs,
  );
  console.info(
    `seed ${runs.seed}: ${count} pairs, ${seen.documents} documents: ${seen.safe} safe verdicts and no counterexample; ` +
      `${seen.unsafe} others, ${seen.shown} of them with a counterexample by chance`,
  );
  expect(Math.min(seen.safe, seen.unsafe, seen.shown)).toBeGreaterThan(count / 20);
}, 1_800_000);

test("events of every revision of a history whose steps were safe for readers are read by the last", () => {
  const seen = { safe: 0, unsafe: 0, documents: 0 };
  fc.assert(
    fc.property(fc.integer({ min: 0 }), (seed) => {
      const r = random(seed);
      const models = [randomEvent(r)];
      for (let more = 2 + r.below(2); more > 0; more--) models.push(edited(r, models.at(-1) ?? randomEvent(r)));
      const published = models.map((model, index) => ({ revision: index + 1, model }));
      const steps = models.map((model, index) =>
        judgeEvent(published.slice(0, index), model, { counterexamples: false }),
      );
      if (!steps.every(({ judgements }) => safe(judgements, "READER"))) {
        seen.unsafe++;
        return;
      }
      seen.safe++;
      const reads = open(models.at(-1) ?? randomEvent(r));
      for (const model of models) {
        const accepts = closed(model);
        for (const document of Array.from({ length: DOCUMENTS }, () => randomDocument(r, model)).filter(accepts)) {
          seen.documents++;
          expect({ document, read: reads(document), models }).toEqual({ document, read: true, models });
        }
      }
    }),
    runs,
  );
  console.info(`seed ${runs.seed}: ${count} histories: ${JSON.stringify(seen)}`);
  expect(Math.min(seen.safe, seen.unsafe)).toBeGreaterThan(count / 20);
}, 1_800_000);

test("every counterexample is one", () => {
  const seen = { breaks: 0, shown: 0 };
  const tried = Math.ceil(count / 4);
  fc.assert(
    fc.property(fc.integer({ min: 0 }), (seed) => {
      const r = random(seed);
      const before = randomEvent(r);
      const after = edited(r, before);
      for (const { verdicts, counterexamples, path, was, rule } of judgeEvent([{ revision: 1, model: before }], after)
        .judgements) {
        for (const axis of ["READER", "WRITER"] as const) {
          if (verdicts[axis] !== "break") continue;
          seen.breaks++;
          const shown = counterexamples[axis];
          if (!shown) continue;
          seen.shown++;
          const [written, read] = axis === "READER" ? [before, after] : [after, before];
          const at = axis === "WRITER" && rule === "FIELD_MOVED" ? (was ?? path) : path;
          const group = at.slice(0, at.indexOf("."));
          const judged = {
            written: ofGroup(written, group, false)(shown.document),
            read: ofGroup(read, group, true)(shown.document),
          };
          expect({ ...judged, axis, shown, before, after }).toEqual({
            written: true,
            read: false,
            axis,
            shown,
            before,
            after,
          });
        }
      }
    }),
    { ...runs, numRuns: tried },
  );
  console.info(
    `seed ${runs.seed}: ${tried} pairs: ${seen.breaks} breaks of readers and writers, ${seen.shown} with a counterexample`,
  );
  expect(seen.shown / seen.breaks).toBeGreaterThan(0.8);
}, 1_800_000);

function safe(judgements: readonly Judgement[], axis: Axis): boolean {
  return judgements.every(({ verdicts }) => verdicts[axis] === "safe");
}
