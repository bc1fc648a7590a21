// One comment on a pull request, against a double of GitHub: found again, updated, and what takes its place.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { GithubWorld } from "../../src/github/github-api.js";
import { type GithubRun, githubRun } from "../../src/github/github-run.js";
import { postComment } from "../../src/github/post-comment.js";
import { pullRequestLabels } from "../../src/github/pull-request-labels.js";
import { botLogin, type GithubDouble, githubDouble, token } from "./github-double.js";

const mark = "<!-- tracklake-review -->";
const comment = { mark, body: `${mark}\nTwo breaks.\n`, worthCreating: true };

let github: GithubDouble;
let folder: string;
let waits: number[];
let logs: string[];
let world: GithubWorld;
let run: GithubRun & { summaryFile: string };

beforeEach(async () => {
  github = await githubDouble();
  folder = mkdtempSync(join(tmpdir(), "tracklake-github-"));
  waits = [];
  logs = [];
  world = { fetch, sleep: async (ms) => void waits.push(ms), log: (line) => void logs.push(line) };
  const summaryFile = join(folder, "summary.md");
  run = {
    api: github.url,
    graphql: `${github.url}/graphql`,
    repository: "acme/shop",
    token,
    pullRequest: 7,
    labels: [],
    summaryFile,
  };
});
afterEach(async () => {
  await github.close();
  rmSync(folder, { recursive: true });
});

const summary = () => readFileSync(run.summaryFile, "utf8");
const keep = (login: string, body: string) => {
  const kept = { id: github.comments.length + 1, login, body };
  github.comments.push(kept);
  return kept;
};

describe("the comment", () => {
  test("is created when there is none, and said where", async () => {
    keep("aki", "Looks good.");
    const posted = await postComment(run, comment, world);
    expect(posted).toEqual({ where: "created", url: "https://github.com/acme/shop/pull/7#issuecomment-1001" });
    expect(github.comments.map(({ body }) => body)).toEqual(["Looks good.", comment.body]);
    expect(logs.join("\n")).toContain("#issuecomment-1001");
  });

  test("is found again and updated; the others stay", async () => {
    await postComment(run, comment, world);
    keep("aki", "Why?");
    const posted = await postComment(run, { ...comment, body: `${mark}\nNothing breaks.\n` }, world);
    expect(posted.where).toBe("updated");
    expect(github.comments.map(({ body }) => body)).toEqual([`${mark}\nNothing breaks.\n`, "Why?"]);
  });

  test("is left alone when it would say the same", async () => {
    await postComment(run, comment, world);
    expect((await postComment(run, comment, world)).where).toBe("unchanged");
    expect(github.requests.filter((line) => line.startsWith("PATCH"))).toEqual([]);
  });

  test("is not created for nothing, but updated to nothing", async () => {
    const nothing = { ...comment, body: `${mark}\nNothing differs.\n`, worthCreating: false };
    expect((await postComment(run, nothing, world)).where).toBe("not-needed");
    expect(github.comments).toEqual([]);
    await postComment(run, comment, world);
    expect((await postComment(run, nothing, world)).where).toBe("updated");
  });

  test("of somebody else with the same mark is not touched", async () => {
    const forged = keep("mallory", `${mark}\nAll is well.`);
    expect((await postComment(run, comment, world)).where).toBe("created");
    expect(forged.body).toBe(`${mark}\nAll is well.`);
    expect(logs.join("\n")).toContain(`not by ${botLogin}: left alone`);
  });

  test("that only quotes the mark is none of ours", async () => {
    keep(botLogin, `> ${mark}\nquoted`);
    expect((await postComment(run, comment, world)).where).toBe("created");
  });

  test("is found on the last of many pages", async () => {
    github.pageSize = 10;
    for (let index = 0; index < 35; index++) keep("aki", `${index}`);
    const own = keep(botLogin, `${mark}\nold`);
    expect((await postComment(run, comment, world)).where).toBe("updated");
    expect(own.body).toBe(comment.body);
    expect(github.requests.filter((line) => line.includes("/comments?"))).toHaveLength(4);
  });

  test("is found as the job's own where GitHub does not say whose token it is", async () => {
    github.knowsViewer = false;
    keep(botLogin, `${mark}\nold`);
    expect((await postComment(run, comment, world)).where).toBe("updated");
    expect(logs.join("\n")).toContain("taken for github-actions[bot]");
  });

  test("of another project of the repository has another mark", async () => {
    await postComment(run, comment, world);
    const other = "<!-- tracklake-review:billing -->";
    expect((await postComment(run, { mark: other, body: `${other}\nx`, worthCreating: true }, world)).where).toBe(
      "created",
    );
    expect(github.comments).toHaveLength(2);
  });
});

