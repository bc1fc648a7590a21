// What is said of a refused event: the reasons from ajv's code, or from the limits that ajv knows nothing of.
// No reason holds a value of the event.
import { lineLimits } from "@tracklake/envelope";
import type { Explainer, Violation } from "../definitions.js";
import { normalise } from "../encode/normalise.js";
import { memberText } from "../text-of.js";

/** A violation as `onViolation` is told of it. */
export interface ViolationReport {
  readonly event: string;
  readonly violations: readonly Violation[];
}

/** Why a value was refused: what is unknown of it where that counts, and what does not fit when it was not encoded. */
export function reasonsOf(
  explainer: Explainer | undefined,
  value: unknown,
  encoded: boolean,
  strange: boolean,
): readonly Violation[] {
  try {
    const unknown = strange ? unknownProperties(explainer, value) : [];
    return encoded || unknown.length > 0 ? unknown : explain(explainer, value);
  } catch (error) {
    return [{ path: "", reason: `cannot be read (${memberText(error, "name", typeof error)})` }];
  }
}

function explain(explainer: Explainer | undefined, value: unknown): readonly Violation[] {
  if (!explainer) return [{ path: "", reason: "does not fit its definition" }];
  const normalised = normalise(explainer.shape, value);
  const violations = explainer.explain(normalised);
  return violations.length > 0 ? violations : beyondLimits(normalised);
}

/** Every unknown property at every depth of a value, as violations. */
function unknownProperties(explainer: Explainer | undefined, value: unknown): readonly Violation[] {
  if (!explainer) return [{ path: "", reason: "has properties that its definition does not name" }];
  return unknownIn(explainer.shape, value, "");
}

function unknownIn(shape: Explainer["shape"], value: unknown, path: string): Violation[] {
  if (typeof shape === "string" || typeof value !== "object" || value === null) return [];
  if ("array" in shape)
    return Array.isArray(value) ? value.flatMap((item, index) => unknownIn(shape.array, item, `${path}/${index}`)) : [];
  return Object.entries(value).flatMap(([key, member]) => {
    const at = `${path}/${escaped(key)}`;
    if ("map" in shape) return unknownIn(shape.map, member, at);
    const field = Object.hasOwn(shape.struct, key) ? shape.struct[key] : undefined;
    if (field) return unknownIn(field.shape, member, at);
    return member === undefined ? [] : [{ path: at, reason: "is not a property of its definition" }];
  });
}

/** Limits that JSON Schema cannot say: well-formed text, bytes, depth. */
function beyondLimits(value: unknown): readonly Violation[] {
  const found = illFormed(value, "", 0);
  return found
    ? [found]
    : [
        {
          path: "",
          reason: `is over the limits of a line (${lineLimits.bytes} bytes, ${lineLimits.jsonDepth} levels)`,
        },
      ];
}

function illFormed(value: unknown, path: string, depth: number): Violation | undefined {
  if (typeof value === "string")
    return value.isWellFormed() ? undefined : { path, reason: "is not well-formed UTF-16" };
  if (typeof value !== "object" || value === null || depth > lineLimits.depth + 1) return undefined;
  for (const [key, member] of Object.entries(value)) {
    if (!key.isWellFormed()) return { path, reason: "has a key that is not well-formed UTF-16" };
    const found = illFormed(member, `${path}/${escaped(key)}`, depth + 1);
    if (found) return found;
  }
  return undefined;
}

function escaped(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** One line for people: what was wrong with which event. */
export function wordingOf({ event, violations }: ViolationReport): string {
  const reasons = violations.slice(0, 5).map(({ path, reason }) => `${path === "" ? "the event" : path} ${reason}`);
  const more = violations.length > 5 ? `; and ${violations.length - 5} more` : "";
  return `${event}: ${reasons.join("; ")}${more}`;
}
