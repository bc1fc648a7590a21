// A request's contexts, asked of the host and set for the rest of the request.
import { hostsFunction } from "./hosts-function.js";

/** As much of a tracker as contexts need. */
export interface ContextSetting<Values> {
  setContext(contexts: Values): void;
}

/** Sets the contexts of a request; called within its scope. */
export function settingContexts<Request, Values extends object>(
  tracker: ContextSetting<Values>,
  contextsOf: (request: Request) => NoInfer<Values>,
): (request: Request) => void {
  const ask = hostsFunction("the function of contextMiddleware", "events go without its contexts", contextsOf);
  return (request) => {
    const values = ask(request);
    if (values !== undefined) tracker.setContext(values);
  };
}
