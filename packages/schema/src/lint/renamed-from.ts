// A former name that was never published, or that is still there: the view would join nothing, or two columns that differ.
import type { EventModel, FieldModel } from "../model.js";
import { allFields, type FieldAt } from "./fields.js";
import type { LintRule, LintScope } from "./rule.js";

/** `renamed-from` */
export const renamedFrom: LintRule = {
  id: "renamed-from",
  purpose: "The former name of a field was published, and no other field has it.",
  severity: () => "warning",
  check(model, scope) {
    return allFields(model).flatMap((at) => {
      const former = at.field.renamedFrom;
      const problem = former === undefined ? undefined : problemOf(former, at, model, scope);
      if (problem === undefined) return [];
      return [{ path: at.path, message: problem, suggestion: "Correct renamedFrom, or leave it out." }];
    });
  },
};

function problemOf(former: string, at: FieldAt, model: EventModel, { published }: LintScope): string | undefined {
  if (former === at.field.name) return "it is renamed from its own name.";
  const path = `${at.path.slice(0, -at.field.name.length)}${former}`;
  const taken = allFields(model).find((other) => other.path === path);
  if (taken) return `it is renamed from "${former}", which is there still.`;
  if (!published.event(model.name) || published.field(model, path)) return undefined;
  const known = published.field(model, at.path);
  // Once the new name is published the old one is in the history, and no longer in the newest revision.
  if (known?.renamedFrom === former) return undefined;
  const never = published.everHad(model, path) === false;
  const unknown = known === undefined ? !published.everHad(model, path) && mayHaveBeen(model, at, published) : never;
  return unknown ? `it is renamed from "${former}", which was never published here.` : undefined;
}

/** Whether what is around the field is published: in a struct that is new, everything is. */
function mayHaveBeen(model: EventModel, { around, path }: FieldAt, published: LintScope["published"]): boolean {
  const parent: FieldModel | undefined = around.at(-1);
  if (!parent) return true;
  const parentPath = path.slice(0, path.lastIndexOf(".")).replace(/(\[\]|\{\})+$/, "");
  return published.field(model, parentPath) !== undefined;
}
