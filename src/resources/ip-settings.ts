import type * as pulumi from "@pulumi/pulumi";
import { ipSettings } from "pulumi-routeros-provider";
import { type SettingsInputs, type SettingsOutputs, SettingsResource } from "./settings-resource";

/** Arguments of {@link IpSettings}. */
export interface IpSettingsArgs extends SettingsInputs<typeof ipSettings> {}

/** Outputs of the kind: the SDK's base class sets every one of them. */
export interface IpSettings extends SettingsOutputs<typeof ipSettings> {}

/**
 * How the router handles IPv4 packets: `/ip/settings`.
 *
 * @example
 * // Answers may come in by another line than the questions left by.
 * new IpSettings("ip", { rpFilter: "loose" });
 */
export class IpSettings extends SettingsResource {
  constructor(name: string, args: IpSettingsArgs, options?: pulumi.CustomResourceOptions) {
    super(ipSettings, name, args, options);
  }
}
