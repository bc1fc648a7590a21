// The difference of two models of one event, at every depth, in the order of the new model's fields.
// What is only written in another order is no difference.
import { type ContextModel, canonicalJson, type EventModel, type FieldModel } from "@tracklake/schema";
import type { Change, ChangeKind } from "./change.js";
import { typeChanges, typeText } from "./type-changes.js";

/**
 * What changed from one model to another.
 *
 * @param before - The earlier model; `undefined` for an event that is new.
 * @returns Changes of the event, of its contexts, then of its properties; empty when nothing differs.
 * @example
 * diffEvents(before, after).map((change) => change.kind); // ["field-added"]
 */
export function diffEvents(before: EventModel | undefined, after: EventModel): Change[] {
  if (!before) return [{ kind: "event-added", path: after.name, is: `major ${after.major}` }];
  return [
    ...metadataChanges("event-metadata-changed", eventMetadata, before, after, after.name),
    ...contextChanges(before.contexts, after.contexts, after.name),
    ...fieldChanges(before.properties, after.properties, after.name),
  ];
}

const eventMetadata = ["description", "owner", "answers", "deprecated", "retention", "expires", "examples"] as const;
const fieldMetadata = ["description", "unit", "deprecated", "personal", "examples"] as const;

function contextChanges(before: readonly ContextModel[], after: readonly ContextModel[], event: string): Change[] {
  const earlier = new Map(before.map((context) => [context.name, context]));
  const later = new Set(after.map((context) => context.name));
  return [
    ...after.flatMap((context): Change[] => {
      const was = earlier.get(context.name);
      if (!was)
        return [
          { kind: "context-added", path: event, is: context.name },
          ...fieldChanges([], context.fields, context.name),
        ];
      return fieldChanges(was.fields, context.fields, context.name);
    }),
    ...before
      .filter((context) => !later.has(context.name))
      .flatMap((context): Change[] => [
        { kind: "context-removed", path: event, was: context.name },
        ...fieldChanges(context.fields, [], context.name),
      ]),
  ];
}

function fieldChanges(before: readonly FieldModel[], after: readonly FieldModel[], path: string): Change[] {
  const earlier = new Map(before.map((field) => [field.name, field]));
  const later = new Set(after.map((field) => field.name));
  const renamed = new Set<string>();
  const changes = after.flatMap((field): Change[] => {
    const was = earlier.get(field.name);
    const at = `${path}.${field.name}`;
    if (was) return oneField(was, field, at);
    const origin =
      field.renamedFrom === undefined || later.has(field.renamedFrom) ? undefined : earlier.get(field.renamedFrom);
    if (!origin) return [{ kind: "field-added", path: at, is: typeText(field.type), required: isRequired(field) }];
    renamed.add(origin.name);
    return [{ kind: "field-renamed", path: at, was: origin.name, is: field.name }, ...oneField(origin, field, at)];
  });
  const gone = before.filter((field) => !later.has(field.name) && !renamed.has(field.name));
  return [
    ...changes,
    ...gone.map(
      (field): Change => ({
        kind: "field-removed",
        path: `${path}.${field.name}`,
        was: typeText(field.type),
        required: isRequired(field),
      }),
    ),
  ];
}

function oneField(before: FieldModel, after: FieldModel, path: string): Change[] {
  const changes: Change[] = typeChanges(before.type, after.type, path, fieldChanges);
  const moved = (kind: ChangeKind, was: string, is: string) => {
    if (was !== is) changes.push({ kind, path, was, is });
  };
  moved("required-changed", before.required ? "required" : "optional", after.required ? "required" : "optional");
  moved(
    "nullable-changed",
    before.nullable ? "nullable" : "not nullable",
    after.nullable ? "nullable" : "not nullable",
  );
  moved("pii-changed", before.pii ?? "no protection", after.pii ?? "no protection");
  return [...changes, ...metadataChanges("field-metadata-changed", fieldMetadata, before, after, path)];
}

function metadataChanges<Model extends object, Key extends keyof Model & string>(
  kind: ChangeKind,
  keys: readonly Key[],
  before: Model,
  after: Model,
  path: string,
): Change[] {
  return keys.flatMap((key): Change[] => {
    const [was, is] = [textOf(before[key]), textOf(after[key])];
    if (was === is) return [];
    return [
      {
        kind,
        path,
        ...(was === undefined ? {} : { was: `${key}: ${was}` }),
        ...(is === undefined ? {} : { is: `${key}: ${is}` }),
      },
    ];
  });
}

function textOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === "string" ? value : canonicalJson(value);
}

function isRequired(field: FieldModel): boolean {
  return field.required && !field.nullable;
}
