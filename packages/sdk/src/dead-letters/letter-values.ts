// The values of a refused event as its dead letter keeps them: properties and contexts, protected, in one account of
// what was unknown and of what could not be kept.
import type { EncodeState, Explainers } from "../definitions.js";
import type { DeadLetter } from "./dead-letters.js";
import { type Redacted, redacted } from "./redact.js";

/** A context as it was set for the event. */
export interface SetValues {
  readonly name: string;
  readonly value: object;
}

/** How values become a letter's. */
export interface Keeping {
  /** Without them nothing of the event is known, and nothing is kept. */
  readonly explainers: Explainers | undefined;
  readonly hash: EncodeState["hash"];
  /** Whether the values are all that the event had. */
  readonly whole: boolean;
}

/** Redacts an event's values. */
export function letterValues(
  event: string,
  properties: object,
  contexts: readonly SetValues[],
  { explainers, hash, whole }: Keeping,
): Pick<DeadLetter, "known" | "unknown" | "contexts" | "cut"> {
  const own = safely(() => redacted(memberOf(explainers?.events, event), properties, hash));
  const set = contexts.map(({ name, value }) => {
    const { known, unknown, cut = [] } = safely(() => redacted(memberOf(explainers?.contexts, name), value, hash));
    const at = `/contexts/${name}`;
    return {
      entry: [name, known] as const,
      unknown: unknown.map(({ path, type }) => ({ path: `${at}${path}`, type })),
      cut: cut.map((path) => `${at}${path}`),
    };
  });
  const cut = [...(whole ? [] : [""]), ...(own.cut ?? []), ...set.flatMap((each) => each.cut)];
  return {
    known: own.known,
    contexts: Object.fromEntries(set.map(({ entry }) => entry)),
    unknown: [...own.unknown, ...set.flatMap((each) => each.unknown)],
    ...(cut.length === 0 ? {} : { cut }),
  };
}

function memberOf<Value>(values: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined {
  return values && Object.hasOwn(values, name) ? values[name] : undefined;
}

function safely(redact: () => Redacted): Redacted {
  try {
    return redact();
  } catch {
    // A proxy of the host threw wherever it was touched; nothing of it can be kept.
    return { known: undefined, unknown: [], cut: [""] };
  }
}
