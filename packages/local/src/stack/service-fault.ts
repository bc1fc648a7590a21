// An answer that refuses: the service's own error name and HTTP status, thrown by operations, written by the server.
// It never leaves the endpoint as a LocalError: clients see what the real service would send.

/** A refusal as the AWS JSON protocol sends it. */
export class ServiceFault extends Error {
  override readonly name = "ServiceFault";

  /**
   * @param type - The error's name, sent as `__type`.
   * @param status - 400 when the request is at fault, 500 when the service is, 413 when the body is too long.
   */
  constructor(
    readonly type: string,
    message: string,
    readonly status: 400 | 413 | 500 = 400,
  ) {
    super(message);
  }
}

/** A member that breaks a constraint of the service's model, worded as the services word it. */
export function constraint(path: string, rule: string): ServiceFault {
  return new ServiceFault(
    "ValidationException",
    `1 validation error detected: Value at '${path}' failed to satisfy constraint: Member must ${rule}`,
  );
}
