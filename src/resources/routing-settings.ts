import type * as pulumi from "@pulumi/pulumi";
import { routingSettings } from "pulumi-routeros-provider";
import { type SettingsInputs, type SettingsOutputs, SettingsResource } from "./settings-resource";

/** Arguments of {@link RoutingSettings}. */
export interface RoutingSettingsArgs extends SettingsInputs<typeof routingSettings> {}

/** Outputs of the kind: the SDK's base class sets every one of them. */
export interface RoutingSettings extends SettingsOutputs<typeof routingSettings> {}

/**
 * How gateways are checked, and in which order routing is decided: `/routing/settings`.
 *
 * @example
 * // A dead gateway is noticed after 4 s instead of 20 s (RouterOS 7.21 and newer).
 * new RoutingSettings("probing", { checkGatewayPingInterval: "2s", checkGatewayPingCount: 2 });
 */
export class RoutingSettings extends SettingsResource {
  constructor(name: string, args: RoutingSettingsArgs, options?: pulumi.CustomResourceOptions) {
    super(routingSettings, name, args, options);
  }
}
