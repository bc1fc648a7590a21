// The preflight: everything that apply, the service and its readers need of AWS, looked at one after another.
import type { LifecycleRule } from "@tracklake/tables";
import type { Project } from "../config/load-config.js";
import type { Check } from "../doctor/check.js";
import type { Io } from "../io.js";
import { awsClients } from "./aws-clients.js";
import { checkBucket } from "./check-bucket.js";
import { checkCatalogue } from "./check-catalogue.js";
import { checkIdentity, type Identity } from "./check-identity.js";
import { checkStream } from "./check-stream.js";
import { Clock } from "./clock.js";
import { redactor } from "./redact.js";

/** What is looked at, and from where. */
export interface PreflightOptions {
  readonly project: Pick<Project, "lake" | "stream" | "glue" | "delivery">;
  /** Lifecycle rules that the schemas ask for. */
  readonly rules: readonly LifecycleRule[];
  readonly endpoint?: string | undefined;
  readonly region?: string | undefined;
  readonly env: Io["env"];
}

/** What was found. */
export interface Preflight {
  readonly region?: string;
  readonly identity?: Identity;
  readonly checks: readonly Check[];
}

/** Looks at everything; it does not throw for what AWS answers, and says no secret. */
export async function preflight(options: PreflightOptions): Promise<Preflight> {
  const { project, rules, env } = options;
  const region = options.region ?? project.glue.region ?? env.AWS_REGION ?? env.AWS_DEFAULT_REGION;
  if (region === undefined) return { checks: [noRegion] };
  const clients = awsClients({ endpoint: options.endpoint, region }, env);
  const clock = new Clock();
  for (const client of [clients.sts, clients.s3, clients.firehose, clients.glue]) clock.watch(client);
  try {
    const here: Check = { id: "region", level: "ok", message: `the region is ${region}.` };
    const { check, identity } = await checkIdentity(clients.sts);
    const found = identity ? await others(identity.arn) : [];
    const checks = [check, here, ...found, ...clock.check()];
    const redact = redactor(env, await secretsOf(clients.sts.config.credentials));
    const shown = checks.map((one) => ({
      ...one,
      message: redact(one.message),
      ...(one.fix === undefined ? {} : { fix: redact(one.fix) }),
    }));
    return { region, ...(identity === undefined ? {} : { identity }), checks: shown };
  } finally {
    clients.destroy();
  }

  async function others(caller: string): Promise<Check[]> {
    const { lake, stream, delivery } = project;
    return [
      ...(await checkBucket(clients.s3, { bucket: lake.bucket, region: region ?? "", rules, caller })),
      ...(await checkStream(clients.firehose, { stream, bucket: lake.bucket, caller, delivery: delivery.delivery })),
      ...(await checkCatalogue(clients.glue, lake, caller)),
    ];
  }
}

const noRegion: Check = {
  id: "region",
  level: "error",
  message: "no AWS region is known.",
  fix: "export AWS_REGION=…, or name one with --region",
};

type Credentials = () => Promise<{ accessKeyId: string; secretAccessKey: string; sessionToken?: string }>;

/** What the client signs with, to be taken out of what is printed. */
async function secretsOf(credentials: Credentials): Promise<(string | undefined)[]> {
  try {
    const { accessKeyId, secretAccessKey, sessionToken } = await credentials();
    return [accessKeyId, secretAccessKey, sessionToken];
  } catch {
    // There are none: that was said by the check of the identity.
    return [];
  }
}
