// Links to lines, from what CI says: the branch's own commit, and none where the environment is not one of a CI.
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { sourceLink } from "../src/review/source-link.js";
import { folder } from "./harness.js";

const [merge, head] = ["a".repeat(40), "b".repeat(40)];
const github = { GITHUB_SERVER_URL: "https://github.com", GITHUB_REPOSITORY: "acme/shop", GITHUB_SHA: merge };
const gitlab = { CI_PROJECT_URL: "https://gitlab.com/acme/shop", CI_COMMIT_SHA: merge };
const place = { file: "schemas/a (b).ts", line: 7 };

test.each<[string, Record<string, string>, string | undefined]>([
  ["GitHub", github, `https://github.com/acme/shop/blob/${merge}/app/schemas/a%20%28b%29.ts#L7`],
  ["GitLab", gitlab, `https://gitlab.com/acme/shop/-/blob/${merge}/app/schemas/a%20%28b%29.ts#L7`],
  [
    "GitLab, merged results",
    { ...gitlab, CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: head },
    `https://gitlab.com/acme/shop/-/blob/${head}/app/schemas/a%20%28b%29.ts#L7`,
  ],
  ["no CI", {}, undefined],
  ["no commit", { ...github, GITHUB_SHA: "" }, undefined],
  ["an address that is none", { ...github, GITHUB_SERVER_URL: "javascript:alert(1)//" }, undefined],
  ["a repository that is none", { ...github, GITHUB_REPOSITORY: "acme/shop)](x" }, undefined],
  [
    "an event that is not there",
    { ...github, GITHUB_EVENT_PATH: "/nowhere" },
    `https://github.com/acme/shop/blob/${merge}/app/schemas/a%20%28b%29.ts#L7`,
  ],
])("%s", (_, env, want) => {
  expect(sourceLink(env, "app/")?.(place)).toBe(want);
});

describe("of a pull request", () => {
  test("the commit is the branch's, not that of the merge", () => {
    const root = folder({ "event.json": JSON.stringify({ pull_request: { head: { sha: head } } }) });
    const link = sourceLink({ ...github, GITHUB_EVENT_PATH: join(root, "event.json") }, "");
    expect(link?.({ file: "a.ts", line: 1 })).toBe(`https://github.com/acme/shop/blob/${head}/a.ts#L1`);
  });
});
