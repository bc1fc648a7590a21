// A resource of a template with what a reader should know of it.
import type { Yaml } from "./yaml.js";

/** A resource under its logical name. */
export interface Resource {
  readonly id: string;
  /** One line, written above it. */
  readonly comment: string;
  readonly body: { readonly [key: string]: Yaml };
}

/**
 * What keeps a resource when its stack goes: data is never deleted with it. What a first deploy made before it failed goes
 * again, or the next one would find its names taken. Source: CloudFormation User Guide, "DeletionPolicy attribute".
 */
export const kept = { DeletionPolicy: "RetainExceptOnCreate", UpdateReplacePolicy: "Retain" } as const;
