// Writers of the file of acknowledgements at once: no entry is lost, whatever is in the way.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Acknowledgement, readAcknowledgements } from "@tracklake/compat";
import fc from "fast-check";
import { expect, test } from "vitest";
import { addAcknowledgements } from "../src/acknowledgements/add-acknowledgement.js";
import { folder } from "./harness.js";

const entry = (number: number): Acknowledgement => ({
  fingerprint: number.toString(16).padStart(64, "0"),
  rule: "FIELD_REMOVED",
  event: "plan_changed",
  path: `plan_changed.field_${number}`,
  reason: "nobody read it",
  author: "Aki",
  expires: "2026-12-31",
});
const place = () => {
  const schemasFolder = join(folder(), "schemas");
  return { schemasFolder, path: join(schemasFolder, "acknowledgements.json") };
};
const kept = (path: string) => readAcknowledgements(readFileSync(path, "utf8")).map(({ path: field }) => field);

test("thirty writers at once lose nothing, and leave nothing else behind", async () => {
  const project = place();
  await Promise.all(Array.from({ length: 30 }, (_, number) => addAcknowledgements(project, [entry(number)])));
  expect(kept(project.path).sort()).toEqual(Array.from({ length: 30 }, (_, number) => entry(number).path).sort());
  expect(readdirSync(project.schemasFolder)).toEqual(["acknowledgements.json"]);
});

test("equal entries are equal bytes in whatever order they are written, and the same change is acknowledged once", async () => {
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), async (order) => {
      const [one, other] = [place(), place()];
      for (const number of [0, 1, 2, 3, 4]) await addAcknowledgements(one, [entry(number)]);
      for (const number of [...order, 0]) await addAcknowledgements(other, [entry(number)]);
      expect(readFileSync(other.path, "utf8")).toBe(readFileSync(one.path, "utf8"));
    }),
    { numRuns: 10 },
  );
});

test("a renewed acknowledgement takes the place of the old one", async () => {
  const project = place();
  await addAcknowledgements(project, [entry(1)]);
  const { replaced } = await addAcknowledgements(project, [{ ...entry(1), expires: "2027-06-30" }, entry(2)]);
  expect(replaced).toEqual([entry(1)]);
  expect((await addAcknowledgements(project, [entry(2)])).replaced).toEqual([]);
  expect(readAcknowledgements(readFileSync(project.path, "utf8"))).toMatchObject([{ expires: "2027-06-30" }, {}]);
});

test("a lock whose holder is gone is taken over", async () => {
  const project = place();
  mkdirSync(project.schemasFolder);
  const { pid } = spawnSync(process.execPath, ["--version"]);
  writeFileSync(`${project.path}.lock`, `${pid} left-behind`);
  await Promise.all([1, 2, 3].map((number) => addAcknowledgements(project, [entry(number)])));
  expect(kept(project.path)).toHaveLength(3);
  expect(existsSync(`${project.path}.lock`)).toBe(false);
});

test("a lock that is held is waited for", async () => {
  const project = place();
  mkdirSync(project.schemasFolder);
  writeFileSync(`${project.path}.lock`, `${process.pid} held`);
  let written = false;
  const writing = addAcknowledgements(project, [entry(1)]).then(() => {
    written = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect([written, existsSync(project.path)]).toEqual([false, false]);
  spawnSync("rm", [`${project.path}.lock`]);
  await writing;
  expect(kept(project.path)).toEqual(["plan_changed.field_1"]);
});

test("a file that cannot be read is not written over", async () => {
  const project = place();
  mkdirSync(project.schemasFolder);
  writeFileSync(project.path, "<<<<<<< HEAD\n");
  await expect(addAcknowledgements(project, [entry(1)])).rejects.toMatchObject({ code: "acknowledgements-unreadable" });
  expect(readFileSync(project.path, "utf8")).toBe("<<<<<<< HEAD\n");
  expect(readdirSync(project.schemasFolder)).toEqual(["acknowledgements.json"]);
});
