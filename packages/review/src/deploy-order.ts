// In which order a change is deployed: what is new goes into the table first, what goes leaves the code first.
// Firehose drops attributes that its table lacks in silence, and code that still sends a removed field does not compile.
import type { Judgement, RuleId } from "@tracklake/compat";
import { type CallEdits, callEdits } from "./call-edits.js";

/** What is done in a step. `apply-any-time` writes words into Glue and no columns. */
export type DeployAction =
  | "apply-tables"
  | "replace-views"
  | "change-queries"
  | "deploy-code"
  | "remove-calls"
  | "apply-rest"
  | "apply-any-time";

/** One step, and the events that it is about. */
export interface DeployStep {
  readonly action: DeployAction;
  readonly events: readonly string[];
  /** What the code that is deployed does otherwise. */
  readonly calls?: CallEdits;
}

/** What the order depends on. */
export interface Deployed {
  readonly event: string;
  readonly judgements: readonly Pick<Judgement, "rule" | "event" | "path" | "was" | "is">[];
  /** Whether the table is new, or gets or changes columns. */
  readonly tableChanges: boolean;
  /** Whether `apply` has something to do, were it words. */
  readonly glueChanges: boolean;
  /** Whether a view is written anew. */
  readonly viewChanges: boolean;
  /** Whether the change is refused: it is not deployed in any order. */
  readonly refused: boolean;
}

const columnsGone: ReadonlySet<RuleId> = new Set<RuleId>([
  "FIELD_REMOVED",
  "REQUIRED_FIELD_REMOVED",
  "CONTEXT_REMOVED",
]);
const callsGone: ReadonlySet<RuleId> = new Set<RuleId>([...columnsGone, "EVENT_RETIRED", "ENUM_VALUE_REMOVED"]);

/** The steps of a change; empty where there is nothing to do. */
export function deployOrder(changes: readonly Deployed[]): DeployStep[] {
  const deployed = changes.filter(({ refused }) => !refused);
  const has = (set: ReadonlySet<RuleId>) => (event: Deployed) => event.judgements.some(({ rule }) => set.has(rule));
  const removes = has(callsGone);
  const adds = ({ tableChanges }: Deployed) => tableChanges;
  const leaves = (event: Deployed) => has(columnsGone)(event) && !adds(event);
  const step = (action: DeployAction, wanted: (event: Deployed) => boolean): DeployStep => {
    const events = deployed.filter(wanted);
    const code = action === "deploy-code" || action === "remove-calls";
    return {
      action,
      events: [...new Set(events.map(({ event }) => event))],
      ...(code
        ? {
            calls: callEdits(
              events.flatMap(({ judgements }) => judgements),
              action === "deploy-code",
            ),
          }
        : {}),
    };
  };
  const steps = [
    step("apply-tables", adds),
    step("replace-views", (event) => event.viewChanges && adds(event)),
    step("deploy-code", (event) => adds(event) && !removes(event)),
    step("remove-calls", removes),
    step("apply-rest", leaves),
    step("replace-views", (event) => event.viewChanges && !adds(event)),
    step("apply-any-time", (event) => event.glueChanges && !adds(event) && !leaves(event)),
  ];
  return steps.filter(({ events }) => events.length > 0);
}
