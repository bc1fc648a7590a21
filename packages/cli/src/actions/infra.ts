// `tracklake infra`: prints the lake's infrastructure, or writes it into a file that is not somebody else's.
import { resolve } from "node:path";
import { cloudFormationTemplate, type InfraModel, infraModel, terraformConfiguration } from "@tracklake/tables";
import { CliError, type ExitCode } from "../errors.js";
import { writeText } from "../infra/write-text.js";
import type { InfraFormat, InfraOptions } from "../options.js";
import { readState, stopAtErrors } from "../schemas/state.js";
import type { Session } from "../session.js";

const renderers: Readonly<Record<InfraFormat, (model: InfraModel) => string>> = {
  cloudformation: cloudFormationTemplate,
  terraform: terraformConfiguration,
};

/** Carries out the command. */
export async function infra(session: Session, options: InfraOptions, format: InfraFormat): Promise<ExitCode> {
  const { out, force = false, drafts = false } = options;
  if (force && out === undefined)
    throw new CliError("wrong-use", "--force is for --out; name the file, or leave it out.");
  const state = await readState(session);
  const { project, revisions, findings } = state;
  stopAtErrors(session, { ...state, findings: findings.filter(({ severity }) => severity === "error") });
  const wanted = drafts ? revisions : revisions.filter(({ status }) => status === "published");
  const left = new Set(revisions.flatMap(({ status, model }) => retained(status === "draft" && !drafts, model)));
  if (left.size > 0) {
    session.warn(
      `left out, not published yet: the retention of ${[...left].join(", ")}. Publish them, or take --drafts.`,
    );
  }
  const model = infraModel(wanted, project.lake, project.stream, project.delivery.delivery);
  const content = renderers[format](model);
  const target = out === undefined ? undefined : resolve(session.io.cwd, out);
  const outcome = target === undefined ? undefined : await writeText(target, content, force);
  session.result({ format, ...(target === undefined ? {} : { file: target, outcome }), content }, () =>
    target === undefined ? content.trimEnd() : `${outcome}: ${out}`,
  );
  if (format === "cloudformation") sizeNote(session, content);
  if (target !== undefined) session.progress("Deploy it with your own tool, then run npx tracklake apply.");
  return 0;
}

/** API: `TemplateBody`, at most 51,200 bytes; by `TemplateURL`, out of a bucket, 1 MB. */
const MOST_TEMPLATE_BYTES = 51_200;

/** Said a little before, for the next event with a retention. */
function sizeNote(session: Session, content: string): void {
  const bytes = Buffer.byteLength(content);
  if (bytes <= 0.9 * MOST_TEMPLATE_BYTES) return;
  const more = bytes > MOST_TEMPLATE_BYTES ? "more than" : "nearly";
  session.warn(
    `the template has ${bytes} bytes, ${more} the ${MOST_TEMPLATE_BYTES} that CloudFormation takes as a file: ` +
      "deploy it with --s3-bucket <a bucket of yours>.",
  );
}

function retained(wanted: boolean, { name, retention }: { readonly name: string; readonly retention?: number }) {
  return wanted && retention !== undefined ? [name] : [];
}
