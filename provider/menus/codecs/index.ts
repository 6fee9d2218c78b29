/** The codecs menus are described with, one file per family. */
export {
  address,
  addressMatcher,
  addressOrName,
  addressRange,
  gateways,
  host,
  interfaceAddress,
  macMatcher,
  prefix,
} from "./address";
export { bool, flag } from "./bool";
export { date, timeOfDay } from "./calendar";
export { codec, isUnknown, sameValue, shown } from "./codec";
export { duration, formatDuration, keepalive, parseDuration } from "./duration";
export { hex } from "./hex";
export {
  hexOrDecimal,
  integer,
  integerOr,
  numberMatcher,
  numberOrHexMatcher,
  numberRange,
  percent,
  quantity,
  quantityRange,
} from "./integer";
export { type ListInput, list, nameSet, negatableSet, set, setOfNegatable } from "./list";
export { type Loose, loose } from "./loose";
export {
  dstLimit,
  limit,
  portScan,
  protocolMatcher,
  protocolOrAll,
  timeWindow,
} from "./matchers";
export { portOrRange, ports } from "./ports";
export { negatableReference, reference } from "./reference";
export { comment, form, keyComment, scriptSource, secretText, text, word } from "./text";
export { negatableWords, words } from "./words";
