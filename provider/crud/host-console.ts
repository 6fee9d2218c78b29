/**
 * Pulumi's host prints an error of check, diff, read and delete to the console and hands it to the CLI as well
 * (`dynamic-provider/index.js` of the SDK: `console.error(`${e}: ${e.stack}`)`, then the callback), so each shows
 * twice: once with its resource, once with nothing. The second is dropped here for errors that are marked.
 */

const twin = /^RouterOS \([a-z-]+\): see the error of the resource$/;

/** Gives an error the text by which its second printing is known; where that is shown all the same, it can be read. */
export function markTwin(error: Error, category: string): void {
  Object.defineProperties(error, {
    toString: { value: () => `RouterOS (${category})` },
    stack: { value: "see the error of the resource" },
  });
}

const quiet = Symbol.for("pulumi-routeros.quiet");

/** From now on this process prints no second text of marked errors, and everything else as before. */
export function dropTwins(target: Pick<Console, "error"> = console): void {
  const original = target.error;
  if (quiet in original) return;
  const error = (...data: unknown[]) => {
    const isTwin = data.length === 1 && typeof data[0] === "string" && twin.test(data[0]);
    if (!isTwin) original.apply(target, data);
  };
  target.error = Object.assign(error, { [quiet]: true });
}
