// One contract for the files of a lake: a folder of this machine, and a bucket through the real S3 client.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import { describe, expect, onTestFinished, test } from "vitest";
import { folderFiles } from "../../src/curate/files/folder.js";
import type { LakeFiles } from "../../src/curate/files/lake-files.js";
import { s3Files } from "../../src/curate/files/s3.js";
import { folder } from "../harness.js";
import { s3Double } from "./s3-double.js";

const content = {
  "events/a_v1/dt=2026-01-01/1.gz": "1",
  "events/a_v1/dt=2026-01-01/2.gz": "22",
  "events/a_v1/dt=2026-01-02/1.gz": "333",
  "events/a_v1/dt=2026-01-02/2.gz": "4444",
  "events/a_v10/dt=2026-01-01/1.gz": "5",
  "curated/a_v1/dt=2026-01-01/run=x/p.parquet": "6",
};
const keys = async (files: LakeFiles, prefix: string, after?: string) =>
  (await files.list(prefix, after)).map(({ key }) => key);

function s3(endpoint: string): S3Client {
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const client = new S3Client({ endpoint, region: "local", credentials, forcePathStyle: true, maxAttempts: 1 });
  onTestFinished(() => client.destroy());
  return client;
}

const stores: [string, (root: string) => Promise<LakeFiles>][] = [
  ["a folder", async (root) => folderFiles(root)],
  ["a bucket", async (root) => s3Files(s3((await s3Double(root, "acme-lake")).url), "acme-lake")],
];

describe.each(stores)("%s", (_, open) => {
  test("lists a table's files in order, with sizes and times, and none of its neighbour's", async () => {
    const files = await open(folder(content));
    const all = await files.list("events/a_v1/");
    expect(all.map(({ key, bytes }) => [key.slice(12), bytes])).toEqual([
      ["dt=2026-01-01/1.gz", 1],
      ["dt=2026-01-01/2.gz", 2],
      ["dt=2026-01-02/1.gz", 3],
      ["dt=2026-01-02/2.gz", 4],
    ]);
    for (const { modified } of all) expect(Math.abs(Date.now() - modified)).toBeLessThan(600_000);
  });

  test("lists from a day on", async () => {
    const files = await open(folder(content));
    expect(await keys(files, "events/a_v1/", "events/a_v1/dt=2026-01-02")).toEqual([
      "events/a_v1/dt=2026-01-02/1.gz",
      "events/a_v1/dt=2026-01-02/2.gz",
    ]);
  });

  test("lists nothing where nothing is", async () => {
    expect(await keys(await open(folder(content)), "events/b_v1/dt=2026-01-01/")).toEqual([]);
  });

  test("removes what it is given and nothing else, twice as well as once", async () => {
    const root = folder(content);
    const files = await open(root);
    const gone = ["events/a_v1/dt=2026-01-01/1.gz", "curated/a_v1/dt=2026-01-01/run=x/p.parquet"];
    await files.remove(gone);
    await files.remove(gone);
    expect(Object.keys(content).filter((key) => !existsSync(join(root, key)))).toEqual(
      gone.toReversed().sort().reverse(),
    );
  });
});

test("a folder of a run that is empty goes with its files", async () => {
  const root = folder(content);
  await folderFiles(root).remove(["curated/a_v1/dt=2026-01-01/run=x/p.parquet"]);
  expect(existsSync(join(root, "curated/a_v1/dt=2026-01-01/run=x"))).toBe(false);
  expect(existsSync(join(root, "curated/a_v1/dt=2026-01-01"))).toBe(true);
});

test("a bucket says which key it does not remove, and which permission to look at", async () => {
  const root = folder(content);
  const locked = "events/a_v1/dt=2026-01-01/1.gz";
  const { url } = await s3Double(root, "acme-lake", new Set([locked]));
  await expect(s3Files(s3(url), "acme-lake").remove([locked])).rejects.toMatchObject({
    code: "not-reachable",
    message: expect.stringMatching(/dt=2026-01-01\/1\.gz: AccessDenied.*s3:DeleteObject/),
  });
  await expect(s3Files(s3(url), "other").list("x/")).rejects.toMatchObject({
    message: expect.stringMatching(/bucket other: NoSuchBucket.*s3:ListBucket/),
  });
});
