// plan and apply: against a catalogue over the wire, and when there is none.
import { expect, test } from "vitest";
import { project, tracklake } from "./harness.js";

const nobody = "http://127.0.0.1:1";

test("a catalogue that cannot be reached ends with 3 and says what to check", async () => {
  const { code, stdout, stderr } = await tracklake(project(), ["plan", "--endpoint", nobody]);
  expect(code).toBe(3);
  expect(stdout).toBe("");
  expect(stderr).toMatch(/Nothing answers at http.*npx tracklake dev/);
  expect(stderr).not.toContain("    at ");
});

test("without a region it says how to name one", async () => {
  const { code, stderr } = await tracklake(project(), ["plan"]);
  expect(code).toBe(2);
  expect(stderr).toContain("AWS_REGION");
});

test("an endpoint that is no URL is refused", async () => {
  const { code, stderr } = await tracklake(project(), ["plan", "--endpoint", "localhost:4573"]);
  expect(code).toBe(2);
  expect(stderr).toContain('"localhost:4573" is no URL');
});

test("apply without a terminal and without --yes changes nothing", async () => {
  const { code, stderr } = await tracklake(project(), ["apply", "--endpoint", nobody]);
  expect(code).toBe(2);
  expect(stderr).toContain("--yes");
});
