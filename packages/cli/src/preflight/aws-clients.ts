// The clients of the preflight, and of each the endpoint: AWS's own, or one that stands for it.
import { FirehoseClient } from "@aws-sdk/client-firehose";
import { GlueClient } from "@aws-sdk/client-glue";
import { S3Client } from "@aws-sdk/client-s3";
import { STSClient } from "@aws-sdk/client-sts";
import { CliError } from "../errors.js";
import type { Io } from "../io.js";

/** What decides whom the clients talk to. */
export interface AwsTarget {
  readonly endpoint?: string | undefined;
  readonly region: string;
}

/** The clients. */
export interface AwsClients {
  readonly sts: STSClient;
  readonly s3: S3Client;
  readonly firehose: FirehoseClient;
  readonly glue: GlueClient;
  destroy(): void;
}

/** Milliseconds: a preflight that hangs tells nothing. */
const CONNECT_MS = 3_000;
const ANSWER_MS = 15_000;

/** Makes them. @throws CliError `wrong-use` for an endpoint that is no URL. */
export function awsClients({ endpoint, region }: AwsTarget, env: Io["env"]): AwsClients {
  const settings = (service: string) => {
    const url = endpoint ?? env[`AWS_ENDPOINT_URL_${service}`] ?? env.AWS_ENDPOINT_URL;
    if (url !== undefined && !/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : "")) {
      throw new CliError("wrong-use", `The endpoint of ${service} is no URL; one is http://localhost:4573.`);
    }
    return {
      region,
      // One answer each: what a repetition would hide is what is looked for.
      maxAttempts: 1,
      requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: ANSWER_MS, throwOnRequestTimeout: true },
      ...(url === undefined ? {} : { endpoint: url }),
    };
  };
  const s3 = settings("S3");
  const clients = {
    sts: new STSClient(settings("STS")),
    // An endpoint that stands for S3 has no host for each bucket.
    s3: new S3Client({ ...s3, ...("endpoint" in s3 ? { forcePathStyle: true } : {}) }),
    firehose: new FirehoseClient(settings("FIREHOSE")),
    glue: new GlueClient(settings("GLUE")),
  };
  return {
    ...clients,
    destroy: () => {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}
