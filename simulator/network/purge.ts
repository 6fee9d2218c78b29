/** What `masquerade` does when its interface goes down or its address changes: the connections it bound are gone. */
import { interfaceSources } from "./path/configured";
import type { Dataplane } from "./path/dataplane";

export function masqueradePurge(
  dataplane: Dataplane,
  note: (message: string) => void,
): (dirty: ReadonlySet<string>) => void {
  let before = snapshot(dataplane);
  const sources = new Set(interfaceSources);
  return (dirty) => {
    if (![...dirty].some((store) => sources.has(store))) return;
    const now = snapshot(dataplane);
    for (const [id, was] of before) {
      const is = now.get(id);
      const wentDown = was.running && is?.running !== true;
      const lostAddress = was.addresses.some((address) => is?.addresses.includes(address) !== true);
      if (!wentDown && !lostAddress) continue;
      const gone = dataplane.connections.purge((tracked) => tracked.masquerade === id);
      if (gone > 0) note(`${was.name}: ${gone} masqueraded connections purged`);
    }
    before = now;
  };
}

interface State {
  readonly name: string;
  readonly running: boolean;
  readonly addresses: readonly number[];
}

function snapshot(dataplane: Dataplane): Map<string, State> {
  return new Map(
    dataplane.interfaces().all.map(({ id, name, running, addresses }) => {
      return [id, { name, running, addresses: addresses.map(({ address }) => address) }];
    }),
  );
}
