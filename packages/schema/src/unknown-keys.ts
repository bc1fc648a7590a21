// Keys of defineEvent and defineContext that nobody reads: a misspelt one must not go by in silence.
// TypeScript refuses them where the object is written in place; JavaScript and spread objects get here.
import type { Finding } from "./finding.js";
import { unmapped } from "./lint/unmapped.js";
import { nearestName } from "./nearest-name.js";

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
      const meant = nearestName(key, keys);
      const suggestion = meant === undefined ? `The keys are ${keys.join(", ")}.` : `Did you mean ${meant}?`;
      return unmapped(
        "unsupported-keyword",
        name,
        `"${key}" is not a key of the definition of ${kind === "event" ? "an event" : "a context"}.`,
        suggestion,
      );
    });
}
