// What a review depends on beside history and definitions.
import type { Acknowledgement, CompatPolicy, Judgement } from "@tracklake/compat";
import type { Registry } from "@tracklake/registry";
import type { EventModel } from "@tracklake/schema";
import type { FindPlace } from "./locate/source-places.js";
import type { LocatedFinding } from "./located-finding.js";
import type { AffectedQuery } from "./queries/affected-query.js";
import type { ReviewBase } from "./review.js";

/** The state that a change began from. */
export interface Baseline extends ReviewBase {
  /** The definitions there, built-in events too; absent where they could not be read. */
  readonly models?: readonly EventModel[];
}

/** What a review depends on beside history and definitions. */
export interface ReviewOptions {
  /** @default the policy of compat */
  readonly policy?: CompatPolicy;
  /** @default none */
  readonly acknowledgements?: readonly Acknowledgement[];
  /** Today, `YYYY-MM-DD`. @default the day in UTC */
  readonly today?: string;
  /** Whether documents are built that show the breaks. @default true */
  readonly counterexamples?: boolean;
  /** Where the change began. @default the last published revisions */
  readonly base?: Baseline;
  /** The history with what the change published itself, which a definition follows too. @default the history compared with */
  readonly own?: Registry;
  /** Finds where a definition says something. @default nothing is found */
  readonly place?: FindPlace;
  /** Queries that the change reaches. @default none */
  readonly queries?: readonly AffectedQuery[];
  /** What the rules say of the lake's own settings. @default nothing */
  readonly lake?: readonly Judgement[];
  /** What lint, the history and the tables say. @default nothing */
  readonly findings?: readonly LocatedFinding[];
  /** What could not be found out. @default none */
  readonly remarks?: readonly string[];
}
