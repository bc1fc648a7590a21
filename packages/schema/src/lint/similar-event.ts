// Two names of events that are one name written twice: somebody did not find the event that was there.
// Names that only differ in separators have the same method, which name-collision refuses.
import { latestEvents } from "./latest.js";
import { oncePerRun } from "./once.js";
import type { LintRule } from "./rule.js";
import { likenessWording, similarNames } from "./words/similar-names.js";

const similar = oncePerRun((scope) => {
  const events = latestEvents(scope).filter(({ deprecated }) => deprecated === undefined);
  return {
    names: similarNames(events.map(({ name }) => name)),
    order: new Map(events.map(({ name }, at) => [name, at])),
  };
});

/** `similar-event` */
export const similarEvent: LintRule = {
  id: "similar-event",
  purpose: "No two events have almost the same name.",
  severity: () => "warning",
  check(model, scope) {
    if (scope.published.event(model.name) || model.deprecated) return [];
    const { names, order } = similar(scope);
    const others = (names.get(model.name) ?? []).filter(({ likeness }) => likeness !== "separators");
    // Of two new names the later one is spoken of.
    const other = others.find(
      ({ name }) => scope.published.event(name) || (order.get(name) ?? 0) < (order.get(model.name) ?? 0),
    );
    if (!other) return [];
    return [
      {
        path: model.name,
        message: `it is almost "${other.name}": ${likenessWording[other.likeness]}.`,
        suggestion: `Use "${other.name}", or a name that cannot be taken for it.`,
      },
    ];
  },
};