describe("of several", () => {
  const other = { ...comment, body: `${mark}\nOne break.\n` };

  test("two runs at once leave one, the oldest", async () => {
    // Both see no comment before either writes one.
    let waiting = 0;
    let go = () => {};
    const both = new Promise<void>((resolve) => {
      go = resolve;
    });
    const together: typeof fetch = async (url, init) => {
      if (init?.method === "POST" && String(url).endsWith("/comments")) {
        if (++waiting === 2) go();
        await both;
      }
      return fetch(url, init);
    };
    const posted = await Promise.all([
      postComment(run, comment, { ...world, fetch: together }),
      postComment(run, other, { ...world, fetch: together }),
    ]);
    expect(waiting).toBe(2);
    expect(github.comments.map(({ id }) => id)).toEqual([1001]);
    expect(posted.map(({ where }) => where)).not.toContain("summary");
    expect([comment.body, other.body]).toContain(github.comments[0]?.body);
  });

  test("the oldest is updated and the others are deleted", async () => {
    for (const text of ["old", "older", "oldest"]) keep(botLogin, `${mark}\n${text}`);
    keep("mallory", `${mark}\nforged`);
    expect((await postComment(run, comment, world)).where).toBe("updated");
    expect(github.comments.map(({ login, body }) => [login, body])).toEqual([
      [botLogin, comment.body],
      ["mallory", `${mark}\nforged`],
    ]);
  });

  test("those that may not be deleted are updated as well", async () => {
    keep(botLogin, `${mark}\nold`);
    keep(botLogin, `${mark}\nstale`);
    github.next.push({ status: 403, method: "DELETE", body: { message: "Must have admin rights to Repository." } });
    await postComment(run, comment, world);
    expect(github.comments.map(({ body }) => body)).toEqual([comment.body, comment.body]);
  });
});

describe("the job's summary takes its place", () => {
  test.each<[string, () => void, RegExp]>([
    [
      "when the token is read-only, as a fork's is",
      () => {
        github.writable = false;
      },
      /403 Resource not accessible by integration.*pull-requests: write/,
    ],
    [
      "when the token is not accepted",
      () => {
        run = { ...run, token: "ghs_expired" };
      },
      /401 Bad credentials/,
    ],
    [
      "when the token does not see the repository",
      () => {
        run = { ...run, repository: "acme/hidden" };
      },
      /404 Not Found.*see this repository/,
    ],
    [
      "when the body is refused",
      () => {
        github.next.push({
          status: 422,
          method: "POST",
          body: { message: "Validation Failed", errors: [{ message: "Body is too long" }] },
        });
      },
      /422 Validation Failed: Body is too long/,
    ],
    [
      "when the run is of no pull request",
      () => {
        const { pullRequest: _, ...rest } = run;
        run = rest;
      },
      /of no pull request/,
    ],
    [
      "when there is no token",
      () => {
        const { token: _, ...rest } = run;
        run = rest;
      },
      /no token/,
    ],
    [
      "when GitHub is down for good",
      () => {
        github.next.push(...Array.from({ length: 9 }, () => ({ status: 503, body: "<html>" })));
      },
      /503/,
    ],
  ])("%s", async (_, given, want) => {
    given();
    expect(await postComment(run, comment, world)).toEqual({ where: "summary" });
    expect(summary()).toBe(`${comment.body}\n`);
    expect(logs.join("\n")).toMatch(want);
  });

  test("and what was there stays", async () => {
    writeFileSync(run.summaryFile, "before\n");
    github.writable = false;
    await postComment(run, comment, world);
    expect(summary()).toBe(`before\n${comment.body}\n`);
  });

  test("or nothing, without a failure", async () => {
    const { summaryFile: _, ...rest } = run;
    github.writable = false;
    expect(await postComment(rest, comment, world)).toEqual({ where: "nowhere" });
  });
});

