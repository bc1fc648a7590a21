// One delivery: tracked as github_webhook_received, and by the handler of its event where there is one.
import type { EventPayloadMap } from "@octokit/webhooks-types";
import type { Tracker } from "../../../../gen/index.js";
import { account, type PayloadAccount } from "../payload/account.js";
import { type PayloadRepository, repository } from "../payload/repository.js";
import { organisation, type PayloadSource } from "../payload/source.js";
import { checkRun } from "./check-run.js";
import { checkSuite } from "./check-suite.js";
import { issues } from "./issues.js";
import { pullRequest } from "./pull-request.js";
import { pullRequestReview } from "./pull-request-review.js";
import { push } from "./push.js";
import { release } from "./release.js";
import { star } from "./star.js";
import { workflowRun } from "./workflow-run.js";

/** A webhook as it arrived. */
export interface Delivery {
  /** X-GitHub-Event. */
  readonly event: string;
  /** X-GitHub-Delivery. */
  readonly delivery: string;
  readonly payload: unknown;
}

/** Tracks one kind of webhook. */
export type Handler<Payload> = (tracker: Tracker, delivery: string, payload: Payload) => void;

const handlers: { readonly [Name in keyof EventPayloadMap]?: Handler<EventPayloadMap[Name]> } = {
  check_run: checkRun,
  check_suite: checkSuite,
  issues,
  pull_request: pullRequest,
  pull_request_review: pullRequestReview,
  push,
  release,
  star,
  workflow_run: workflowRun,
};

/** Fields that many payloads share. */
interface AnyPayload {
  readonly action?: string;
  readonly repository?: PayloadRepository;
  readonly organization?: PayloadSource["organization"];
  readonly sender?: PayloadAccount;
  readonly installation?: { readonly id: number };
}

/** Tracks one delivery. */
export function handle(tracker: Tracker, { event, delivery, payload }: Delivery): void {
  const any = payload as AnyPayload;
  tracker.githubWebhookReceived({
    delivery,
    event,
    action: any.action,
    repository: any.repository && repository(any.repository),
    organisation: organisation(any.organization),
    sender: any.sender && account(any.sender),
    installation_id: any.installation?.id,
  });
  const handler = Object.hasOwn(handlers, event) ? handlers[event as keyof EventPayloadMap] : undefined;
  (handler as Handler<unknown> | undefined)?.(tracker, delivery, payload);
}
