// Two versions of a JSON Schema in both directions, as registries ask: may readers of the new one read what was written
// under the old one (backward), and readers of the old one what is written under the new one (forward)?
import { closeSchema } from "./close-schema.js";
import { type Containment, type ContainmentOptions, isContained } from "./is-contained.js";
import { openSchema } from "./open-schema.js";

/** What two versions are to each other. */
export type CompatibilityLabel = "both" | "backward" | "forward" | "none";

/** How two versions are compared. */
export interface ComparisonOptions extends ContainmentOptions {
  /**
   * `strict` compares the schemas as they are. `lenient` compares what writers may write, closed, with what readers put
   * up with, open, so that an optional property may be added to any object.
   *
   * @default "strict"
   */
  readonly policy?: "strict" | "lenient";
}

/** Two versions compared. */
export interface Comparison {
  /** Which directions are proven. An unknown one counts as broken. */
  readonly label: CompatibilityLabel;
  /** Whether every document of the previous version is one of the current: BACKWARD. */
  readonly backward: Containment;
  /** Whether every document of the current version is one of the previous: FORWARD. */
  readonly forward: Containment;
}

/**
 * Compares two versions of a JSON Schema. FULL is `label === "both"`.
 *
 * @param previous The version that is published.
 * @param current The version that is to come.
 * @param options How they are compared.
 * @example
 * compareSchemas({ type: "integer" }, { type: "number" }).label; // "backward"
 */
export function compareSchemas(previous: unknown, current: unknown, options: ComparisonOptions = {}): Comparison {
  const within = (sub: unknown, sup: unknown): Containment =>
    options.policy === "lenient"
      ? isContained(closeSchema(sub, options.dialect), openSchema(sup), options)
      : isContained(sub, sup, options);
  const backward = within(previous, current);
  const forward = within(current, previous);
  return { label: labelOf(backward.contained === true, forward.contained === true), backward, forward };
}

function labelOf(backward: boolean, forward: boolean): CompatibilityLabel {
  if (backward) return forward ? "both" : "backward";
  return forward ? "forward" : "none";
}
