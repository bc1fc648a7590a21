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
}

const removals: ReadonlySet<RuleId> = new Set<RuleId>([
  "FIELD_REMOVED",
  "REQUIRED_FIELD_REMOVED",
  "CONTEXT_REMOVED",
  "EVENT_RETIRED",
  "ENUM_VALUE_REMOVED",
]);

/** The steps of a change; empty where nothing has to be deployed in any order. */
export function deployOrder(events: readonly Deployed[]): DeployStep[] {
  const named = (wanted: (event: Deployed) => boolean) => [...new Set(events.filter(wanted).map(({ event }) => event))];
  const removes = ({ rules }: Deployed) => rules.some((rule) => removals.has(rule));
  const changesCode = ({ rules }: Deployed) => rules.some((rule) => !rule.endsWith("_METADATA_CHANGED"));
  const steps: DeployStep[] = [
    { action: "apply-tables", events: named(({ tableChanges }) => tableChanges) },
    { action: "replace-views", events: named(({ viewChanges }) => viewChanges) },
    { action: "deploy-code", events: named((event) => changesCode(event) && !removes(event)) },
    { action: "remove-calls", events: named(removes) },
    { action: "apply-rest", events: named((event) => removes(event) && !event.tableChanges) },
  ];
  return steps.filter(({ events: some }) => some.length > 0);
}
