// The job of docs/ci.md, run by bash as a runner would, against a double of GitLab's notes: written, then updated.
import { execFile, execFileSync } from "node:child_process";
import { chmodSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { folder, planChanged, project, tracklake, write } from "./harness.js";

const page = readFileSync(fileURLToPath(new URL("../../../docs/ci.md", import.meta.url)), "utf8");
const [, listed = ""] = /^ {2}script:\n([\s\S]*?)^ {2}artifacts:/m.exec(page) ?? [];
const script = listed
  .split(/^ {4}- /m)
  .filter((step) => step !== "")
  .map((step) => step.replace(/^\|\n/, "").replace(/^ {6}/gm, ""))
  .join("\n");

/** GitLab's notes of one merge request, as docs.gitlab.com says: "Notes API". */
async function notes(): Promise<{ url: string; bodies: string[]; requests: string[] }> {
  const bodies: string[] = [];
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    requests.push(`${request.method} ${request.url}`);
    const body =
      /name="body"[^\r]*(?:\r\n[^\r]+)*\r\n\r\n([\s\S]*?)\r\n--/.exec(Buffer.concat(parts).toString("utf8"))?.[1] ?? "";
    if (request.headers["private-token"] !== "glpat-1") response.writeHead(401);
    else if (request.method === "POST") bodies.push(body);
    else if (request.method === "PUT") bodies[Number(request.url?.split("/").at(-1)) - 1] = body;
    response.end(JSON.stringify(bodies.map((text, at) => ({ id: at + 1, body: text }))));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bodies, requests };
}

const hasCurl = (() => {
  try {
    return execFileSync("curl", ["--version"]).length > 0;
  } catch {
    return false;
  }
})();

test.skipIf(!hasCurl)("it posts a review, and posts in its place that the schemas do not compile", async () => {
  const gitlab = await notes();
  const root = project();
  const job = async () => {
    const review = await tracklake(root, ["review", "--format", "markdown"]);
    const junit = await tracklake(root, ["check", "--format", "junit"]);
    const bin = folder({ "review.md": review.stdout, "junit.xml": junit.stdout, npm: "#!/bin/sh\n" });
    const answer = (file: string, code: number) => `cat "${join(bin, file)}"; exit ${code}`;
    write(bin, {
      npx: `#!/bin/sh\nif [ "$2" = review ]; then ${answer("review.md", review.code)}; fi\n${answer("junit.xml", junit.code)}\n`,
    });
    for (const name of ["npm", "npx"]) chmodSync(join(bin, name), 0o755);
    const env = {
      ...process.env,
      PATH: `${bin}${delimiter}${process.env.PATH}`,
      CI_API_V4_URL: gitlab.url,
      CI_PROJECT_ID: "5",
      CI_MERGE_REQUEST_IID: "7",
      TRACKLAKE_GITLAB_TOKEN: "glpat-1",
    };
    const code = await new Promise<number>((resolve) =>
      execFile("bash", ["-e", "-o", "pipefail", "-c", script], { cwd: root, env }, (error) =>
        resolve(error === null ? 0 : Number(error.code)),
      ),
    );
    return { code, junit: readFileSync(join(root, "tracklake.xml"), "utf8") };
  };
  expect(await job()).toMatchObject({ code: 0, junit: expect.stringContaining('failures="0"') });
  expect(gitlab.bodies).toEqual([expect.stringContaining("### Event schemas: ✅")]);
  write(root, { "schemas/plan-changed.ts": planChanged.replace("properties:", "properties") });
  expect(await job()).toMatchObject({ code: 1, junit: expect.stringContaining('failures="1"') });
  expect(gitlab.bodies).toEqual([
    expect.stringContaining("❌ the schemas do not compile: `schemas/plan-changed.ts:6`"),
  ]);
  expect(gitlab.requests.filter((line) => line.startsWith("GET"))).toEqual(
    Array(2).fill("GET /projects/5/merge_requests/7/notes?per_page=100"),
  );
});
