// redrive killed at random instants, as a process of its own, until it is done: every letter is sent, each once to
// whoever queries, and verify finds nothing missing. Needs the built command, as `npm test` makes it.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { eventId } from "@tracklake/envelope";
import { expect, onTestFinished, test } from "vitest";

const command = fileURLToPath(new URL("../../packages/cli/bin/tracklake.js", import.meta.url));
const kills = Number(process.env.TRACKLAKE_REDRIVE_KILLS ?? 5);
const LETTERS = kills * 800;
const FILES = 4;

const config = `import { defineConfig } from "tracklake";
export default defineConfig({ owner: "growth", lake: { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" } });
`;
const planChanged = `import { defineEvent, Type } from "@tracklake/schema";
export default defineEvent({
  name: "plan_changed",
  description: "An organisation moved to another plan.",
  answers: ["Who moved?"],
  properties: Type.Object({ plan: Type.String({ description: "The plan." }) }),
});
`;

function project(): string {
  const root = mkdtempSync(join(tmpdir(), "tracklake-redrive-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const folder of ["schemas", ".tracklake/dead-letters"]) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, "tracklake.config.ts"), config);
  writeFileSync(join(root, "schemas/plan-changed.ts"), planChanged);
  for (let file = 0; file < FILES; file++) {
    const letters = Array.from({ length: LETTERS / FILES }, (_, index) => ({
      event_id: eventId(Date.UTC(2026, 0, 1) + index),
      event_name: "plan_changed",
      event_major: 1,
      event_time: "2026-01-01 15:00:00.000",
      service: "billing",
      environment: "production",
      reason: "violation",
      known: { plan: "pro" },
      contexts: {},
    }));
    const text = letters.map((letter) => `${JSON.stringify(letter)}\n`).join("");
    writeFileSync(join(root, ".tracklake/dead-letters", `${file}.ndjson`), text);
  }
  return root;
}

function run(
  root: string,
  ...argv: string[]
): { readonly code: number | null; readonly answer: Record<string, unknown> } {
  const { status, stdout } = spawnSync(process.execPath, [command, ...argv, "--json"], { cwd: root, encoding: "utf8" });
  return { code: status, answer: JSON.parse(stdout) as Record<string, unknown> };
}

/** Starts redrive, and kills it some time after it has taken its first file. */
async function killed(root: string, after: number): Promise<boolean> {
  const child = spawn(process.execPath, [command, "redrive"], { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise<boolean>((resolve) => {
    child.once("exit", (_, signal) => resolve(signal === "SIGKILL"));
  });
  child.stderr.once("data", () => void wait(after).then(() => child.kill("SIGKILL")));
  return ended;
}

/** How many letters of a file are noted as sent, and how many runs have worked on it. */
function journalOf(root: string, file: number): { readonly sent: number; readonly runs: number } {
  const path = join(root, ".tracklake/dead-letters/redriven", `${file}.ndjson.journal`);
  // A kill may have cut a line off.
  const lines = readFileSync(path, "utf8").split("\n");
  const sent = lines
    .filter((line) => /^\{"sent":\[.*\]\}$/.test(line))
    .flatMap((line) => JSON.parse(line).sent as string[]);
  return {
    sent: new Set(sent.filter((place) => place !== "end")).size,
    runs: lines.filter((line) => /^\{"instance":".*"\}$/.test(line)).length,
  };
}

test("killed again and again, redrive loses nothing and shows nothing twice", async () => {
  const root = project();
  let [hits, attempts] = [0, 0];
  // A run may end before its kill: it is only once some have landed that anything is proven.
  for (; hits < kills && attempts < 3 * kills; attempts++) if (await killed(root, Math.random() * 30)) hits++;
  expect(hits).toBeGreaterThanOrEqual(Math.ceil(kills / 2));
  const { code, answer } = run(root, "redrive");
  expect({ code, left: answer.left }).toEqual({ code: 0, left: [] });
  const rows = (sql: string) => (run(root, "query", sql).answer as { rows: Record<string, number>[] }).rows[0];
  expect(rows("SELECT count(*) AS n FROM plan_changed")).toEqual({ n: LETTERS });
  const stored = rows("SELECT count(*) AS n FROM acme_store.plan_changed_v1");
  const verified = run(root, "verify");
  expect(verified.code).toBe(0);
  expect(verified.answer).toMatchObject({ lost: 0, conflicts: 0, unknown_tails: 0 });
  expect(readdirSync(join(root, ".tracklake/dead-letters/redriving"))).toEqual([]);
  const journals = Array.from({ length: FILES }, (_, file) => journalOf(root, file));
  // Each letter was noted as sent in its file's journal, however many runs it took.
  expect(journals.map(({ sent }) => sent)).toEqual(Array(FILES).fill(LETTERS / FILES));
  // Every run that opens a file says so in its journal: that one was opened again is a kill in the midst of it.
  const again = journals.reduce((sum, { runs }) => sum + runs - 1, 0);
  expect(again).toBeGreaterThan(0);
  console.info(
    `redrive killed ${hits} times of ${attempts}, ${again} of them within a file: ${LETTERS} letters, ${stored?.n} lines, ${LETTERS} shown, 0 lost`,
  );
}, 600_000);
