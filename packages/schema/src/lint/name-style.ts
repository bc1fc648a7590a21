// Names are lower_snake at every depth, so that Athena, Glue and every engine read the same name.
// Source: Amazon Athena User Guide, "Name databases, tables, and columns".
import { glueLimits } from "@tracklake/envelope";
import { lowerSnake } from "./lower-snake.js";
import { allFields, type LintRule } from "./rule.js";

const style = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/;

/** `name-style` */
export const nameStyle: LintRule = {
  id: "name-style",
  purpose: "Names are lower_snake at every depth and short enough for the Data Catalog.",
  severity: () => "error",
  check(model) {
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
          },
        ];
      }
      if (name.length <= longest) return [];
      return [{ path, message: `the name has ${name.length} characters.`, suggestion: `Use at most ${longest}.` }];
    });
  },
};
