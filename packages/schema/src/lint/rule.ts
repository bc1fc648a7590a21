// What a lint rule is: an id, what it is for, and a check of one event among all.
// Rules are pure; the list in index.ts is the order of their findings.
import type { Finding, Severity } from "../finding.js";
import type { EventModel, FieldModel } from "../model.js";

/** When lint runs: `publish` is the stricter of the two. */
export type LintPhase = "generate" | "publish";

/** An event to be linted, with the file that it came from. */
export interface LintSubject {
  readonly model: EventModel;
  readonly file?: string | undefined;
}

/** What a rule sees beside the event. */
export interface LintScope {
  readonly phase: LintPhase;
  /** Every event of the same run, this one too; before them those that stay published beside them. */
  readonly all: readonly LintSubject[];
}

/** What a rule says; lintEvents adds the rule's id, its severity and the file. */
export interface Remark {
  readonly path: string;
  readonly message: string;
  readonly suggestion: string;
}

/** One lint rule. */
export interface LintRule {
  readonly id: string;
  /** What the rule is for, in one sentence. */
  readonly purpose: string;
  severity(phase: LintPhase): Severity;
  check(model: EventModel, scope: LintScope): readonly Remark[];
}

/** A field with its path, such as `order_placed.items[].price`. */
export interface FieldAt {
  readonly field: FieldModel;
  readonly path: string;
}

/** Every field of an event at every depth: contexts first, then properties. */
export function allFields(model: EventModel): FieldAt[] {
  return [...topFields(model)].flatMap(({ field, path }) => [{ field, path }, ...fieldsWithin(field, path)]);
}

/** The fields that become columns: those of the contexts, then the properties. */
export function topFields(model: EventModel): FieldAt[] {
  const of = (prefix: string) => (field: FieldModel) => ({ field, path: `${prefix}.${field.name}` });
  return [
    ...model.contexts.flatMap((context) => context.fields.map(of(context.name))),
    ...model.properties.map(of(model.name)),
  ];
}

function fieldsWithin({ type }: Pick<FieldModel, "type">, path: string): FieldAt[] {
  if (type.kind === "array") return fieldsWithin({ type: type.items }, `${path}[]`);
  if (type.kind === "map") return fieldsWithin({ type: type.values }, `${path}{}`);
  if (type.kind !== "struct") return [];
  return type.fields.flatMap((field) => {
    const at = `${path}.${field.name}`;
    return [{ field, path: at }, ...fieldsWithin(field, at)];
  });
}

/** A finding of a rule. */
export function finding(rule: LintRule, { model, file }: LintSubject, remark: Remark, phase: LintPhase): Finding {
  return {
    rule: rule.id,
    severity: rule.severity(phase),
    path: remark.path || model.name,
    ...(file === undefined ? {} : { file }),
    message: remark.message,
    suggestion: remark.suggestion,
  };
}
