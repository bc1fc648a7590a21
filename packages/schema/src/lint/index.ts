// Every lint rule, in the order in which findings are listed, and the function that runs them.
// A rule is a file; its id is stable.
import type { Finding } from "../finding.js";
import type { EventModel } from "../model.js";
import { answers } from "./answers.js";
import { bounds } from "./bounds.js";
import { contextConflict } from "./context-conflict.js";
import { depth } from "./depth.js";
import { description } from "./description.js";
import { nameCollision } from "./name-collision.js";
import { nameStyle } from "./name-style.js";
import { owner } from "./owner.js";
import { piiType } from "./pii-type.js";
import { reservedName } from "./reserved-name.js";
import { finding, type LintPhase, type LintRule, type LintSubject } from "./rule.js";
import { size } from "./size.js";

/** The rules that look at models; those of `unmappedRules` speak earlier, in toEventModel. */
export const lintRules: readonly LintRule[] = [
  nameStyle,
  reservedName,
  nameCollision,
  contextConflict,
  bounds,
  piiType,
  depth,
  size,
  description,
  owner,
  answers,
];

/**
 * Lints events together, since some rules compare them.
 *
 * @param events - Models with the files they came from.
 * @param options - `phase` "publish" makes missing descriptions and owners errors; `beside` are events that stay
 * published and are compared with these, while nothing is said of them.
 * @returns Findings in the order of the events, then of the rules; empty when there is nothing to say.
 * @example
 * lintEvents([{ model }], { phase: "generate" });
 */
export function lintEvents(
  events: readonly LintSubject[],
  { phase, beside = [] }: { readonly phase: LintPhase; readonly beside?: readonly EventModel[] },
): Finding[] {
  const all = [...beside.map((model) => ({ model })), ...events];
  return events.flatMap((subject) =>
    lintRules.flatMap((rule) =>
      rule.check(subject.model, { phase, all }).map((remark) => finding(rule, subject, remark, phase)),
    ),
  );
}
