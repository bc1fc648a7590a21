// All revisions of an event's major as one: what its table must hold. A removed column stays, a new one comes last.
// Views and tables are both built from this.
import { PII_KEY_COLUMN, tableName } from "@tracklake/envelope";
import type { EventRevision, RegisteredEvent } from "@tracklake/registry";
import { type EventModel, hashesPersonal } from "@tracklake/schema";
import { TablesError } from "../errors.js";
import { fieldTree } from "./field-tree.js";
import type { HiveField } from "./hive-type.js";
import { mergeFields } from "./merge-type.js";

/** A column of an event's major, and whether a context or the event itself brings it. */
export interface MajorColumn extends HiveField {
  readonly group: "context" | "property";
}

/** An event's major over all its revisions. */
export interface EventMajor {
  readonly name: string;
  readonly major: number;
  /** The latest revision, and its model. */
  readonly revision: number;
  readonly latest: EventModel;
  /** Contexts first within each revision; what a later revision adds comes after. */
  readonly columns: readonly MajorColumn[];
}

/**
 * Groups revisions by event and major, and merges each group's columns.
 *
 * @returns By name, then major.
 * @throws TablesError `type-changed` when a draft gives a column another type, `name-collision` when two fields meet.
 */
export function mergeRevisions(revisions: readonly (EventRevision | RegisteredEvent)[]): EventMajor[] {
  const groups = new Map<string, (EventRevision | RegisteredEvent)[]>();
  for (const revision of revisions) {
    const key = tableName(revision.model.name, revision.model.major);
    groups.set(key, [...(groups.get(key) ?? []), revision]);
  }
  const majors = [...groups.values()].map((group) => merged(group.sort((a, b) => a.revision - b.revision)));
  return majors.sort((a, b) => (a.name === b.name ? a.major - b.major : a.name < b.name ? -1 : 1));
}

function merged(revisions: readonly (EventRevision | RegisteredEvent)[]): EventMajor {
  const groups = new Map<string, MajorColumn["group"]>();
  let columns: HiveField[] = [];
  let last: EventRevision | undefined;
  for (const revision of revisions) {
    const { model } = revision;
    const next = fieldsOf(model, groups);
    const draft = "status" in revision && revision.status === "draft";
    columns = mergeFields(columns, next, (path, was, is) => {
      if (draft) throw typeChanged(model, path, was, is);
    });
    last = revision;
  }
  if (!last) throw new TypeError("an event's major has at least one revision");
  return {
    name: last.model.name,
    major: last.model.major,
    revision: last.revision,
    latest: last.model,
    columns: columns.map((column) => ({ ...column, group: groups.get(column.name) ?? "property" })),
  };
}

function fieldsOf(model: EventModel, groups: Map<string, MajorColumn["group"]>): HiveField[] {
  const seen = new Set<string>();
  const add = (group: MajorColumn["group"]) => (field: EventModel["properties"][number]) => {
    if (seen.has(field.name)) {
      throw new TablesError(
        "name-collision",
        `${model.name} has two columns "${field.name}": rename one of the two, in the event or in a context.`,
      );
    }
    seen.add(field.name);
    groups.set(field.name, group);
    return fieldTree(field);
  };
  const fields = [
    ...model.contexts.flatMap((context) => context.fields.map(add("context"))),
    ...model.properties.map(add("property")),
  ];
  if (!hashesPersonal(model)) return fields;
  groups.set(PII_KEY_COLUMN, "context");
  return [...fields, piiKey];
}

/** Comes last, so that an event that begins to hash gets it behind the columns that it has. */
const piiKey: HiveField = {
  name: PII_KEY_COLUMN,
  type: { kind: "primitive", text: "string" },
  comment: "The id of the key that the hashes of this row were made with.",
};

function typeChanged(model: EventModel, path: string, was: string, is: string): TablesError {
  return new TablesError(
    "type-changed",
    `${model.name}.${path} is ${was} in the table and would become ${is}: ` +
      `set "major: ${model.major + 1}" in the definition of ${model.name}, or give the property a new name.`,
  );
}
