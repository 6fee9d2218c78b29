/** The programs that are compared: a site of RouterOS objects, an office with two lines, and as many resources that do nothing. */
import { parseDualWan, planDualWan } from "../src/failover";

/** Objects of a site: 45 in 12 menus, times `copies`. */
export const menusOfSite = 12;
export const objectsOfSite = 45;

const preamble = (kinds: string) => `import { ${kinds} } from "pulumi-routeros";\n`;

/** The program of a site with `copies` times 45 objects in 12 menus. */
export function siteProgram(copies = 1): string {
  const kinds =
    "DhcpClient, FirewallAddressListEntry, FirewallFilter, FirewallMangle, FirewallNat, InterfaceList, " +
    "InterfaceListMember, IpAddress, Route, RoutingRule, RoutingTable, Script";
  return `${preamble(kinds)}
for (let copy = 0; copy < ${copies}; copy++) {
  const each = (count: number, declare: (name: string, index: number) => void) => {
    for (let index = 0; index < count; index++) declare(\`\${copy}-\${index}\`, index);
  };
  const lists = [0, 1].map((index) => new InterfaceList(\`list-\${copy}-\${index}\`, { name: \`list-\${copy}-\${index}\` }));
  const tables = [0, 1].map((index) => new RoutingTable(\`table-\${copy}-\${index}\`, { name: \`table-\${copy}-\${index}\`, fib: true }));
  new DhcpClient(\`line-\${copy}\`, { interface: \`ether\${copy + 2}\`, usePeerDns: false, defaultRouteDistance: 12, checkGateway: "none" });
  each(2, (name, index) => new IpAddress(\`address-\${name}\`, { interface: "ether1", address: \`10.\${copy}.\${index}.1/24\` }));
  each(4, (name, index) =>
    new InterfaceListMember(\`member-\${name}\`, { list: \`list-\${copy}-\${index % 2}\`, interface: \`ether\${(index >> 1) + 2}\` }, { dependsOn: lists }));
  each(6, (name, index) =>
    new Route(\`route-\${name}\`, { comment: \`route \${name}\`, dstAddress: \`172.\${16 + index}.\${copy}.0/24\`, gateway: ["10.0.0.2"], distance: index + 1 }, { dependsOn: tables }));
  each(4, (name, index) =>
    new RoutingRule(\`rule-\${name}\`, { comment: \`rule \${name}\`, section: \`section-\${copy}\`, rank: index, srcAddress: \`192.168.\${index}.\${copy}\`, action: "lookup", table: \`table-\${copy}-\${index % 2}\` }, { dependsOn: tables }));
  each(10, (name, index) =>
    new FirewallMangle(\`mangle-\${name}\`, { comment: \`mangle \${name}\`, section: \`section-\${copy}\`, rank: index, chain: "prerouting", inInterface: "ether2", dstPort: \`\${1000 + index}\`, protocol: "tcp", action: "mark-connection", newConnectionMark: \`mark-\${name}\` }));
  each(4, (name, index) =>
    new FirewallNat(\`nat-\${name}\`, { comment: \`nat \${name}\`, section: \`section-\${copy}\`, rank: index, chain: "srcnat", srcAddress: \`10.\${copy}.\${index}.0/24\`, outInterface: "ether2", action: "masquerade" }));
  each(4, (name, index) =>
    new FirewallFilter(\`filter-\${name}\`, { comment: \`filter \${name}\`, section: \`section-\${copy}\`, rank: index, chain: "forward", srcAddress: \`10.\${copy}.\${index}.0/24\`, action: "accept" }));
  each(5, (name, index) =>
    new FirewallAddressListEntry(\`entry-\${name}\`, { list: \`office-\${copy}\`, address: \`10.99.\${copy}.\${index + 1}\` }));
  new Script(\`script-\${copy}\`, { name: \`script-\${copy}\`, policy: ["read"], source: ':log info "hello"' });
}
`;
}

/** Two lines whose addresses stand. */
const linesOfOffice = [
  { access: "static", interface: "ether1", address: "203.0.113.10/29", gateway: "203.0.113.9" },
  { access: "static", interface: "ether2", address: "198.51.100.20/24", gateway: "198.51.100.1" },
];

/** A whole office with two lines. Their addresses stand, so that the first run waits for nobody. */
export const officeProgram = `import { DualWanFailover } from "pulumi-routeros";

new DualWanFailover("office", { wans: ${JSON.stringify(linesOfOffice)} });
`;

/** How many resources it has: the steps of its plan. */
export function resourcesOfOffice(): number {
  return planDualWan(parseDualWan({ wans: linesOfOffice })).steps.length;
}

/** A program of address-list entries alone. */
export function entriesProgram(count: number): string {
  return `${preamble("FirewallAddressListEntry")}
for (let index = 0; index < ${count}; index++) {
  new FirewallAddressListEntry(\`entry-\${index}\`, { list: "office", address: \`10.0.0.\${index + 1}\` });
}
`;
}

/** As many dynamic resources that do nothing, with inputs of the same kind: what Pulumi itself costs. */
export function idleProgram(count: number): string {
  return `import * as pulumi from "@pulumi/pulumi";

const idle: pulumi.dynamic.ResourceProvider = {
  create: async (inputs) => ({ id: "idle", outs: inputs }),
  read: async (id, props) => ({ id, props }),
  diff: async () => ({}),
  update: async (_id, _olds, news) => ({ outs: news }),
};

class Idle extends pulumi.dynamic.Resource {
  constructor(name: string, args: Record<string, unknown>) {
    super(idle, name, args);
  }
}

for (let index = 0; index < ${count}; index++) {
  new Idle(\`idle-\${index}\`, {
    comment: \`rule \${index}\`,
    chain: "prerouting",
    inInterface: "ether2",
    dstPort: \`\${1000 + index}\`,
    protocol: "tcp",
    action: "mark-connection",
    newConnectionMark: \`mark-\${index}\`,
  });
}
`;
}

/** Nothing but the SDK. */
export const emptyProgram = 'import "@pulumi/pulumi";\n';
