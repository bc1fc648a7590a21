// The law: whenever one schema is said to be contained in another, every document that ajv takes for the one it takes for
// the other; and every counterexample is one. Pairs are made by random edits over all keywords of four drafts.
// TRACKLAKE_LONG=1 takes thousands of pairs; TRACKLAKE_SEED replays a seed that a failure printed.
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { isContained } from "../../src/json-schema/is-contained.js";
import { documentFor } from "./arbitrary-document.js";
import { type Draft, documents, drafts, type Schema, schemas } from "./arbitrary-schema.js";
import { edits } from "./edited-schema.js";
import { plainAjv } from "./plain-ajv.js";
import { randomOf } from "./random.js";

const long = process.env.TRACKLAKE_LONG === "1";
const pairs = long ? Number(process.env.TRACKLAKE_PAIRS ?? 3_000) : 150;
const documentsEach = long ? 300 : 60;
const seed = Number(process.env.TRACKLAKE_SEED ?? Date.now() % 2 ** 31);

const counts = { contained: 0, not: 0, shown: 0, unknown: 0, judged: 0, unjudged: 0 };
const unknowns = new Map<string, number>();

describe.each(Object.keys(drafts) as Draft[])("%s", (draft) => {
  test(`no verdict is contradicted (seed ${seed})`, { timeout: 3_600_000 }, () => {
    const pair = documents(draft).chain((from) =>
      fc.tuple(fc.constant(from), edits(from, schemas(draft, 1)), fc.nat()),
    );
    const law = fc.property(pair, ([a, b, salt]) => {
      for (const [sub, sup] of [
        [a, b],
        [b, a],
      ] as const) {
        check(draft, sub, sup, salt);
      }
    });
    fc.assert(law, { seed, numRuns: pairs, endOnFailure: long });
  });
});

function check(draft: Draft, sub: Schema, sup: Schema, salt: number): void {
  let isSub: (document: unknown) => boolean;
  let isSup: (document: unknown) => boolean;
  try {
    [isSub, isSup] = [plainAjv(sub, draft), plainAjv(sup, draft)];
  } catch {
    counts.unjudged++;
    return;
  }
  const answer = isContained(sub, sup);
  if (answer.contained === "unknown") {
    counts.unknown++;
    for (const { rule } of answer.reasons) unknowns.set(rule, (unknowns.get(rule) ?? 0) + 1);
    expect(answer.reasons.length).toBeGreaterThan(0);
    return;
  }
  if (!answer.contained) {
    counts.not++;
    expect(answer.reasons.length).toBeGreaterThan(0);
    for (const shown of [answer, ...answer.reasons]) {
      if (!("counterexample" in shown)) continue;
      counts.shown++;
      expect([isSub(shown.counterexample), isSup(shown.counterexample)]).toEqual([true, false]);
    }
    return;
  }
  counts.contained++;
  const random = randomOf(salt);
  for (let index = 0; index < documentsEach; index++) {
    const document = documentFor(index % 2 === 0 ? sub : sup, index % 2 === 0 ? sub : sup, random);
    const [inner, outer] = [judged(isSub, document), judged(isSup, document)];
    if (inner !== true || outer === undefined) continue;
    counts.judged++;
    if (!outer) throw new Error(`contained, but for ${JSON.stringify(document)}`);
  }
}

/** No judgement where ajv fails: it recurses without end with a schema that does, and trips over some patternProperties. */
function judged(is: (document: unknown) => boolean, document: unknown): boolean | undefined {
  try {
    return is(document);
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return undefined;
    throw error;
  }
}

afterAll(() => {
  console.info(`seed ${seed}: ${JSON.stringify({ ...counts, unknowns: Object.fromEntries(unknowns) })}`);
  expect(counts.contained).toBeGreaterThan(pairs / 10);
  expect(counts.judged).toBeGreaterThan(pairs);
});
