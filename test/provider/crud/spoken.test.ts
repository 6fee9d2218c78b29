import assert from "node:assert/strict";
import { dropTwins } from "../../../provider/crud/host-console";
import { spoken, subjectOfId } from "../../../provider/crud/spoken";
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

  it("name their resource, and say what to do only once where all resources of a router miss it", () => {
    const said = new Set<string>();
    const [first, second] = ["one", "two"].map((key) => {
      const subject = subjectOfId("FirewallMangle", `/ip/firewall/mangle:${key}:abc`);
      return (spoken(refused(), said, subject) as Error).message;
    });
    assert.equal(first, `FirewallMangle "one": ${refused().message}`);
    assert.equal(second, 'FirewallMangle "two": Office refused the login: RouterOS says "no (6)".');
  });

  it("do not name their resource twice", () => {
    const said = new Set<string>();
    const lacking = (name: string) =>
      new RouterOsError("missing-policy", `PppoeClient "${name}": password cannot be compared. Give it.`);
    const [first, second] = ["isp1", "isp2"].map(
      (name) => (spoken(lacking(name), said, subjectOfId("PppoeClient", `/m:${name}:abc`)) as Error).message,
    );
    assert.equal(first, lacking("isp1").message);
    assert.equal(second, 'PppoeClient "isp2": password cannot be compared.');
  });

  it("are known by their ids, those of an order too", () => {
    assert.equal(
      subjectOfId("IpAddress", "/ip/address:10.0.0.1/24,a%2Cb:abc"),
      'IpAddress "10.0.0.1/24, a,b"',
    );
    assert.equal(subjectOfId("RuleOrder", "order:/ip/firewall/nat:nat:abc"), 'RuleOrder "nat"');
  });

  it("are not printed a second time by the host, and everything else is", () => {
    const printed: unknown[][] = [];
    const console = { error: (...data: unknown[]) => void printed.push(data) };
    dropTwins(console);
    dropTwins(console);
    console.error(beside(spoken(refused(), new Set())));
    const defect = new TypeError("x is undefined");
    console.error(beside(defect));
    console.error("%s", 1);
    assert.deepEqual(printed, [[beside(defect)], ["%s", 1]]);
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