describe("what GitHub asks to be tried again", () => {
  const secondary = {
    message: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
  };
  test.each<[string, Parameters<typeof github.next.push>[0], number | [number, number]]>([
    ["a failure of its own", { status: 502, body: "<html>bad gateway</html>" }, 1000],
    ["a secondary limit that says when", { status: 403, headers: { "retry-after": "7" }, body: secondary }, 7000],
    ["a secondary limit that does not", { status: 403, body: secondary }, 60_000],
    ["too many requests", { status: 429, headers: { "retry-after": "3" } }, 3000],
    [
      "a primary limit that is soon over",
      {
        status: 403,
        headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(Math.floor(Date.now() / 1000) + 20) },
      },
      [1000, 22_000],
    ],
  ])("%s", async (_, refusal, want) => {
    github.next.push(refusal);
    expect((await postComment(run, comment, world)).where).toBe("created");
    expect(waits).toHaveLength(1);
    const [least, most] = typeof want === "number" ? [want, want] : want;
    expect(waits[0]).toBeGreaterThanOrEqual(least);
    expect(waits[0]).toBeLessThanOrEqual(most);
    expect(logs[0]).toMatch(/again in \d+ s/);
  });

  test("is tried a few times, longer each time", async () => {
    github.next.push(...Array.from({ length: 9 }, () => ({ status: 500 })));
    expect((await postComment(run, comment, world)).where).toBe("summary");
    expect(waits).toEqual([1000, 2000, 4000, 8000]);
  });

  test("is not waited for when it takes an hour", async () => {
    const reset = String(Math.floor(Date.now() / 1000) + 3000);
    github.next.push({
      status: 403,
      headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset },
      body: { message: "API rate limit exceeded" },
    });
    expect((await postComment(run, comment, world)).where).toBe("summary");
    expect(waits).toEqual([]);
  });

  test("a refusal that is none of these is not tried again", async () => {
    github.writable = false;
    await postComment(run, comment, world);
    expect(waits).toEqual([]);
  });

  test("no answer at all is", async () => {
    await github.close();
    expect((await postComment(run, comment, world)).where).toBe("summary");
    expect(waits).toHaveLength(4);
    expect(logs.join("\n")).toContain("no answer");
  });
});

test("a page on another host is not asked: the token would go with it", async () => {
  github.next.push({ status: 200, headers: { link: '<https://evil.example/comments?page=2>; rel="next"' }, body: [] });
  expect((await postComment(run, comment, world)).where).toBe("created");
});

test("labels are those of now; where GitHub does not say, those of the run's start", async () => {
  github.labels.push("schema-change-acknowledged", "bug");
  expect(await pullRequestLabels({ ...run, labels: ["old"] }, world)).toEqual(["schema-change-acknowledged", "bug"]);
  github.next.push({ status: 404, body: { message: "Not Found" } });
  expect(await pullRequestLabels({ ...run, labels: ["old"] }, world)).toEqual(["old"]);
});

describe("the run", () => {
  const event = (payload: unknown) => {
    const path = join(folder, "event.json");
    writeFileSync(path, JSON.stringify(payload));
    return path;
  };
  const env = { GITHUB_REPOSITORY: "acme/shop", GITHUB_TOKEN: token, GITHUB_STEP_SUMMARY: "/tmp/summary" };

  test.each<[string, () => Record<string, string>, object]>([
    [
      "of a pull request",
      () => ({ GITHUB_EVENT_PATH: event({ pull_request: { number: 7, labels: [{ name: "bug" }, null] } }) }),
      { pullRequest: 7, labels: ["bug"] },
    ],
    [
      "that a label started",
      () => ({
        GITHUB_EVENT_PATH: event({ action: "labeled", label: { name: "ok" }, pull_request: { number: 7, labels: [] } }),
      }),
      { pullRequest: 7, labelSet: "ok" },
    ],
    [
      "of a comment on a pull request",
      () => ({ GITHUB_EVENT_PATH: event({ issue: { number: 8, pull_request: {} } }) }),
      { pullRequest: 8 },
    ],
    [
      "of a comment on an issue",
      () => ({ GITHUB_EVENT_PATH: event({ issue: { number: 8 } }) }),
      { pullRequest: undefined },
    ],
    ["of a ref of a pull request", () => ({ GITHUB_REF: "refs/pull/9/merge" }), { pullRequest: 9 }],
    [
      "of a push",
      () => ({ GITHUB_REF: "refs/heads/main", GITHUB_EVENT_PATH: event({ ref: "refs/heads/main" }) }),
      { pullRequest: undefined },
    ],
    [
      "on GitHub Enterprise Server",
      () => ({
        GITHUB_API_URL: "https://git.acme.com/api/v3/",
        GITHUB_GRAPHQL_URL: "https://git.acme.com/api/graphql",
      }),
      { api: "https://git.acme.com/api/v3", graphql: "https://git.acme.com/api/graphql" },
    ],
  ])("%s is read", async (_, given, want) => {
    const read = await githubRun({ ...env, ...given() });
    expect({ pullRequest: undefined, ...read }).toMatchObject({ repository: "acme/shop", token, ...want });
  });

  test.each<[string, Record<string, string>]>([
    ["outside of GitHub Actions", {}],
    ["with a repository that is none", { GITHUB_REPOSITORY: "acme/shop/../x" }],
    ["with an event that cannot be read", { ...env, GITHUB_EVENT_PATH: "/nowhere/event.json" }],
  ])("%s is wrong use", async (_, given) => {
    await expect(githubRun(given)).rejects.toMatchObject({ code: "wrong-use" });
  });
});
