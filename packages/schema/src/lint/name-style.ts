// Names are lower_snake at every depth, so that Athena, Glue and every engine read the same name.
// Source: Amazon Athena User Guide, "Name databases, tables, and columns".
import { glueLimits } from "@tracklake/envelope";
import type { Fix } from "../finding.js";
import type { EventModel } from "../model.js";
import { allFields } from "./fields.js";
import { lowerSnake } from "./lower-snake.js";
import type { LintRule, LintScope } from "./rule.js";

const style = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/;

/** `name-style` */
export const nameStyle: LintRule = {
  id: "name-style",
  purpose: "Names are lower_snake at every depth and short enough for the Data Catalog.",
  essential: true,
  severity: () => "error",
  check(model, scope) {
    const names = [
      { name: model.name, path: model.name },
      ...model.contexts.map(({ name }) => ({ name, path: name })),
      ...allFields(model).map(({ field, path }) => ({ name: field.name, path })),
    ];
    // A table's name is the event's with `_v` and the digits of the major.
    const longest = glueLimits.nameCharacters - 8;
    return names.flatMap(({ name, path }) => {
      if (!style.test(name)) {
        return [
          {
            path,
            message: `the name ${JSON.stringify(name)} is not lower_snake.`,
            suggestion: `Call it ${JSON.stringify(lowerSnake(name))}.`,
            ...fixOf(path, name, model, scope),
          },
        ];
      }
      if (name.length <= longest) return [];
      return [{ path, message: `the name has ${name.length} characters.`, suggestion: `Use at most ${longest}.` }];
    });
  },
};

/** A published name stays, and none is given that another has already, or is about to get. */
function fixOf(path: string, name: string, model: EventModel, { published, all }: LintScope): { readonly fix?: Fix } {
  const to = lowerSnake(name);
  if (path === model.name) {
    const others = all.filter((other) => other.model.name !== name);
    const free = !published.event(name) && !others.some((other) => lowerSnake(other.model.name) === to);
    return free ? { fix: { kind: "rename-event", path, to } } : {};
  }
  const parent = path.slice(0, -name.length);
  const taken = allFields(model).some(
    (other) =>
      other.path !== path && other.path === `${parent}${other.field.name}` && lowerSnake(other.field.name) === to,
  );
  const isContext = model.contexts.some((context) => context.name === path);
  return isContext || taken || published.field(model, path) ? {} : { fix: { kind: "rename-field", path, to } };
}
