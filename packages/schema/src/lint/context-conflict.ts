// A context is set once and written into every event that lists it, so its name stands for one definition.
// Two definitions of one name would drop what only one of them knows, or refuse what only one of them takes.
import type { ContextModel, EventModel } from "../model.js";
import { contextDifference } from "../same-context.js";
import type { LintRule } from "./rule.js";

/** `context-conflict` */
export const contextConflict: LintRule = {
  id: "context-conflict",
  purpose: "Events that list a context of one name list the same context.",
  severity: () => "error",
  check(model, { all }) {
    return model.contexts.flatMap((context) => {
      const first = firstWith(
        context.name,
        all.map((subject) => subject.model),
      );
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

function firstWith(
  name: string,
  all: readonly EventModel[],
): { readonly event: EventModel; readonly context: ContextModel } | undefined {
  for (const event of all) {
    const context = event.contexts.find((candidate) => candidate.name === name);
    if (context) return { event, context };
  }
  return undefined;
}
