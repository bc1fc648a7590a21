// One event as the catalogue shows it, as data: fields, versions, DDL, the call and the query to paste.
// Pages render this; a JSON API can serve it as it is.
import { isOffered } from "@tracklake/codegen";
import type { EventRevision, Registry } from "@tracklake/registry";
import { type FieldModel, hiveType, type TypeModel } from "@tracklake/schema";
import { athenaDdl, tableModels } from "@tracklake/tables";
import { callSnippet } from "./call-snippet.js";
import { querySnippet } from "./query-snippet.js";

/** The lake that the catalogue's tables are in. */
export interface CatalogueLake {
  readonly name: string;
  readonly bucket: string;
  readonly timeZone: string;
}

/** A field at any depth. */
export interface CatalogueField {
  /** Path in the event, such as `items[].price`. */
  readonly path: string;
  /** The context that it comes from; absent for properties. */
  readonly context?: string;
  readonly required: boolean;
  /** Hive type of the column, or of the part of it. */
  readonly type: string;
  readonly description: string;
  /** Allowed texts, where they are listed. */
  readonly values?: readonly string[];
  readonly unit?: string;
  readonly pii?: string;
  /** Said by the definition where a name sounds personal and the value is not. */
  readonly personal?: false;
  readonly deprecated?: string;
}

/** A published revision. */
export interface CatalogueVersion {
  readonly major: number;
  readonly revision: number;
  readonly fingerprint: string;
  /** When it was published, ISO 8601. */
  readonly publishedAt: string;
}

/** One event: its highest major, or where others are still defined, the highest of those. */
export interface CatalogueEntry {
  readonly name: string;
  readonly major: number;
  readonly revision: number;
  readonly description: string;
  readonly owner: string;
  readonly answers: readonly string[];
  readonly deprecated?: string;
  /** Whether its definition is gone: nothing tracks it any more, its table and view stay. */
  readonly retired?: true;
  readonly fields: readonly CatalogueField[];
  /** Newest first. */
  readonly versions: readonly CatalogueVersion[];
  readonly ddl: string;
  /** TypeScript to paste; left out for the heartbeat, which every tracker tracks by itself. */
  readonly call?: string;
  /** Athena SQL to paste. */
  readonly query: string;
}

/**
 * Every event of a registry, in the order of their names.
 *
 * @param registry - What `loadRegistry` returned.
 * @param lake - Names the databases and the bucket in DDL and queries.
 */
export function catalogue(registry: Registry, lake: CatalogueLake): CatalogueEntry[] {
  const names = [...new Set(registry.list().map(({ model }) => model.name))].sort();
  return names.flatMap((name) => {
    const entry = catalogueEntry(registry, name, lake);
    return entry ? [entry] : [];
  });
}

/** One event of a registry, or `undefined` when there is none of this name. */
export function catalogueEntry(registry: Registry, name: string, lake: CatalogueLake): CatalogueEntry | undefined {
  const defined = registry.current().filter((revision) => revision.model.name === name);
  const latest = defined.at(-1) ?? registry.latest(name);
  if (!latest) return undefined;
  const { model } = latest;
  const revisions = registry.revisions(name, model.major);
  const [table] = tableModels(revisions, lake);
  return {
    name,
    major: model.major,
    revision: latest.revision,
    description: model.description ?? "",
    owner: model.owner ?? "",
    answers: model.answers ?? [],
    ...(model.deprecated ? { deprecated: model.deprecated.reason } : {}),
    ...(defined.length === 0 ? { retired: true as const } : {}),
    fields: [
      ...model.contexts.flatMap((context) =>
        context.fields.flatMap((field) => fieldsOf(field, field.name, context.name)),
      ),
      ...model.properties.flatMap((field) => fieldsOf(field, field.name)),
    ],
    versions: versionsOf(registry, name),
    ddl: table ? athenaDdl(table) : "",
    ...(isOffered(model) ? { call: callSnippet(model) } : {}),
    query: querySnippet(model),
  };
}

function fieldsOf(field: FieldModel, path: string, context?: string): CatalogueField[] {
  const { type } = field;
  const own: CatalogueField = {
    path,
    ...(context === undefined ? {} : { context }),
    required: field.required && !field.nullable,
    type: hiveType(type),
    description: field.description ?? "",
    ...(type.kind === "enum" ? { values: type.values } : {}),
    ...(field.unit === undefined ? {} : { unit: field.unit }),
    ...(field.pii === undefined ? {} : { pii: field.pii }),
    ...(field.personal === undefined ? {} : { personal: field.personal }),
    ...(field.deprecated ? { deprecated: field.deprecated.reason } : {}),
  };
  return [own, ...fieldsWithin(type, path, context)];
}

function fieldsWithin(type: TypeModel, path: string, context?: string): CatalogueField[] {
  switch (type.kind) {
    case "struct":
      return type.fields.flatMap((inner) => fieldsOf(inner, `${path}.${inner.name}`, context));
    case "array":
      return fieldsWithin(type.items, `${path}[]`, context);
    case "map":
      return fieldsWithin(type.values, `${path}{}`, context);
    default:
      return [];
  }
}

function versionsOf(registry: Registry, name: string): CatalogueVersion[] {
  const version = ({ model, revision, fingerprint }: EventRevision, publishedAt: string): CatalogueVersion => ({
    major: model.major,
    revision,
    fingerprint,
    publishedAt,
  });
  return registry.entries
    .flatMap(({ events, publishedAt }) =>
      events.filter(({ model }) => model.name === name).map((event) => version(event, publishedAt)),
    )
    .sort((a, b) => b.major - a.major || b.revision - a.revision);
}
