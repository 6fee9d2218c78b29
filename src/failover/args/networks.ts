/** Networks as RouterOS has them, and whether an address is in one. */
import { BlockList } from "node:net";
import { menus } from "pulumi-routeros-provider";

/** `192.168.1.5/24` → `192.168.1.0/24`, `10.0.0.1/32` → `10.0.0.1`: the form in which RouterOS prints it. */
export const networkOf = (text: string): string =>
  menus.FirewallAddressListEntry.properties.address.codec.schema.parse(text);

/** @param network `10.0.0.0/8`; a bare address is a network of one. */
export function isWithin(network: string, address: string): boolean {
  const [host = "", length = "32"] = network.split("/");
  const block = new BlockList();
  block.addSubnet(host, Number(length));
  return block.check(address);
}
