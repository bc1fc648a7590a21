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
  /** Whether any revision of the event had a field at a path; `undefined` where only the newest are known. */
  everHad(model: EventModel, path: string): boolean | undefined;
  /** The newest published major of an event; `undefined` when it is new. */
  lastMajor(name: string): number | undefined;
}

/**
 * Asks the newest published revision of each event and major.
 *
 * @param history - Every revision, where it is known: names that once were.
 */
export function publishedOf(models: readonly EventModel[], history?: readonly EventModel[]): Published {
  const names = new Set(models.map(({ name }) => name));
  const byEvent = new Map(models.map((model) => [keyOf(model), model]));
  const fieldsOf = (model: EventModel) => new Map(allFields(model).map((at) => [at.path, at.field]));
  const known = new Map<EventModel, ReadonlyMap<string, FieldModel>>();
  /** The fields of an event as they are published; none when it is new. */
  const publishedFields = (model: EventModel) => {
    const before = known.get(model);
    if (before) return before;
    const published = byEvent.get(keyOf(model));
    const fields = published ? fieldsOf(published) : new Map<string, FieldModel>();
    known.set(model, fields);
    return fields;
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
      const own = publishedFields(model).get(path);
      return own ?? (isProperty(path, model) ? undefined : sharedFields().get(path));
    },
    everHad: (model, path) =>
      history?.some(
        (one) => (one.name === model.name || !isProperty(path, model)) && allFields(one).some((at) => at.path === path),
      ),
    lastMajor(name) {
      const majors = (history ?? models).flatMap((model) => (model.name === name ? [model.major] : []));
      return majors.length === 0 ? undefined : Math.max(...majors);
    },
  };
}

function isProperty(path: string, { name }: EventModel): boolean {
  return path.startsWith(`${name}.`);
}

function keyOf({ name, major }: EventModel): string {
  return `${name} v${major}`;
}
