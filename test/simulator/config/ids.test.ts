import assert from "node:assert/strict";
import { facts, type Line } from "./facts";
import { column, lab } from "./harness";

const rule = (comment: string, ...words: string[]): Line => [
  "/ip/firewall/mangle/add",
  "=chain=prerouting",
  `=comment=${comment}`,
  ...words,
];
const three = [rule("a"), rule("b"), rule("c")];
const all = ["6.49", "7.12.2", "7.18.2", "7.21.5", "7.22.3", "7.24"] as const;

describe("ids, positions and names", () => {
  facts([
    { fact: "add answers the new id, counted from *1", when: rule("a"), ret: "*1", versions: all },
    {
      fact: "an id is never given again",
      given: [...three, ["/ip/firewall/mangle/remove", "=.id=*3"]],
      when: rule("d"),
      ret: "*4",
    },
    {
      fact: "a bare number is a position, not an id",
      given: [
        ...three,
        ["/ip/firewall/mangle/remove", "=.id=*1"],
        ["/ip/firewall/mangle/set", "=.id=1", "=comment=x"],
      ],
      when: ["/ip/firewall/mangle/print"],
      rows: [
        { ".id": "*2", comment: "b" },
        { ".id": "*3", comment: "x" },
      ],
    },
    {
      fact: "a position behind the end is no such item",
      given: three,
      when: ["/ip/firewall/mangle/remove", "=.id=3"],
      traps: ["no such item"],
    },
    {
      fact: "a stale id",
      when: ["/ip/firewall/mangle/set", "=.id=*99", "=comment=x"],
      traps: ["no such item"],
      versions: ["7.12.2", "7.24"],
    },
    {
      fact: "a stale id on v6",
      when: ["/ip/firewall/mangle/set", "=.id=*99", "=comment=x"],
      traps: ["no such item (4)"],
      versions: ["6.49"],
    },
    { fact: "no target", when: ["/ip/firewall/mangle/set", "=comment=x"], traps: ["missing =.id="] },
    {
      fact: "ids are read without regard to case",
      given: [...Array(10).keys()].map((n) => rule(`r${n}`)),
      when: ["/ip/firewall/mangle/get", "=.id=*a", "=value-name=comment"],
      ret: "r9",
    },
    {
      fact: "a name is accepted where the menu has names",
      when: ["/interface/get", "=.id=ether2", "=value-name=name"],
      ret: "ether2",
    },
    {
      fact: "a comment is no name for set",
      given: three,
      when: ["/ip/firewall/mangle/set", "=.id=a", "=comment=x"],
      traps: ["no such item"],
    },
    {
      fact: "a comma list of ids changes each",
      given: [...three, ["/ip/firewall/mangle/set", "=.id=*1,*3", "=comment=x"]],
      when: ["/ip/firewall/mangle/print", "=.proplist=comment"],
      rows: [{ comment: "x" }, { comment: "b" }, { comment: "x" }],
    },
    {
      fact: "numbers is accepted as well as .id",
      given: three,
      when: ["/ip/firewall/mangle/remove", "=numbers=*1,*2,*3"],
    },
    {
      fact: "static routes count from *8000xxxx",
      when: ["/ip/route/add", "=gateway=10.0.0.1"],
      ret: /^\*8000[0-9A-F]{4}$/,
    },
    {
      fact: "connected routes have ids *2018xxxx",
      given: [["/ip/address/add", "=address=10.0.0.2/24", "=interface=ether1"]],
      when: ["/ip/route/print"],
      rows: [
        {
          ".id": "*20180001",
          connect: "true",
          dynamic: "true",
          "dst-address": "10.0.0.0/24",
          gateway: "ether1",
        },
      ],
    },
    {
      fact: "get with two ids",
      given: three,
      when: ["/ip/firewall/mangle/get", "=.id=*1,*2", "=value-name=comment"],
      traps: ["invalid internal item number"],
    },
    {
      fact: "find answers the ids of all rows",
      given: three,
      when: ["/ip/firewall/mangle/find"],
      ret: "*1;*2;*3",
    },
    { fact: "find finds nothing", when: ["/ip/firewall/mangle/find"], ret: "" },
  ]);

  it("changes nothing when one of several ids is gone", async () => {
    const { run, must } = lab();
    for (const [path, ...words] of three) await must(path, words);
    const { traps } = await run("/ip/firewall/mangle/remove", ["=.id=*1,*99"]);
    assert.deepEqual(traps, ["no such item"]);
    assert.deepEqual(column((await must("/ip/firewall/mangle/print")).rows, ".id"), ["*1", "*2", "*3"]);
  });
});
