// Keys of defineEvent and defineContext that nobody reads: a misspelt one must not go by in silence.
// TypeScript refuses them where the object is written in place; JavaScript and spread objects get here.
import type { Finding } from "./finding.js";
import { unmapped } from "./lint/unmapped.js";

const known = {
  event: [
    "name",
    "major",
    "description",
    "owner",
    "answers",
    "contexts",
    "properties",
    "retention",
    "deprecated",
    "expires",
    "examples",
  ],
  context: ["name", "description", "properties"],
} as const;

/** A finding for each key of a definition that means nothing. */
export function unknownKeys(definition: { readonly kind: keyof typeof known; readonly name: string }): Finding[] {
  const { kind, name } = definition;
  const keys: readonly string[] = known[kind];
  return Object.keys(definition)
    .filter((key) => key !== "kind" && !keys.includes(key))
    .map((key) => {
      const meant = keys.find((candidate) => isSlip(key.toLowerCase(), candidate));
      const suggestion = meant === undefined ? `The keys are ${keys.join(", ")}.` : `Did you mean ${meant}?`;
      return unmapped(
        "unsupported-keyword",
        name,
        `"${key}" is not a key of the definition of ${kind === "event" ? "an event" : "a context"}.`,
        suggestion,
      );
    });
}

/** Whether two words differ by one insertion, deletion, replacement or swap of neighbours. */
function isSlip(typed: string, meant: string): boolean {
  const [short, long] = typed.length <= meant.length ? [typed, meant] : [meant, typed];
  let start = 0;
  while (start < short.length && short[start] === long[start]) start += 1;
  const [left, right] = [short.slice(start), long.slice(start)];
  if (short.length < long.length) return left === right.slice(1);
  const swapped = left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2);
  return left.slice(1) === right.slice(1) || swapped;
}
