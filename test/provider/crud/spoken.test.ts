import assert from "node:assert/strict";
import { spoken } from "../../../provider/crud/spoken";
import { RouterOsError } from "../../../provider/session/errors";

const refused = () =>
  new RouterOsError(
    "refused-login",
    'Office refused the login: RouterOS says "no (6)". Check the user. Or this.',
  );

/** What the host prints beside the message when check, diff, read or delete fail. */
const beside = (error: unknown) => `${error}: ${(error as Error).stack}`;

describe("errors for Pulumi's host", () => {
  it("say everything in their message, and neither the message nor a place in our code beside it", () => {
    const error = spoken(refused(), new Set()) as Error;
    assert.equal(error.message, refused().message);
    assert.equal(beside(error), "RouterOS (refused-login): see the error of the resource");
    assert.ok(error instanceof RouterOsError);
  });

  it("say what to do only once where all resources of a router miss it", () => {
    const said = new Set<string>();
    spoken(refused(), said);
    const second = spoken(refused(), said) as Error;
    assert.equal(
      second.message,
      'Office refused the login: RouterOS says "no (6)". The error of another resource says what to do.',
    );
  });

  it("repeat in full what is wrong with one row", () => {
    const said = new Set<string>();
    const exists = new RouterOsError("exists", "Two rows. Remove one.");
    spoken(exists, said);
    assert.equal((spoken(exists, said) as Error).message, "Two rows. Remove one.");
  });

  it("keep the stack of a defect of ours", () => {
    const defect = new TypeError("x is undefined");
    assert.equal(spoken(defect, new Set()), defect);
    assert.match(beside(defect), /spoken\.test\.ts/);
  });
});
