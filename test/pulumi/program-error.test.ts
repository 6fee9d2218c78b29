import assert from "node:assert/strict";
import { inspect } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { programError } from "../../src/program-error";

describe("an error that ends a program", () => {
  it("is one of Pulumi's, which shows its message alone", () => {
    const error = programError("The site is not usable.");
    assert.ok(pulumi.RunError.isInstance(error));
    assert.equal(error.message, "The site is not usable.");
  });

  it("has no line of a stack, whose coloured printing may take a minute", () => {
    const text = inspect(programError("The site is not usable."), { colors: true });
    assert.match(text, /The site is not usable\./);
    assert.doesNotMatch(text, /^\s+at |node_modules/m);
  });
});
