/** A simulated router in this process, reached over TCP. */
import { type RouterOsVersion, startRouter } from "../../../simulator";
import type { Target } from "./target";

const password = "routers-own-Passw0rd";

export async function simulatedTarget(version: RouterOsVersion): Promise<Target> {
  const router = await startRouter({
    version,
    users: [{ name: "pulumi", password }],
    serialNumber: "CONFORM01",
    interfaces: ["ether1", "ether2"],
  });
  const { config, faults } = router;
  return {
    version,
    settings: { host: "127.0.0.1", port: String(router.port), tls: "false", user: "pulumi", password },
    hand: {
      print: async (path) => config.print(path),
      add: async (path, properties) => config.add(path, properties),
      set: async (path, id, changes) => config.set(path, id, changes),
      remove: async (path, id) => config.remove(path, id),
    },
    laboratory: {
      faults,
      writes: () =>
        router.commands.entries.flatMap(({ path, arguments: words }) => {
          const command = path.slice(path.lastIndexOf("/") + 1);
          if (!/^(add|set|remove|move|unset|enable|disable)$/.test(command)) return [];
          return [{ command, names: words.map(([name]) => name).filter((name) => name !== ".id") }];
        }),
      addForeign: async (path, properties, flag) => {
        const id = config.add(path, properties);
        config.mark(path, id, { [flag]: "true" });
        return id;
      },
    },
    stop: () => router.stop(),
  };
}
