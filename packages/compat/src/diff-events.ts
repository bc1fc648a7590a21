// The difference of two models of one event, at every depth, in the order of the new model's fields.
// What is only written in another order is no difference; contexts are inlined, so a field's column may change its place.
import type { ContextModel, EventModel, FieldModel } from "@tracklake/schema";
import type { Change } from "./change.js";
import { fieldChanges, oneField } from "./field-changes.js";
import { contextMetadata, eventMetadata } from "./metadata-changes.js";

/**
 * What changed from one model to another.
 *
 * @param before - The earlier model; `undefined` for an event that is new.
 * @returns Changes of the event, of its contexts, then of its properties; empty when nothing differs.
 * @example
 * diffEvents(before, after).map((change) => change.rule); // ["FIELD_ADDED"]
 */
export function diffEvents(before: EventModel | undefined, after: EventModel): Change[] {
  if (!before) return [{ rule: "EVENT_ADDED", path: after.name, is: `major ${after.major}` }];
  const moved = movedColumns(before, after);
  const stays = (fields: readonly FieldModel[]) =>
    moved.size === 0 ? fields : fields.filter((field) => !moved.has(field.name));
  return [
    ...eventMetadata(before, after),
    ...contextChanges(before.contexts, after.contexts, after.name, stays),
    ...fieldChanges(stays(before.properties), stays(after.properties), after.name),
    ...[...moved.values()].flatMap(({ from, to }) => moveChanges(from, to)),
  ];
}

type Stays = (fields: readonly FieldModel[]) => readonly FieldModel[];

function contextChanges(
  before: readonly ContextModel[],
  after: readonly ContextModel[],
  event: string,
  stays: Stays,
): Change[] {
  const earlier = new Map(before.map((context) => [context.name, context]));
  const later = new Set(after.map((context) => context.name));
  return [
    ...after.flatMap((context): Change[] => {
      const was = earlier.get(context.name);
      if (!was) return [{ rule: "CONTEXT_ADDED", path: event, is: contextText(context) }];
      if (was === context) return [];
      return [
        ...contextMetadata(was, context),
        ...fieldChanges(stays(was.fields), stays(context.fields), context.name),
      ];
    }),
    ...before
      .filter((context) => !later.has(context.name))
      .map((context): Change => ({ rule: "CONTEXT_REMOVED", path: event, was: contextText(context) })),
  ];
}

function contextText({ name, fields }: ContextModel): string {
  return `${name} (${fields.map((field) => field.name).join(", ")})`;
}

/** A field and the group that brings its column: the event's name, or a context's. */
interface Placed {
  readonly group: string;
  readonly context: boolean;
  readonly field: FieldModel;
}

/** Columns that both models have, each in another group: by name, since a table knows no groups. */
function movedColumns(before: EventModel, after: EventModel): Map<string, { from: Placed; to: Placed }> {
  const moved = new Map<string, { from: Placed; to: Placed }>();
  if (before.contexts.length + after.contexts.length === 0) return moved;
  const earlier = columnsOf(before);
  for (const [name, to] of columnsOf(after)) {
    const from = earlier.get(name);
    if (from && (from.context !== to.context || (from.context && from.group !== to.group)))
      moved.set(name, { from, to });
  }
  return moved;
}

function columnsOf(model: EventModel): Map<string, Placed> {
  const columns = new Map<string, Placed>();
  for (const context of model.contexts) {
    for (const field of context.fields) columns.set(field.name, { group: context.name, context: true, field });
  }
  for (const field of model.properties) columns.set(field.name, { group: model.name, context: false, field });
  return columns;
}

function moveChanges(from: Placed, to: Placed): Change[] {
  const path = `${to.group}.${to.field.name}`;
  return [
    {
      rule: "FIELD_MOVED",
      path,
      was: `${from.group}.${from.field.name}`,
      is: path,
      before: from.field,
      after: to.field,
      contexts: { from: from.context, to: to.context },
    },
    ...oneField(from.field, to.field, path),
  ];
}
