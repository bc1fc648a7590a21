// In which order a change is deployed: what is new goes into the table first, what goes leaves the code first.
// Firehose drops attributes that its table lacks in silence, and code that still sends a removed field does not compile.
import type { RuleId } from "@tracklake/compat";

/** What is done in a step. */
export type DeployAction = "apply-tables" | "replace-views" | "deploy-code" | "remove-calls" | "apply-rest";

/** One step, and the events that it is about. */
export interface DeployStep {
  readonly action: DeployAction;
  readonly events: readonly string[];
}

/** What the order depends on. */
export interface Deployed {
  readonly event: string;
  readonly rules: readonly RuleId[];
  /** Whether the table is new, or gets or changes columns. */
  readonly tableChanges: boolean;
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

/** The steps of a change; empty where nothing depends on an order. */
export function deployOrder(changes: readonly Deployed[]): DeployStep[] {
  const events = changes.filter(({ refused }) => !refused);
  const named = (wanted: (event: Deployed) => boolean) => [...new Set(events.filter(wanted).map(({ event }) => event))];
  const has = (set: ReadonlySet<RuleId>) => (event: Deployed) => event.rules.some((rule) => set.has(rule));
  const removes = has(callsGone);
  const adds = ({ tableChanges }: Deployed) => tableChanges;
  const steps: DeployStep[] = [
    { action: "apply-tables", events: named(adds) },
    { action: "replace-views", events: named((event) => event.viewChanges && adds(event)) },
    { action: "deploy-code", events: named((event) => adds(event) && !removes(event)) },
    { action: "remove-calls", events: named(removes) },
    { action: "apply-rest", events: named((event) => has(columnsGone)(event) && !adds(event)) },
    { action: "replace-views", events: named((event) => event.viewChanges && !adds(event)) },
  ];
  return steps.filter(({ events: some }) => some.length > 0);
}
