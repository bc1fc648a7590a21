// What a failed step tells to do: by the service's error, also where it came while something was read.
import { expect, test } from "vitest";
import { TablesError } from "../src/errors.js";
import { failure } from "../src/glue/failure.js";

const named = (name: string, message = "not for you") => Object.assign(new Error(message), { name });
const unread = (cause: Error) => new TablesError("live-unreadable", `could not read x: ${cause.message}`, { cause });

test.each<[string, unknown, string, RegExp]>([
  ["refused", named("AccessDeniedException"), "AccessDeniedException", /doctor --policy apply/],
  [
    "refused while it was read",
    unread(named("AccessDeniedException")),
    "AccessDeniedException",
    /doctor --policy apply/,
  ],
  ["no network while it was read", unread(named("TimeoutError", "socket")), "TimeoutError", /the network/],
  ["of the schemas", new TablesError("bad-type", "no type"), "TablesError", /in the schemas/],
  ["of nobody", "text", "UnknownError", /the network/],
])("%s", (_, error, code, remedy) => {
  const told = failure(error);
  expect(told.code).toBe(code);
  expect(told.remedy).toMatch(remedy);
  expect(told.message).not.toBe("");
});
