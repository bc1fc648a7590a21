// Puts every pair of a corpus to the checker, and every proof of the checker to ajv, with random documents.
// A disagreement is told with the document that decides it, or with what is proven.
import {
  type Comparison,
  type ComparisonOptions,
  compareSchemas,
} from "../../packages/compat/src/json-schema/compare-schemas.js";
import { dialectOf } from "../../packages/compat/src/json-schema/dialect.js";
import type { Containment } from "../../packages/compat/src/json-schema/is-contained.js";
import { documentFor } from "../../packages/compat/test/json-schema/arbitrary-document.js";
import type { Schema } from "../../packages/compat/test/json-schema/arbitrary-schema.js";
import { plainAjv } from "../../packages/compat/test/json-schema/plain-ajv.js";
import { randomOf } from "../../packages/compat/test/json-schema/random.js";
import type { Corpus, LabelledPair } from "./corpus.js";

/** A direction in which the checker and the label differ. */
export interface Disagreement {
  readonly name: string;
  readonly label: string;
  readonly direction: "backward" | "forward";
  readonly verdict: "contained" | "not contained" | "unknown";
  /** The document that decides, where the verdict is that it is not contained. */
  readonly counterexample?: unknown;
  readonly reasons: readonly string[];
}

/** What came out. */
export interface Examination {
  readonly pairs: number;
  readonly agreeing: number;
  /** Directions asked for, and those in which the label agrees. */
  readonly directions: number;
  readonly agreeingDirections: number;
  readonly skipped: readonly string[];
  readonly disagreements: readonly Disagreement[];
  readonly soundness: {
    /** Verdicts of "contained", the valid documents that were judged for them, and those that contradict one. */
    readonly proofs: number;
    readonly documents: number;
    readonly contradictions: readonly { readonly name: string; readonly document: unknown }[];
    /** Proofs whose schemas ajv does not take. */
    readonly unjudged: number;
  };
  readonly milliseconds: number;
}

/** Examines a corpus. `documents` are tried for each proof. */
export function examine(corpus: Corpus, options: ComparisonOptions, documents = 200): Examination {
  const disagreements: Disagreement[] = [];
  const soundness = {
    proofs: 0,
    documents: 0,
    contradictions: [] as { name: string; document: unknown }[],
    unjudged: 0,
  };
  let agreeing = 0;
  let directions = 0;
  let milliseconds = 0;
  for (const pair of corpus.pairs) {
    const start = performance.now();
    const comparison = compareSchemas(pair.previous, pair.current, options);
    milliseconds += performance.now() - start;
    const differing = disagreementsOf(pair, comparison);
    if (differing.length === 0) agreeing++;
    disagreements.push(...differing);
    directions += pair.forward === undefined ? 1 : 2;
    for (const [verdict, sub, sup] of [
      [comparison.backward, pair.previous, pair.current],
      [comparison.forward, pair.current, pair.previous],
    ] as const) {
      if (verdict.contained !== true) continue;
      soundness.proofs++;
      const judged = judge(sub, sup, documents);
      if (!judged) soundness.unjudged++;
      else {
        soundness.documents += judged.valid;
        soundness.contradictions.push(...judged.against.map((document) => ({ name: pair.name, document })));
      }
    }
  }
  return {
    pairs: corpus.pairs.length,
    agreeing,
    directions,
    agreeingDirections: directions - disagreements.length,
    skipped: corpus.skipped,
    disagreements,
    soundness,
    milliseconds: Math.round(milliseconds),
  };
}

function disagreementsOf(pair: LabelledPair, comparison: Comparison): Disagreement[] {
  return (["backward", "forward"] as const).flatMap((direction) => {
    const said = pair[direction];
    const verdict = comparison[direction];
    if (said === undefined || said === (verdict.contained === true)) return [];
    return [{ name: pair.name, label: pair.label, direction, ...toldOf(verdict) }];
  });
}

function toldOf(verdict: Containment): Pick<Disagreement, "verdict" | "counterexample" | "reasons"> {
  if (verdict.contained === true) return { verdict: "contained", reasons: [] };
  const reasons = verdict.reasons.map(({ rule, path }) => `${rule} ${path}`);
  if (verdict.contained === "unknown") return { verdict: "unknown", reasons };
  const shown = "counterexample" in verdict ? { counterexample: verdict.counterexample } : {};
  return { verdict: "not contained", reasons, ...shown };
}

function judge(sub: unknown, sup: unknown, documents: number): { valid: number; against: unknown[] } | undefined {
  let isSub: (document: unknown) => boolean;
  let isSup: (document: unknown) => boolean;
  try {
    isSub = plainAjv(sub as Schema, dialectOf(sub));
    isSup = plainAjv(sup as Schema, dialectOf(sup));
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
  const random = randomOf(1);
  const valid = Array.from({ length: documents }, (_, index) => {
    const from = (index % 2 === 0 ? sub : sup) as Schema;
    return documentFor(from, from, random);
  }).filter(isSub);
  return { valid: valid.length, against: valid.filter((document) => !isSup(document)) };
}
