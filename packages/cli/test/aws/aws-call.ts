// A request to AWS as IAM sees it: the action, and the resources that it is checked against.
// Source: Service Authorization Reference, "Actions, resources, and condition keys" of Glue, Firehose and S3.

/** A request as it came over the wire. */
export interface RawCall {
  readonly method: string;
  readonly path: string;
  /** X-Amz-Target. */
  readonly target: string;
  readonly body: string;
}

/** What IAM is asked. */
export interface AwsCall {
  /** Such as `glue:GetTable`. */
  readonly action: string;
  /** ARNs that all have to be allowed. */
  readonly resources: readonly string[];
}

const at = "us-east-1:123456789012";

/** Reads a request. @throws Error for one that it does not know: no call may go unseen. */
export function callOf(raw: RawCall): AwsCall {
  const [service = "", operation = ""] = raw.target.split(".");
  if (service === "AWSGlue") return { action: `glue:${operation}`, resources: glueResources(operation, raw.body) };
  if (service === "Firehose_20150804") {
    const { DeliveryStreamName } = JSON.parse(raw.body) as { DeliveryStreamName: string };
    return {
      action: `firehose:${operation}`,
      resources: [`arn:aws:firehose:${at}:deliverystream/${DeliveryStreamName}`],
    };
  }
  if (service === "AmazonAthena") {
    // Only the start names a workgroup; the execution belongs to it from then on.
    const { WorkGroup = "acme" } = JSON.parse(raw.body) as { WorkGroup?: string };
    return { action: `athena:${operation}`, resources: [`arn:aws:athena:${at}:workgroup/${WorkGroup}`] };
  }
  const query = /^Action=(\w+)/.exec(raw.body)?.[1];
  if (query !== undefined) return { action: `sts:${query}`, resources: [] };
  return s3Call(raw);
}

interface GlueBody {
  readonly Name?: string;
  readonly DatabaseName?: string;
  readonly TableName?: string;
  readonly DatabaseInput?: { readonly Name: string };
  readonly TableInput?: { readonly Name: string };
}

function glueResources(operation: string, text: string): string[] {
  const body = JSON.parse(text) as GlueBody;
  const ofDatabase = /^(Get|Create)Database$/.test(operation);
  const database = ofDatabase ? (body.DatabaseInput?.Name ?? body.Name) : body.DatabaseName;
  const table = body.TableInput?.Name ?? body.TableName ?? body.Name ?? "*";
  return [
    `arn:aws:glue:${at}:catalog`,
    `arn:aws:glue:${at}:database/${database}`,
    ...(ofDatabase ? [] : [`arn:aws:glue:${at}:table/${database}/${table}`]),
  ];
}

function s3Call({ method, path, body }: RawCall): AwsCall {
  const { pathname, searchParams } = new URL(path, "http://s3");
  const [, bucket = "", ...key] = decodeURIComponent(pathname).split("/");
  const name = key.join("/");
  const ofBucket = name === "";
  if (ofBucket && method === "POST" && searchParams.has("delete")) {
    const keys = [...body.matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, one]) => one);
    return { action: "s3:DeleteObject", resources: keys.map((one) => `arn:aws:s3:::${bucket}/${one}`) };
  }
  const asked = ["publicAccessBlock", "lifecycle"].find((one) => searchParams.has(one));
  const action =
    ofBucket && asked === "publicAccessBlock"
      ? "s3:GetBucketPublicAccessBlock"
      : ofBucket && asked === "lifecycle"
        ? "s3:GetLifecycleConfiguration"
        : ofBucket && (method === "HEAD" || searchParams.get("list-type") === "2")
          ? "s3:ListBucket"
          : !ofBucket && method === "PUT"
            ? "s3:PutObject"
            : undefined;
  if (action === undefined) throw new Error(`${method} ${path} is a call that nobody has looked at yet`);
  return { action, resources: [`arn:aws:s3:::${bucket}${ofBucket ? "" : `/${name}`}`] };
}
