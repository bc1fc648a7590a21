// S3 as far as curation speaks with it: ListObjectsV2 and DeleteObjects over a folder, in pages of three.
// API: keys in order, StartAfter, IsTruncated with a token; DeleteObjects in quiet mode tells errors alone.
import { statSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { folderFiles } from "../../src/curate/files/folder.js";
import { serve } from "../engine/double.js";

const PAGE = 3;

/** A running double. */
export interface S3Double {
  readonly url: string;
  readonly removed: string[];
}

/** Starts the double. @param locked - Keys that must not be removed. */
export async function s3Double(
  directory: string,
  bucket: string,
  locked: ReadonlySet<string> = new Set(),
): Promise<S3Double> {
  const files = folderFiles(directory);
  const removed: string[] = [];
  const url = await serve(async (request, body, response) => {
    const asked = new URL(request.url ?? "/", "http://s3");
    const send = (status: number, xml: string) => {
      response.writeHead(status, { "content-type": "application/xml" });
      response.end(`<?xml version="1.0" encoding="UTF-8"?>${xml}`);
    };
    if (asked.pathname.replace(/\/$/, "") !== `/${bucket}`) {
      return send(
        404,
        "<Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message></Error>",
      );
    }
    if (request.method === "GET" && asked.searchParams.get("list-type") === "2") {
      const after = asked.searchParams.get("continuation-token") ?? asked.searchParams.get("start-after") ?? "";
      const all = await files.list(asked.searchParams.get("prefix") ?? "", after);
      const page = all.slice(0, PAGE);
      const contents = page.map(
        ({ key, bytes }) =>
          `<Contents><Key>${key}</Key><Size>${bytes}</Size><LastModified>${modified(join(directory, key))}</LastModified></Contents>`,
      );
      const more = all.length > PAGE;
      const next = more ? `<NextContinuationToken>${page.at(-1)?.key}</NextContinuationToken>` : "";
      return send(
        200,
        `<ListBucketResult><IsTruncated>${more}</IsTruncated>${next}${contents.join("")}</ListBucketResult>`,
      );
    }
    if (request.method === "POST" && asked.searchParams.has("delete")) {
      const errors: string[] = [];
      for (const [, key = ""] of body.matchAll(/<Key>([^<]+)<\/Key>/g)) {
        if (locked.has(key))
          errors.push(`<Error><Key>${key}</Key><Code>AccessDenied</Code><Message>no</Message></Error>`);
        else {
          await rm(join(directory, key), { force: true });
          removed.push(key);
        }
      }
      return send(200, `<DeleteResult>${errors.join("")}</DeleteResult>`);
    }
    send(400, "<Error><Code>NotImplemented</Code><Message>not spoken here</Message></Error>");
  });
  return { url, removed };
}

function modified(path: string): string {
  return new Date(statSync(path).mtimeMs).toISOString();
}
