// What a change of schemas does, as data: verdicts, tables to come, the order of deploying, queries that it reaches.
// Renderers turn it into text, JSON and Markdown; json-schema/review.schema.json says the same to programs.
import type { Acknowledgement, Axis, Judgement, MistakenAcknowledgement, Response, RuleId } from "@tracklake/compat";
import type { Severity } from "@tracklake/schema";
import type { ColumnModel } from "@tracklake/tables";
import type { DeployStep } from "./deploy-order.js";
import type { SourcePlace } from "./locate/source-places.js";
import type { LocatedFinding } from "./located-finding.js";
import type { AffectedQuery } from "./queries/affected-query.js";
import type { RowGrowth } from "./row-growth.js";

/** The lake that tables are written for. */
export interface ReviewLake {
  readonly name: string;
  readonly bucket: string;
  readonly timeZone: string;
}

/** What the definitions are compared with beside the published history. */
export interface ReviewBase {
  /** As a person named it, such as `origin/main`. */
  readonly ref: string;
  /** The commit where the change began. */
  readonly commit: string;
}

/** One change of an event with the project's answer to it. */
export interface ReviewedChange {
  readonly judgement: Judgement;
  /** The answer on each axis that is not safe. */
  readonly responses: Readonly<Partial<Record<Axis, Response>>>;
  /** `safe` where the project has nothing to say. */
  readonly level: Severity | "safe";
  /** The acknowledgement that covers it. */
  readonly acknowledged?: Acknowledgement;
  /** One that covered it until it expired. */
  readonly expired?: Acknowledgement;
  /** One with its fingerprint that is not right. */
  readonly mistaken?: MistakenAcknowledgement;
  /** The label of the pull request that covers it, for its review alone. */
  readonly label?: string;
  /** What to do: the exact edit, or the way out. */
  readonly advice: string;
  /** The other events with the same change, where it is one of a context: said here once for all. */
  readonly alsoIn?: readonly string[];
  /** The event at which the same change of a context is said. */
  readonly sameAs?: string;
  /** The command that acknowledges it, and the same change in other events, where that would let it through. */
  readonly command?: string;
  /** Where the definition says it. */
  readonly place?: SourcePlace;
}

/** What becomes of a view's column. */
export interface ChangedViewColumn {
  readonly view: string;
  readonly name: string;
  /** Its type, as Hive names it. */
  readonly was: string;
  /** Absent where the view has it no more. */
  readonly is?: string;
  /** The column that older rows have it in, where they cannot be read as the new type. */
  readonly older?: string;
}

/** What becomes of an event's table and views. */
export interface TableReview {
  /** Columns that the table does not have yet. */
  readonly newColumns: readonly ColumnModel[];
  /** Columns whose type is another from now on: nested fields that were added, for the most part. */
  readonly changedColumns: readonly { readonly name: string; readonly was: string; readonly is: string }[];
  /** `CREATE EXTERNAL TABLE` of the table as it will be; empty where no table can be made. */
  readonly ddl: string;
  /** What `tracklake apply` will do in Glue where the last published revision was applied; empty for nothing. */
  readonly glue: string;
  /** Views that are written anew, with their statements. */
  readonly views: readonly { readonly name: string; readonly ddl: string }[];
  /** Columns of views that have another type from now on, or are gone: queries that read them may fail. */
  readonly viewColumns: readonly ChangedViewColumn[];
  /** Why no table can hold the old and the new. */
  readonly problem?: string;
}

/** One event that differs. */
export interface EventReview {
  readonly event: string;
  readonly major: number;
  /** The revision before; `null` for an event, or a major, that is new. */
  readonly before: number | null;
  readonly revision: number;
  /** What a new major comes after; absent for a new event, and for a change within a major. */
  readonly follows?: { readonly major: number; readonly revision: number };
  /** Whether the event was retired and is defined again. */
  readonly returns: boolean;
  readonly owner: string;
  /** What the change needs: nothing, the next revision, or a new major. */
  readonly bump: "none" | "revision" | "major";
  /** The major that is free. */
  readonly nextMajor: number;
  /** What this change brings, in the order of the rules' findings. */
  readonly changes: readonly ReviewedChange[];
  /** What the base has already, against what is published: it does not stop this change. */
  readonly existing: readonly ReviewedChange[];
  readonly table: TableReview;
  /** Absent where rows keep their width. */
  readonly growth?: RowGrowth;
}

/** An event that is defined no more, or a major of it: clients lose it, its table and its view stay. */
export interface RetiredReview {
  readonly event: string;
  readonly major: number;
  /** Its last revision. */
  readonly revision: number;
  /** The major of the event that is defined; absent where none is. */
  readonly successor?: number;
  /** What the rules say; nothing where another major goes on, since its client's method does. */
  readonly changes: readonly ReviewedChange[];
}

/** An event that differs from history and did so at the base: not this change's. */
export interface StandingReview {
  readonly event: string;
  readonly major: number;
  readonly revision: number;
  /** Its changes that break something. */
  readonly breaks: readonly ReviewedChange[];
}

/** A call in code that the client of the change may refuse, and what of the change is at odds with it. */
export interface CallAtRisk {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly event: string;
  readonly path: string;
  readonly rule: RuleId;
}

/** In one word, from the best to the worst; `unsound` where definitions or history cannot be compared. */
export type ReviewVerdict = "nothing" | "safe" | "notes" | "warnings" | "acknowledged" | "breaks" | "unsound";

/** A whole change. */
export interface Review {
  readonly verdict: ReviewVerdict;
  /** What lint, the history and the tables say. */
  readonly findings: readonly LocatedFinding[];
  /** `null` where only the published history is compared with. */
  readonly base: ReviewBase | null;
  readonly events: readonly EventReview[];
  readonly retired: readonly RetiredReview[];
  /** Changes of what is fixed once data is in the lake: a migration, not a revision. */
  readonly lake: readonly ReviewedChange[];
  readonly standing: readonly StandingReview[];
  /** Events that are as they were, those that every project has aside. */
  readonly unchanged: number;
  readonly deployOrder: readonly DeployStep[];
  readonly queries: readonly AffectedQuery[];
  /** Calls in code that the new client may refuse. */
  readonly calls: readonly CallAtRisk[];
  /** What could not be found out, each in one sentence. */
  readonly remarks: readonly string[];
}
