// The call to paste: the generated method with every required property.
// The method's name is the one that codegen gives it.
import { methodName } from "@tracklake/codegen";
import type { EventModel } from "@tracklake/schema";
import { exampleObject } from "./example-value.js";

/**
 * TypeScript that tracks an event.
 *
 * @example
 * callSnippet(model); // 'tracker.planChanged({\n  plan: "free",\n});'
 */
export function callSnippet(model: EventModel): string {
  const argument = model.properties.length === 0 ? "" : exampleObject(model.properties, 0);
  return `tracker.${methodName(model.name)}(${argument});`;
}
