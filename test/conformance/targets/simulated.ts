/** A simulated router in this process, reached over TCP. */
import { type RouterOsVersion, startRouter } from "../../../simulator";
import type { Hand, Target } from "./target";
import { handOn6, nameToday, pathOn6 } from "./version6";

const password = "routers-own-Passw0rd";

export async function simulatedTarget(version: RouterOsVersion): Promise<Target> {
  const router = await startRouter({
    version,
    users: [{ name: "pulumi", password }],
    serialNumber: "CONFORM01",
    interfaces: ["ether1", "ether2"],
  });
  const { config, faults } = router;
  const isOlder = version === "6.49";
  const pathOf = (path: string) => (isOlder ? pathOn6(path) : path);
  const hand: Hand = {
    print: async (path) => config.print(path),
    add: async (path, properties) => config.add(path, properties),
    set: async (path, id, changes) => config.set(path, id, changes),
    remove: async (path, id) => config.remove(path, id),
  };
  const person = isOlder ? handOn6(hand) : hand;
  return {
    version,
    settings: { host: "127.0.0.1", port: String(router.port), tls: "false", user: "pulumi", password },
    hand: person,
    laboratory: {
      faults,
      pathOf,
      writes: () =>
        router.commands.entries.flatMap(({ path, arguments: words }) => {
          const [menu, command] = [
            path.slice(0, path.lastIndexOf("/")),
            path.slice(path.lastIndexOf("/") + 1),
          ];
          if (!/^(add|set|remove|move|unset|enable|disable)$/.test(command)) return [];
          const names = words.map(([name]) => name).filter((name) => name !== ".id");
          return [{ command, names: isOlder ? names.map((name) => nameToday(menu, name)) : names }];
        }),
      addForeign: async (path, properties, flag) => {
        const id = await person.add(path, properties);
        config.mark(pathOf(path), id, { [flag]: "true" });
        return id;
      },
    },
    stop: () => router.stop(),
  };
}
