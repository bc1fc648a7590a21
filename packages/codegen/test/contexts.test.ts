// A client holds each context once: events that bring two of one name are refused, whatever order their fields have.
import { generateClient } from "@tracklake/codegen";
import type { ContextModel, TypeModel } from "@tracklake/schema";
import { expect, test } from "vitest";
import { drafts, event, field } from "./events.js";

const text: TypeModel = { kind: "string" };
const user = (...names: string[]): ContextModel => ({ name: "user", fields: names.map((name) => field(name, text)) });
const client = (...contexts: ContextModel[]) => {
  const models = contexts.map((context, index) => event(`event_${index}_done`, [], { contexts: [context] }));
  return generateClient(drafts(...models), { timeZone: "UTC" });
};

test.each<[string, ContextModel, string]>([
  ["a field more", user("id", "plan"), "user.plan"],
  ["a field less", user(), "user.id"],
  ["another type", { name: "user", fields: [field("id", { kind: "integer" })] }, "user.id"],
  ["another protection", { name: "user", fields: [field("id", text, { pii: "drop" })] }, "user.id"],
])("a context with %s than that of another event is refused, whichever comes first", (_, other, path) => {
  for (const contexts of [
    [user("id"), other],
    [other, user("id")],
  ]) {
    expect(() => client(...contexts)).toThrowError(
      expect.objectContaining({
        code: "context-conflict",
        message: expect.stringContaining(
          `"event_0_done" and "event_1_done" bring two contexts "user" that differ in "${path}"`,
        ),
      }),
    );
  }
});

test("a context whose fields come in another order is the same", () => {
  const files = client(user("id", "plan"), user("plan", "id"));
  const types = files.find(({ path }) => path === "index.d.ts")?.content ?? "";
  expect(types.match(/^ {2}user\?: \{/gm)).toHaveLength(1);
});

test("a lower major may bring its context as it was", () => {
  const models = [1, 2].map((major) =>
    event("plan_changed", [], { major, contexts: [user(...["id", "plan"].slice(0, major))] }),
  );
  const types = generateClient(drafts(...models), { timeZone: "UTC" }).find(({ path }) => path === "index.d.ts");
  expect(types?.content).toContain("plan: string;");
});
