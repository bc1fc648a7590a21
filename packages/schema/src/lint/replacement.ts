// A replacement that is not there: whoever follows it finds nothing.
import type { EventModel } from "../model.js";
import { allFields, type FieldAt } from "./fields.js";
import { oncePerRun } from "./once.js";
import type { LintRule, Remark } from "./rule.js";

const eventNames = oncePerRun(({ all }) => new Set(all.map(({ model }) => model.name)));

/** `replacement` */
export const replacement: LintRule = {
  id: "replacement",
  purpose: "What replaces something deprecated is there, and is not deprecated itself.",
  severity: () => "warning",
  check(model, scope) {
    const events = eventNames(scope);
    const remarks: Remark[] = [];
    const other = model.deprecated?.replacedBy;
    // A replacement may be named with its major, or in words: only what looks like a name is looked up.
    if (other !== undefined && isName(other) && (!events.has(withoutMajor(other)) || other === model.name)) {
      remarks.push(missing(model.name, other, "event"));
    }
    for (const at of allFields(model)) {
      const name = at.field.deprecated?.replacedBy;
      if (name === undefined || !isName(name)) continue;
      if (!isThere(name, at, model)) remarks.push(missing(at.path, name, "field"));
    }
    return remarks;
  },
};

function isName(text: string): boolean {
  // Of any style: a name that was renamed from camelCase leaves its former spelling behind.
  return /^[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)*$/.test(text);
}

function withoutMajor(name: string): string {
  return name.replace(/_v\d+$/, "");
}

/** Beside the field, as a path in the event, or in the last part of one. */
function isThere(name: string, at: FieldAt, model: EventModel): boolean {
  return allFields(model).some(
    ({ field, path }) =>
      field !== at.field && !field.deprecated && (field.name === name || path === name || path.endsWith(`.${name}`)),
  );
}

function missing(path: string, name: string, what: string): Remark {
  return {
    path,
    message: `it is replaced by "${name}", which is no ${what} here, or is deprecated too.`,
    suggestion: `Correct replacedBy, or define "${name}".`,
  };
}
