// The files of a bucket. API: ListObjectsV2 answers at most 1,000 keys a call, DeleteObjects takes at most 1,000.
import { DeleteObjectsCommand, ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import type { LakeFile } from "@tracklake/tables";
import { CliError } from "../../errors.js";
import type { LakeFiles } from "./lake-files.js";

const MOST = 1_000;

/** The files of a bucket. @param client - The caller's own. */
export function s3Files(client: S3Client, bucket: string): LakeFiles {
  return {
    async list(prefix, after) {
      const files: LakeFile[] = [];
      let token: string | undefined;
      do {
        const from = after === undefined ? {} : { StartAfter: after };
        const asked = { Bucket: bucket, Prefix: prefix, ...from, ...(token ? { ContinuationToken: token } : {}) };
        const page = await said(bucket, "s3:ListBucket", () => client.send(new ListObjectsV2Command(asked)));
        for (const { Key, Size = 0, LastModified } of page.Contents ?? []) {
          if (Key !== undefined) files.push({ key: Key, bytes: Size, modified: LastModified?.getTime() ?? 0 });
        }
        token = page.IsTruncated ? page.NextContinuationToken : undefined;
      } while (token);
      return files;
    },
    async remove(keys) {
      for (let from = 0; from < keys.length; from += MOST) {
        const Objects = keys.slice(from, from + MOST).map((Key) => ({ Key }));
        const asked = { Bucket: bucket, Delete: { Objects, Quiet: true } };
        const { Errors = [] } = await said(bucket, "s3:DeleteObject", () =>
          client.send(new DeleteObjectsCommand(asked)),
        );
        const [first] = Errors;
        if (first) throw refused(bucket, "s3:DeleteObject", `${first.Key}: ${first.Code}: ${first.Message}`);
      }
    },
  };
}

async function said<T>(bucket: string, permission: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: "UnknownError", message: String(error) };
    throw refused(bucket, permission, `${name}: ${message}`, error);
  }
}

function refused(bucket: string, permission: string, said: string, cause?: unknown): CliError {
  const text = `S3 refused a call for the bucket ${bucket}: ${said}. Check the bucket, the credentials and the permission ${permission}.`;
  return new CliError("not-reachable", text, cause === undefined ? {} : { cause });
}
