// What the history holds of events, as rules ask for it: a published name or type stays, so nobody is told to change it.
// What may still be mended, such as a description, is spoken of whether it is published or not.
import type { EventModel, FieldModel } from "../model.js";
import { allFields } from "./fields.js";

/** What is published. */
export interface Published {
  /** Whether an event of this name is published, in whatever major. */
  event(name: string): boolean;
  /** The field as it is published at a path of this event and major. */
  field(model: EventModel, path: string): FieldModel | undefined;
}

/** Asks the newest published revision of each event and major. */
export function publishedOf(models: readonly EventModel[]): Published {
  const names = new Set(models.map(({ name }) => name));
  const byEvent = new Map(models.map((model) => [keyOf(model), model]));
  const fields = new Map<string, ReadonlyMap<string, FieldModel>>();
  const fieldsOf = (model: EventModel) => {
    const key = keyOf(model);
    const known = fields.get(key) ?? new Map(allFields(model).map((at) => [at.path, at.field]));
    fields.set(key, known);
    return known;
  };
  /** Fields of contexts: published once is published, whichever event is the next to list the context. */
  let shared: Map<string, FieldModel> | undefined;
  const sharedFields = () => {
    shared ??= new Map(models.flatMap((model) => [...fieldsOf(model)].filter(([path]) => !isProperty(path, model))));
    return shared;
  };
  return {
    event: (name) => names.has(name),
    field(model, path) {
      const published = byEvent.get(keyOf(model));
      const own = published && fieldsOf(published).get(path);
      return own ?? (isProperty(path, model) ? undefined : sharedFields().get(path));
    },
  };
}

function isProperty(path: string, { name }: EventModel): boolean {
  return path.startsWith(`${name}.`);
}

function keyOf({ name, major }: EventModel): string {
  return `${name} v${major}`;
}
