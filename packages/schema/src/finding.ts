// A finding is data: what lint, history and compatibility checks report. Renderers word it.

/** How bad a finding is: errors stop a publish, warnings do not, notes inform. */
export type Severity = "error" | "warning" | "note";

/** One thing that a check found. */
export interface Finding {
  /** Stable id of the rule, such as `name-style`. */
  readonly rule: string;
  readonly severity: Severity;
  /** Where in the schemas: the event or context, then the path of the field, such as `order_placed.items.price`. */
  readonly path: string;
  /** The file that the definition came from, when it is known. */
  readonly file?: string;
  /** Other places that it is about, such as the first definition of an event that is defined twice. */
  readonly related?: readonly RelatedPlace[];
  /** One sentence: what is wrong. */
  readonly message: string;
  /** What it was and what it is now, where there is a before. */
  readonly was?: string;
  readonly is?: string;
  /** One sentence: what to do. */
  readonly suggestion?: string;
  /** The change to the definition that makes the finding go away, where it is mechanical and safe. */
  readonly fix?: Fix;
}

/** Another place of a finding; line and column from 1, where they are known. */
export interface RelatedPlace {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** A change that `check --fix` can make. */
export type Fix =
  | { readonly kind: "set-unit"; readonly path: string; readonly unit: string }
  | { readonly kind: "rename-field"; readonly path: string; readonly to: string }
  | { readonly kind: "rename-event"; readonly path: string; readonly to: string }
  | { readonly kind: "remove-ignore"; readonly path: string; readonly entry: string };
