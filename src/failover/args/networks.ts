/** Whether an address is in a network. */
import { BlockList } from "node:net";

/** @param network `10.0.0.0/8`; a bare address is a network of one. */
export function isWithin(network: string, address: string): boolean {
  const [host = "", length = "32"] = network.split("/");
  const block = new BlockList();
  block.addSubnet(host, Number(length));
  return block.check(address);
}
