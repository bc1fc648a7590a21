// One change as a judgement: its rule is asked, STORAGE is taken over the formats in use, and a fingerprint is given.
import { canonicalJson, sha256 } from "@tracklake/schema";
import type { Change } from "./change.js";
import { eased } from "./eased.js";
import type { Judgement } from "./judgement.js";
import { contextName } from "./narrowed.js";
import { rules } from "./rules/index.js";
import { type StorageFormat, worst } from "./verdict.js";

/** What a change is judged in. */
export interface JudgeContext {
  readonly event: string;
  readonly major: number;
  readonly formats: readonly StorageFormat[];
  readonly against: readonly number[];
  /** The other major that the change is one from; its table is another one, so STORAGE is safe. */
  readonly otherMajor?: number;
  /** The contexts that other events list. */
  readonly listed?: ReadonlySet<string> | undefined;
  /** What the way out says first. */
  readonly hint?: string | undefined;
}

/** Judges one change. */
export function judgeChange(
  { rule, path, was, is, ...change }: Change,
  { event, major, formats, against, otherMajor, listed, hint = "" }: JudgeContext,
): Judgement {
  const listedElsewhere = rule === "CONTEXT_REMOVED" && listed?.has(contextName(was ?? "")) === true;
  const whole: Change = { rule, path, ...change, ...(listedElsewhere ? { listedElsewhere } : {}) };
  const { storage, ...ruling } = eased(rules[rule].judge(whole), whole, otherMajor);
  return {
    rule,
    event,
    major,
    path,
    ...(was === undefined ? {} : { was }),
    ...(is === undefined ? {} : { is }),
    verdicts: {
      STORAGE: worst(formats.map((format) => storage[format])),
      READER: ruling.reader,
      WRITER: ruling.writer,
      CALLER: ruling.caller,
    },
    storage,
    against,
    ...(otherMajor === undefined ? {} : { otherMajor }),
    reason: ruling.reason,
    wayOut: hint === "" ? ruling.wayOut : `${hint}${ruling.wayOut.charAt(0).toLowerCase()}${ruling.wayOut.slice(1)}`,
    fingerprint: changeFingerprint({ rule, event, major, path, was, is }),
    counterexamples: {},
  };
}

/** What a fingerprint is made of. */
interface Identity extends Pick<Judgement, "rule" | "event" | "major" | "path"> {
  readonly was?: string | undefined;
  readonly is?: string | undefined;
}

/**
 * The fingerprint of a change.
 *
 * @param times - How often the same change was published before: what was acknowledged then is not this one.
 */
export function changeFingerprint({ rule, event, major, path, was, is }: Identity, times = 0): string {
  return sha256(canonicalJson({ rule, event, major, path, was, is, ...(times === 0 ? {} : { times }) }));
}
