// What the rules say of one change of one event, as data; renderers word it, the policy says how bad it is.
import type { RuleId } from "./rule-id.js";
import type { Axis, StorageFormat, Verdict, Verdicts } from "./verdict.js";

/** A document that shows a break: valid on one side, refused on the other. Checked by a validator before it is shown. */
export interface Counterexample {
  /** The properties of one event, or the fields of one context, as in its JSON Schema. */
  readonly document: unknown;
  /** What the other side says of it, with the path, such as `/seats must be integer`. */
  readonly why: string;
}

/** One change, judged. */
export interface Judgement {
  /** Stable id, such as `FIELD_REMOVED`. */
  readonly rule: RuleId;
  readonly event: string;
  readonly major: number;
  /** The event, then the field's path, such as `order_placed.items[].price`; a context's field begins with the context. */
  readonly path: string;
  readonly was?: string;
  readonly is?: string;
  /** STORAGE is the worst of the formats in use. */
  readonly verdicts: Verdicts;
  /** STORAGE by format, those that are not in use too. */
  readonly storage: Readonly<Record<StorageFormat, Verdict>>;
  /** The published revisions that this is a change from, oldest first. The last one may not be among them. */
  readonly against: readonly number[];
  /** The other major whose last revision this is a change from; absent for what changed within the major. */
  readonly otherMajor?: number;
  /** Why the verdicts are what they are, in one sentence. */
  readonly reason: string;
  /** What to do instead, or how to go on, in one sentence. */
  readonly wayOut: string;
  /** SHA-256 in hex of rule, event, major, path, was, is and how often it was published before: what an acknowledgement names. */
  readonly fingerprint: string;
  /** Documents that show a break of READER or WRITER, where one could be built. */
  readonly counterexamples: Readonly<Partial<Record<Axis, Counterexample>>>;
}

/** Everything that the rules say of one event. */
export interface EventJudgement {
  readonly event: string;
  readonly major: number;
  readonly judgements: readonly Judgement[];
  /** What the change needs: nothing, the next revision, or (STORAGE breaks) a new major. */
  readonly bump: "none" | "revision" | "major";
}
