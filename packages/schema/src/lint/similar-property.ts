// Two names of fields that are one name written twice, in one event or across events: a join misses half of the rows.
// The name that is published stays, then the one that more events use.
import type { EventModel } from "../model.js";
import { allFields, type FieldAt } from "./fields.js";
import { latestEvents } from "./latest.js";
import { oncePerRun } from "./once.js";
import type { LintRule, LintScope } from "./rule.js";
import { likenessWording, similarNames } from "./words/similar-names.js";

interface Use {
  /** How many names were met before it. */
  readonly order: number;
  readonly path: string;
  readonly events: Set<string>;
  published: boolean;
}

const uses = oncePerRun((scope) => {
  const byName = new Map<string, Use>();
  for (const model of latestEvents(scope)) {
    for (const { field, path } of named(model)) {
      const use = byName.get(field.name) ?? { order: byName.size, path, events: new Set(), published: false };
      use.events.add(model.name);
      use.published ||= scope.published.field(model, path) !== undefined;
      byName.set(field.name, use);
    }
  }
  return { byName, similar: similarNames(byName.keys()), latest: new Set(latestEvents(scope)) };
});

/** `similar-property` */
export const similarProperty: LintRule = {
  id: "similar-property",
  purpose: "No two fields have almost the same name, in an event or across events.",
  severity: () => "warning",
  check(model, scope) {
    const { byName, similar, latest } = uses(scope);
    if (!latest.has(model)) return [];
    return named(model).flatMap(({ field, path }) => {
      if (scope.published.field(model, path)) return [];
      const other = (similar.get(field.name) ?? []).find(({ name }) => stays(name, field.name, scope));
      const use = other && byName.get(other.name);
      if (!other || !use) return [];
      return [
        {
          path,
          message: `it is almost "${other.name}" (${use.path}): ${likenessWording[other.likeness]}.`,
          suggestion: `Use "${other.name}", or a name that cannot be taken for it.`,
        },
      ];
    });
  },
};

function named(model: EventModel): readonly FieldAt[] {
  return model.deprecated ? [] : allFields(model).filter(({ field }) => field.deprecated === undefined);
}

/** Whether of two names it is the other that has to change. */
function stays(name: string, other: string, scope: LintScope): boolean {
  const { byName } = uses(scope);
  const [mine, theirs] = [byName.get(name), byName.get(other)];
  if (!mine || !theirs) return false;
  if (mine.published !== theirs.published) return mine.published;
  if (mine.events.size !== theirs.events.size) return mine.events.size > theirs.events.size;
  return mine.order < theirs.order;
}
