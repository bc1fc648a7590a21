// A policy as IAM reads it, as far as wildcards of resources go.
import type { PolicyDocument } from "@tracklake/tables";

/** Whether a policy allows an action on a resource, as IAM matches wildcards. */
export function allows({ Statement }: PolicyDocument, action: string, arn: string): boolean {
  return Statement.some(
    ({ Action, Resource }) =>
      Action.includes(action) &&
      Resource.some((pattern) =>
        new RegExp(
          `^${pattern
            .split("*")
            .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
            .join(".*")}$`,
        ).test(arn),
      ),
  );
}
