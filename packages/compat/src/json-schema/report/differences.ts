// Every demand of one schema that not every document of another meets, each with a rule, its places and a document.
// Each demand is a question of its own, so that one difference does not hide another.
import type { Formula } from "../formula/formula.js";
import type { Confirmation } from "../judge/confirmation.js";
import { pointer } from "../read/pointer.js";
import type { SchemaReader } from "../read/schema-reader.js";
import type { Reason } from "../reason.js";
import type { ContainmentRule } from "../rules.js";
import type { Outcome } from "../solve/outcome.js";
import { type Leaf, leavesOf } from "./leaves.js";
import { reasonOf } from "./reason-of.js";
import { ruleOf } from "./rule-of.js";
import { schemasAt } from "./schemas-at.js";
import { differenceMessage } from "./wording.js";

/** More demands than this are not asked for, each being a question of its own. */
const MOST_ASKED = 400;

/**
 * The differences; those found so far where there are no steps left.
 *
 * @param shown A document that is known to be one: of very many demands, those that it does not meet are asked for first.
 *
 * @param ask Looks for a document of the inner schema that does not meet a demand.
 * @param fails Whether a document does not meet a demand.
 * @param most How many to list.
 */
export function differences(
  inner: SchemaReader,
  outer: SchemaReader,
  ask: (demand: Formula) => Outcome,
  fails: (demand: Formula, document: unknown) => boolean,
  confirmation: Confirmation,
  most: number,
  shown: { readonly json: unknown } | undefined,
): Reason[] {
  const found = new Map<string, Reason>();
  try {
    collect();
  } catch (error) {
    // The list may be short; the verdict does not rest on it.
    if (!reasonOf(error)) throw error;
  }
  return [...found.values()];

  function collect(): void {
    const root = inner.root();
    // What the inner schema says in the same words needs no question.
    const said = new Set<Formula>(root.kind === "and" ? root.of : [root]);
    const leaves = leavesOf(outer).filter(({ formula }) => !said.has(formula));
    for (const leaf of worthAsking(leaves, (leaf) => shown !== undefined && fails(leaf.formula, shown.json))) {
      if (found.size >= most) return;
      const outcome = ask(leaf.formula);
      if (outcome.kind === "empty" || outcome.certainty === "open") continue;
      const document = confirmation.confirm(outcome.value, (json) => fails(leaf.formula, json));
      if (!document && outcome.certainty === "sure" && outcome.value) continue;
      const reason = difference(inner, leaf, document, confirmation);
      const key = `${reason.rule} ${reason.path}`;
      if (!found.has(key)) found.set(key, reason);
    }
  }
}

function worthAsking(leaves: readonly Leaf[], isShown: (leaf: Leaf) => boolean): readonly Leaf[] {
  if (leaves.length <= MOST_ASKED) return leaves;
  const first = leaves.filter(isShown);
  const asked = new Set(first);
  return [...first, ...leaves.filter((leaf) => !asked.has(leaf))].slice(0, MOST_ASKED);
}

function difference(
  inner: SchemaReader,
  leaf: Leaf,
  document: { readonly json: unknown } | undefined,
  confirmation: Confirmation,
): Reason {
  const before = schemasAt(inner, leaf.steps);
  const errors = document ? confirmation.errorsOf(document.json) : [];
  const shown = document ? { counterexample: document.json } : {};
  const instancePath = pointer(leaf.steps);
  const unnamed = before.length === 0 && leaf.steps.length > 0 ? restricted(leaf) : undefined;
  const rule = unnamed ?? ruleOf(leaf, before, errors);
  const was = before.map((schema) => schema[leaf.keyword]).find((value) => value !== undefined);
  const message = differenceMessage(rule, instancePath, unnamed ? undefined : leaf.value, was);
  return { path: unnamed ? parent(leaf.path) : leaf.path, instancePath, rule, message, ...shown };
}

/** What it is called when the other schema says nothing of a place at all. */
function restricted(leaf: Leaf): ContainmentRule | undefined {
  if (leaf.keyword === "false") return undefined;
  return /^(\*|\d+)$/.test(leaf.steps.at(-1) ?? "") ? "ITEMS_NARROWED" : "PROPERTY_RESTRICTED";
}

function parent(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}
