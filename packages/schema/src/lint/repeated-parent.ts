// A field that repeats the name of what it lies in: flattened it is `address__address_city`.
import { allFields } from "./fields.js";
import type { LintRule } from "./rule.js";
import { singular, wordsOf } from "./words/split.js";

/** `repeated-parent` */
export const repeatedParent: LintRule = {
  id: "repeated-parent",
  purpose: "A field does not repeat the name of the struct that it lies in.",
  severity: () => "note",
  check(model, { published }) {
    return allFields(model).flatMap(({ field, path, within, depth }) => {
      if (depth === 0 || published.field(model, path)) return [];
      const [words, parent] = [wordsOf(field.name), wordsOf(within).map(singular)];
      const rest = words.slice(parent.length);
      // `order.order_id` is what it is joined by in other tables.
      if (rest.length === 0 || rest.join("_") === "id" || !parent.every((word, at) => word === words[at])) return [];
      return [
        { path, message: `it repeats "${within}", in which it lies.`, suggestion: `Call it "${rest.join("_")}".` },
      ];
    });
  },
};
