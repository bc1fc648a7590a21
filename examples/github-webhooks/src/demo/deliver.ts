// Sends webhooks over HTTP as GitHub does, a few at a time.
import type { ExampleDelivery } from "./deliveries.js";

/** Requests under way at once. */
const AT_ONCE = 8;

/**
 * Sends all deliveries.
 *
 * @param done - Told how many were answered so far.
 * @throws Error when the service refuses one.
 */
export async function deliverAll(
  url: string,
  deliveries: readonly ExampleDelivery[],
  done: (sent: number) => void = () => {},
): Promise<void> {
  let next = 0;
  let sent = 0;
  const sender = async () => {
    for (let one = deliveries[next++]; one; one = deliveries[next++]) {
      await deliver(url, one);
      done(++sent);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
}

async function deliver(url: string, { event, delivery, payload }: ExampleDelivery): Promise<void> {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "user-agent": "GitHub-Hookshot/demo",
      "x-github-event": event,
      "x-github-delivery": delivery,
    },
    body: JSON.stringify(payload),
  });
  await response.arrayBuffer();
  if (response.status !== 202) throw new Error(`the service answered ${response.status} to ${event} (${delivery})`);
}
