// What a lint rule is: an id, what it is for, and a check of one event among all.
// Rules are pure; the list in index.ts is the order of their findings.
import type { Fix, Severity } from "../finding.js";
import type { EventModel } from "../model.js";
import type { Published } from "./published.js";
import type { LintRuleId } from "./rule-ids.js";

/** When lint runs: `publish` is the stricter of the two. */
export type LintPhase = "generate" | "publish";

/** A severity, or `off` for a rule that says nothing unless it is asked for. */
export type LintSeverity = Severity | "off";

/** An event to be linted, with the file that it came from. */
export interface LintSubject {
  readonly model: EventModel;
  readonly file?: string | undefined;
}

/** What a rule sees beside the event. */
export interface LintScope {
  readonly phase: LintPhase;
  /** Every event of the same run, this one too; before them those that stay published beside them. */
  readonly all: readonly LintSubject[];
  /** What the history holds: rules about names are silent of it, since a published name stays. */
  readonly published: Published;
  /** The day, `YYYY-MM-DD`; rules about expiry are silent without it. */
  readonly today?: string | undefined;
}

/** What a rule says; lintEvents adds the rule's id, its severity and the file. */
export interface Remark {
  readonly path: string;
  /** The file of the other definition, where the remark is about two. */
  readonly other?: string | undefined;
  readonly message: string;
  readonly suggestion: string;
  /** The change that makes the remark go away, where it is mechanical and safe. */
  readonly fix?: Fix;
}

/** One lint rule. */
export interface LintRule {
  readonly id: LintRuleId;
  /** What the rule is for, in one sentence. */
  readonly purpose: string;
  /** Whether no table could be made, or no value kept, without it: then no configuration lowers or ignores it. */
  readonly essential?: true;
  severity(phase: LintPhase): LintSeverity;
  check(model: EventModel, scope: LintScope): readonly Remark[];
}
