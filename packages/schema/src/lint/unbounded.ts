// Texts and lists that people or programs may make as long as they like: one event then fills a record, or is refused.
// One note for each event, before a publish only, of what is new: a bound set later refuses what was let through before.
import { lineLimits } from "@tracklake/envelope";
import type { FieldModel } from "../model.js";
import { allFields } from "./fields.js";
import type { LintRule } from "./rule.js";
import { wordsOf } from "./words/split.js";

/** What names say that somebody writes it freely, or a program does. */
const free = new Set(
  "message body text comment content html markdown payload stack trace stacktrace sql query prompt note notes memo reason feedback bio".split(
    " ",
  ),
);

/** `unbounded` */
export const unbounded: LintRule = {
  id: "unbounded",
  purpose: "Free texts and lists of structs have a bound.",
  severity: (phase) => (phase === "publish" ? "note" : "off"),
  check(model, { published }) {
    const names = allFields(model)
      .filter(({ field, path }) => isUnbounded(field) && !published.field(model, path))
      .map(({ path }) => (path.startsWith(`${model.name}.`) ? path.slice(model.name.length + 1) : path));
    if (names.length === 0) return [];
    const kilobytes = Math.round(lineLimits.bytes / 1024);
    return [
      {
        path: model.name,
        message: `these have no bound, and a line takes ${kilobytes.toLocaleString("en")} KiB: ${names.join(", ")}.`,
        suggestion: "Set maxLength or maxItems now; set later, it would refuse what was let through before.",
      },
    ];
  },
};

function isUnbounded({ name, type, pii }: FieldModel): boolean {
  if (pii !== undefined) return false;
  if (type.kind === "array") return type.maxItems === undefined && ["struct", "array", "map"].includes(type.items.kind);
  if (type.kind !== "string" || type.maxLength !== undefined || type.pattern !== undefined) return false;
  return free.has(wordsOf(name).at(-1) ?? "");
}
