// Why labels of Apicurio's corpus are not shared: what the pair's own schemas say, in a sentence each.
// The test of the corpus holds this list and the checker together; the command prints it.
import type { Disagreement } from "./examine.js";

/** A label that is not shared, with what decides. */
export type Known = Pick<Disagreement, "name" | "direction" | "verdict"> & {
  readonly why: string;
  readonly counterexample?: unknown;
};

/** Labels that are wrong: a document decides, or it is proven that there is none. */
export const wrong: readonly Known[] = [
  ...(["backward", "forward"] as const).map(
    (direction): Known => ({
      name: "Const",
      direction,
      verdict: "contained",
      why: "Both ask for a string that is equal to an array: neither has a document, so each contains the other.",
    }),
  ),
  {
    name: "Complex: anyOf 1",
    direction: "forward",
    verdict: "contained",
    why: "Any string fits the first alternative, and anything else the second: both allow everything.",
  },
  {
    name: "Complex: oneOf 1",
    direction: "backward",
    verdict: "not contained",
    counterexample: "Text 1",
    why: "oneOf is exclusive: a text of six characters fitted one alternative and fits both now.",
  },
  {
    name: "Complex: oneOf 1",
    direction: "forward",
    verdict: "contained",
    why: "What fits exactly one alternative now is a string of more than ten characters, or no string; both did before.",
  },
  {
    name: "Complex: oneOf 3",
    direction: "backward",
    verdict: "not contained",
    counterexample: "a",
    why: "oneOf is exclusive: a short text fits the alternative that was added, too.",
  },
  ...(["backward", "forward"] as const).map(
    (direction): Known => ({
      name: "Conditional: if",
      direction,
      verdict: "contained",
      why: "The value that was added to the condition is none that the property may have.",
    }),
  ),
];

/** Labels that hold for the text of a pattern, and not for what it matches. */
export const byText: readonly Known[] = [
  ["String: pattern 1", "forward"],
  ["String: pattern 2", "backward"],
  ["String: pattern 2", "forward"],
  ["Conditional: then", "forward"],
  ["Conditional: else", "forward"],
].map(
  ([name, direction]): Known => ({
    name: name as string,
    direction: direction as Known["direction"],
    verdict: "contained",
    why: "[a-z]* and [A-Z]* are not anchored and may match nothing: they match every text.",
  }),
);

/** Why a label is not shared; nothing for one that nobody looked at yet. */
export function explanationOf({ name, direction, verdict }: Pick<Disagreement, "name" | "direction" | "verdict">) {
  return [...wrong, ...byText].find(
    (known) => known.name === name && known.direction === direction && known.verdict === verdict,
  )?.why;
}
