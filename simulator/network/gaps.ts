/** What the simulator lacks, met by a packet: never a silent match or miss. */
export class Gap extends Error {
  constructor(
    /** `mangle rule *3: the matcher layer7-protocol` */
    readonly what: string,
  ) {
    super(`the simulator does not implement ${what}`);
    this.name = "Gap";
  }
}
