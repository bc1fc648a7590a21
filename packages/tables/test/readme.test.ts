import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterEach, expect, test, vi } from "vitest";

afterEach(() => vi.restoreAllMocks());

test("the README's example runs and prints a table and a view", async () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const code = /```ts\n(.*?)```/s.exec(readme)?.[1];
  const bundle = await build({
    stdin: { contents: code ?? "", loader: "ts", resolveDir: fileURLToPath(new URL(".", import.meta.url)) },
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    conditions: ["@tracklake/source"],
    logLevel: "error",
  });
  const printed = vi.spyOn(console, "log").mockReturnValue(undefined);
  const source = Buffer.from(bundle.outputFiles[0]?.text ?? "").toString("base64");
  await import(/* @vite-ignore */ `data:text/javascript;base64,${source}`);
  expect(printed.mock.calls).toEqual([
    [expect.stringContaining("CREATE EXTERNAL TABLE"), expect.objectContaining({ Name: "plan_changed_v1" })],
    [expect.stringContaining("CREATE OR REPLACE VIEW acme.plan_changed"), expect.stringContaining('"acme_store"')],
  ]);
});
