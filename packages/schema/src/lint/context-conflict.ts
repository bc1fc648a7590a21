// A context is set once and written into every event that lists it, so its name stands for one definition.
// Two definitions of one name would drop what only one of them knows, or refuse what only one of them takes.
import type { ContextModel, EventModel } from "../model.js";
import { contextDifference } from "../same-context.js";
import { oncePerRun } from "./once.js";
import type { LintRule } from "./rule.js";

/** `context-conflict` */
export const contextConflict: LintRule = {
  id: "context-conflict",
  purpose: "Events that list a context of one name list the same context.",
  essential: true,
  severity: () => "error",
  check(model, scope) {
    const firsts = firstByName(scope);
    return model.contexts.flatMap((context) => {
      const first = firsts.get(context.name);
      if (!first || first.event === model) return [];
      const path = contextDifference(first.context, context);
      if (path === undefined) return [];
      return [
        {
          path: model.name,
          message: `its context "${context.name}" is not that of "${first.event.name}": they differ in ${path}.`,
          suggestion:
            "Define the context once and publish every event that lists it at once, or give one of the two another name.",
        },
      ];
    });
  },
};

/** Each context as the first event of the run lists it. */
const firstByName = oncePerRun(({ all }) => {
  const found = new Map<string, { readonly event: EventModel; readonly context: ContextModel }>();
  for (const { model: event } of all) {
    for (const context of event.contexts) if (!found.has(context.name)) found.set(context.name, { event, context });
  }
  return found;
});
