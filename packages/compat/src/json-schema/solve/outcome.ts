// What a search for a value found: nothing and the proof of it, a value, or only that it could not be said.
// Outcomes are ordered: a certain one with a value is the best.
import type { Reason } from "../reason.js";

/**
 * How sure it is that a value exists: `sure`; `assumed`, where names stand for sets that are taken to differ (formats);
 * `open`, where it could not be decided.
 */
export type Certainty = "sure" | "assumed" | "open";

/** The result of a search. */
export type Outcome =
  | { readonly kind: "empty" }
  | {
      readonly kind: "found";
      readonly certainty: Certainty;
      /** The value, where one could be built. */
      readonly value?: { readonly json: unknown };
      /** Why it is open. */
      readonly reason?: Reason;
    };

/** What was found. */
export type Found = Extract<Outcome, { kind: "found" }>;

/** That there is no such value. */
export const empty: Outcome = { kind: "empty" };

/** A value that is one for certain. */
export function sure(json: unknown): Found {
  return { kind: "found", certainty: "sure", value: { json } };
}

/** That it could not be decided, with a value that may turn out to be one. */
export function open(reason: Reason, value?: { readonly json: unknown }): Found {
  return { kind: "found", certainty: "open", reason, ...(value ? { value } : {}) };
}

/** Whether nothing better can be found. */
export function isBest(outcome: Outcome): boolean {
  return rank(outcome) === 4;
}

/** The better of two. */
export function better(a: Outcome, b: Outcome): Outcome {
  return rank(b) > rank(a) ? b : a;
}

/** A value that is put together of parts: as certain as the least certain of them. */
export function combined(parts: readonly Found[], build: () => unknown): Found {
  const weakest = parts.reduce<Found | undefined>(
    (a, b) => (a && order[a.certainty] <= order[b.certainty] ? a : b),
    undefined,
  );
  const certainty = weakest?.certainty ?? "sure";
  return {
    kind: "found",
    certainty,
    ...(parts.every(({ value }) => value) ? { value: { json: build() } } : {}),
    ...(weakest?.reason ? { reason: weakest.reason } : {}),
  };
}

const order: Record<Certainty, number> = { open: 0, assumed: 1, sure: 2 };

function rank(outcome: Outcome): number {
  if (outcome.kind === "empty") return 0;
  if (outcome.certainty === "sure") return outcome.value ? 4 : 3;
  return outcome.certainty === "assumed" ? 3 : outcome.value ? 2 : 1;
}
