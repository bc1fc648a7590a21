// What calls say of events: never called, called only in tests, called although deprecated, called with deprecated fields.
import type { Calls, CodePlace, DeprecatedField, EventCall, TrackedEvent } from "./event-call.js";

/** What may be found. */
export const usageRules = {
  "never-called": "No code tracks the event.",
  "only-in-tests": "Only tests track the event.",
  "deprecated-event": "Code tracks a deprecated event.",
  "deprecated-field": "Code passes a deprecated field.",
} as const;

/** The id of a rule. */
export type UsageRule = keyof typeof usageRules;

/** One finding. */
export interface UsageFinding {
  readonly rule: UsageRule;
  /** The event, or the context whose field is deprecated. */
  readonly event: string;
  readonly field?: string;
  /** Where: the call, or the definition of an event that is not called. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
}

/** How often an event is called, and where. */
export interface EventUsage {
  readonly event: string;
  readonly calls: readonly EventCall[];
}

/** All of it. */
export interface UsageReport {
  readonly events: readonly EventUsage[];
  readonly findings: readonly UsageFinding[];
  /** Calls whose event is only known at run time. */
  readonly dynamic: readonly CodePlace[];
}

/** Reports the calls of events, in the order of the events. */
export function usageReport(
  events: readonly TrackedEvent[],
  { calls, dynamic, contexts = [] }: Calls & { contexts?: readonly (CodePlace & DeprecatedField)[] },
): UsageReport {
  const usages = events.map(({ name }) => ({ event: name, calls: calls.filter(({ event }) => event === name) }));
  const ofEvents = events.flatMap((event, index) => findings(event, usages[index]?.calls ?? [], dynamic));
  const ofContexts = contexts.map((field): UsageFinding => {
    const [context = "", ...path] = field.path.split(".");
    return passed(context, { ...field, path: path.join(".") });
  });
  return { events: usages, findings: [...ofEvents, ...ofContexts], dynamic };
}

function findings(event: TrackedEvent, calls: readonly EventCall[], dynamic: readonly CodePlace[]): UsageFinding[] {
  const own = { event: event.name, ...(event.file === undefined ? {} : { file: event.file, line: 1 }) };
  const maybe =
    dynamic[0] === undefined ? "" : `, unless by a name chosen at run time (${dynamic[0].file}:${dynamic[0].line})`;
  if (calls.length === 0 && event.deprecated === undefined) {
    return [{ rule: "never-called", ...own, message: `${event.name} is never tracked${maybe}.` }];
  }
  const found = calls.flatMap(({ fields, file, line, column }): UsageFinding[] => {
    const where = { file, line, column };
    const { deprecated } = event;
    const message = `${event.name} is deprecated: ${advice(deprecated)}`;
    const whole: UsageFinding[] =
      deprecated === undefined ? [] : [{ rule: "deprecated-event", event: event.name, ...where, message }];
    return [...whole, ...fields.map((field) => passed(event.name, field))];
  });
  if (calls.length > 0 && calls.every(({ test }) => test)) {
    found.unshift({ rule: "only-in-tests", ...own, message: `${event.name} is tracked only in tests${maybe}.` });
  }
  return found;
}

function passed(event: string, field: CodePlace & DeprecatedField): UsageFinding {
  const { path, file, line, column } = field;
  const message = `${event}.${path} is deprecated: ${advice(field)}`;
  return { rule: "deprecated-field", event, field: path, file, line, column, message };
}

function advice(deprecation: Omit<DeprecatedField, "path"> | undefined): string {
  const instead = deprecation?.replacedBy === undefined ? "" : ` Use ${deprecation.replacedBy} instead.`;
  return `${(deprecation?.reason ?? "").replace(/\.?$/, ".")}${instead}`;
}
