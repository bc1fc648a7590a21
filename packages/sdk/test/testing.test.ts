import { readFileSync } from "node:fs";
import { createRuntime, isSdkError, sdkErrorCodes } from "@tracklake/sdk";
import { createRecorder } from "@tracklake/sdk/testing";
import { expect, test } from "vitest";
import { definitions } from "./definitions.js";

function recorded() {
  const recorder = createRecorder();
  return { recorder, tracker: createRuntime(definitions, recorder.options) };
}

test("a recorder finds an event by part of its columns", async () => {
  const { recorder, tracker } = recorded();
  tracker.withContext({ user: { user_id: "u1" } }, () => tracker.track("plan_changed", { plan: "pro", seats: 5 }));
  const event = await recorder.expectTracked("plan_changed", { plan: "pro", user_id: "u1" });
  expect(event).toMatchObject({ seats: 5, service: "test", environment: "test" });
  await recorder.expectNotTracked("plan_changed", { plan: "free" });
  expect(await recorder.events("http_request")).toEqual([]);
  await recorder.clear();
  await recorder.expectNotTracked("plan_changed");
});

test("what is not met says what there was", async () => {
  const { recorder, tracker } = recorded();
  await expect(recorder.expectTracked("plan_changed")).rejects.toThrow("there was no plan_changed at all");
  tracker.track("plan_changed", { plan: "pro" });
  const wrong = recorder.expectTracked("plan_changed", { plan: "free" });
  await expect(wrong).rejects.toThrowError(
    expect.objectContaining({ code: "expectation-failed", message: expect.stringContaining('"plan":"pro"') }),
  );
  await expect(recorder.expectNotTracked("plan_changed")).rejects.toThrow("expected no plan_changed");
});

test("a violation throws in the test that causes it", () => {
  const { tracker } = recorded();
  expect(() => tracker.track("plan_changed", {})).toThrow("plan_changed: /plan is required");
});

test("every code of SdkError stands in the README", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  for (const [code, meaning] of Object.entries(sdkErrorCodes)) expect(readme).toContain(`| \`${code}\` | ${meaning} |`);
  expect(isSdkError(new Error("x"))).toBe(false);
});
