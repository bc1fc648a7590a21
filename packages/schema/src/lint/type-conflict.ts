// One column's name with two types in two events: a UNION of the tables fails, and a join compares text with numbers.
// Columns only: what lies in a struct is named by the struct. A published type stays, so the newer one is spoken of.
import type { FieldModel, TypeModel } from "../model.js";
import { topFields } from "./fields.js";
import { latestEvents } from "./latest.js";
import { oncePerRun } from "./once.js";
import type { LintRule } from "./rule.js";

interface Use {
  readonly path: string;
  readonly type: string;
  readonly events: number;
  readonly published: boolean;
}

/** Names that mean something else in each event, by nature. */
const ownMeaning = new Set(
  "action amount category code count data date description format id index kind label level name number position reason result score size source state status target text time title total type value version".split(
    " ",
  ),
);

const typesByName = oncePerRun((scope) => {
  const found = new Map<string, Map<string, Use>>();
  for (const model of latestEvents(scope)) {
    for (const { field, path } of topFields(model)) {
      const type = columnKind(field.type);
      if (ownMeaning.has(field.name) || field.deprecated || model.deprecated) continue;
      const types = found.get(field.name) ?? new Map<string, Use>();
      const use = types.get(type);
      const published = scope.published.field(model, path) !== undefined;
      types.set(type, {
        path: use?.path ?? path,
        type,
        events: (use?.events ?? 0) + 1,
        published: published || (use?.published ?? false),
      });
      found.set(field.name, types);
    }
  }
  return { found, latest: new Set(latestEvents(scope)) };
});

/** `type-conflict` */
export const typeConflict: LintRule = {
  id: "type-conflict",
  purpose: "A column of one name has one type in every event.",
  severity: () => "warning",
  check(model, scope) {
    const { found, latest } = typesByName(scope);
    if (!latest.has(model)) return [];
    return topFields(model).flatMap(({ field, path }) => {
      const types = found.get(field.name);
      if (!types || types.size < 2 || scope.published.field(model, path)) return [];
      const own = columnKind(field.type);
      const usual = mostUsual([...types.values()].filter(({ type }) => type === own || !bothNested(type, own)));
      if (!usual || usual.type === own) return [];
      return [
        {
          path,
          message: `it is ${own} here and ${usual.type} in ${usual.path}.`,
          suggestion: wayOut(own, usual.type, field),
        },
      ];
    });
  },
};

function mostUsual(uses: readonly Use[]): Use | undefined {
  return uses.reduce<Use | undefined>((best, use) => {
    if (!best) return use;
    if (best.published !== use.published) return use.published ? use : best;
    return use.events > best.events ? use : best;
  }, undefined);
}

/** A column as engines compare it: texts are one kind, and so are whole numbers. */
function columnKind(type: TypeModel): string {
  switch (type.kind) {
    case "uuid":
    case "enum":
    case "json":
      return "string";
    case "bigint":
      return "integer";
    case "array":
      return `array of ${columnKind(type.items)}`;
    default:
      return type.kind;
  }
}

/** Two nested types share no operator anyway; they are compared with what is flat. */
function bothNested(a: string, b: string): boolean {
  return isNested(a) && isNested(b);
}

function isNested(type: string): boolean {
  return type === "struct" || type === "map" || type.endsWith("struct") || type.endsWith("map");
}

function wayOut(own: string, usual: string, { name }: FieldModel): string {
  if (isNested(own) || isNested(usual) || own.startsWith("array") !== usual.startsWith("array")) {
    return own === "integer" && name.endsWith("s")
      ? `Give it another name, such as "${name.slice(0, -1)}_count".`
      : "Give it another name.";
  }
  return `Make it ${usual} too, or give it another name.`;
}
