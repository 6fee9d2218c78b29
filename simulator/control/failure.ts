/** A command that cannot be done, or a file that does not describe a network: told in words, without a trace. */
export class ControlError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ControlError";
  }
}
