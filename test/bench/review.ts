// `tracklake review` of a change of one event, in projects of 20 and of 1,000 events, committed in git.
// Run with `npm run build && npm run bench -- review`.
import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { definitionFile, nameOf, source, writeBigProject } from "./big-project.js";
import { head, row, timed } from "./command.js";

head("review of a change of one event");
for (const size of [
  { events: 20, versions: 10, together: 5 },
  { events: 1000, versions: 10, together: 10 },
]) {
  const root = await mkdtemp(join(tmpdir(), "tracklake-bench-review-"));
  try {
    await writeBigProject(root, size);
    const git = (...args: string[]) =>
      execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], { cwd: root });
    git("init", "--quiet", "--initial-branch=main");
    git("add", ".");
    git("commit", "--quiet", "--message", "Events");
    const what = `${size.events} events of ${size.versions} versions`;
    await writeFile(definitionFile(root, 0), source(nameOf(0), size.versions + 1));
    row(`${what}: a new property`, await timed(root, ["review"]));
    await writeFile(definitionFile(root, 0), source(nameOf(0), size.versions).replace("minimum: 0", "minimum: 1"));
    row(`${what}: a tighter bound`, await timed(root, ["review", "--format", "markdown"], 1));
  } finally {
    await rm(root, { recursive: true });
  }
}
row("the command alone (--version)", await timed(tmpdir(), ["--version"]));
