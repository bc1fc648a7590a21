// A pull request for each kind of change, in a real repository, and the comment that answers it, as a reviewer reads it.
import { afterAll, beforeAll, expect, test } from "vitest";
import { tracklake } from "../harness.js";
import { changes } from "./changes.js";
import { type Repository, repository } from "./repository.js";

let team: Repository;
beforeAll(async () => {
  team = await repository();
});
afterAll(() => team.remove());

test.each(changes)("%s", async (name, edit) => {
  team.branch(edit);
  const { code, stdout, stderr } = await tracklake(team.root, ["review", "--base", "main", "--format", "markdown"]);
  expect(stderr).toBe("");
  const hash = team.git("rev-parse", "main").slice(0, 10);
  await expect(stdout.replaceAll(hash, "0123456789")).toMatchFileSnapshot(
    `golden/${name.replaceAll(/[^a-z]+/g, "-")}.md`,
  );
  expect(code).toBe(/^### .*❌/m.test(stdout) ? 1 : 0);
});
